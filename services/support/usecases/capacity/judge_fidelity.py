"""How each method is given in each team, against how it is meant."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.decisions import Reason
from services.support.domain.capacity.contacts import Contacts
from services.support.domain.capacity.fidelity import Counts, judge
from services.support.domain.capacity.overrides import OverrideReason
from services.support.domain.capacity.supply import Places, Supply
from services.support.domain.methods.methods import Method
from services.support.store.fidelity import Counted, count_fidelity, over_limit_by_team
from services.support.store.methods import list_terms
from services.support.store.supply import read_supply
from services.support.store.visits import contacts_per_week

CONTACT_DAYS = 28


@dataclass(frozen=True, slots=True)
class Fidelity:
    """The counts of a method in a team, and what they say."""

    counts: Counts
    reasons: tuple[Reason, ...]


async def judge_fidelity(story: Story) -> list[Fidelity]:
    """Judge each method in each team; no number tells of a single citizen.

    - Caseload against the limit, and the places that named persons gave over it, by reason.
    - Visits kept in the last four weeks; a worker before the move; handovers with a joint meeting.
    - The disciplines of a team that have their hours.
    """
    today = local_day(story.now)
    supply = await read_supply(story)
    counted = await count_fidelity(story, today)
    contacts = await contacts_per_week(story, since=story.now - timedelta(days=CONTACT_DAYS), until=story.now)
    overrides = await over_limit_by_team(story, {worker.reference: worker.team for worker, _ in supply.workers})
    found = []
    for places in supply.places(await list_terms(story), today):
        over_limit = overrides.get((places.method, places.team), Counter())
        counts = _counts(places, supply, counted, contacts, over_limit)
        found.append(Fidelity(counts, judge(counts)))
    return found


def _counts(
    places: Places,
    supply: Supply,
    counted: Counted,
    contacts: Sequence[Contacts],
    over_limit: Counter[OverrideReason],
) -> Counts:
    key: tuple[Method, str] = (places.method, places.team)
    team = next((team for team, _ in supply.teams if (team.method, team.reference) == key), None)
    disciplines = team.disciplines if team else ()
    seen = [each for each in contacts if (each.method, each.team) == key]
    return Counts(
        method=places.method,
        team=places.team,
        workers=places.workers,
        citizens=counted.citizens.get(key, 0),
        places=places.places,
        workers_over=places.over,
        over_limit=dict(over_limit),
        with_left_worker=counted.with_left_worker.get(key, 0),
        contacts=sum(each.contacts for each in seen),
        contact_days=sum(each.days for each in seen),
        moved_in=counted.moved_in.get(key, 0),
        supported_before_move=counted.supported.get(key, 0),
        handovers=counted.handovers.get(key, 0),
        joint_meetings=counted.joint.get(key, 0),
        disciplines=len(disciplines),
        disciplines_filled=sum(each.is_filled for each in disciplines),
    )
