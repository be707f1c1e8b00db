"""Every worker and team with their citizens, and the method ends that are known."""

from datetime import date

from sqlalchemy import select
from sqlmodel import col

from kit.database.stories import Story
from services.support.domain.capacity.supply import Ending, Supply
from services.support.domain.courses.courses import ends_on
from services.support.domain.methods.methods import FACTS, Method
from services.support.domain.referrals.referral import ReferralState
from services.support.store import tables
from services.support.store.teams import list_teams
from services.support.store.workers import list_workers, team_caseloads


async def read_supply(story: Story) -> Supply:
    """The municipality's workers and teams as they stand now."""
    teams, caseloads = await list_teams(story), await team_caseloads(story)
    return Supply(tuple(await list_workers(story)), tuple((team, caseloads[team.reference]) for team in teams))


async def list_endings(story: Story, starts_on: date, until: date) -> list[Ending]:
    """When the time of a method runs out between the days, both included: so many citizens by method and team."""
    row, worker = tables.Referral, tables.Worker
    query = (
        select(col(row.method), col(row.team_reference), col(worker.team), col(row.method_since), col(row.starts_on))
        .join(
            worker,
            (col(worker.municipality_code) == col(row.municipality_code))
            & (col(worker.reference) == col(row.worker_reference)),
        )
        .where(
            col(row.municipality_code) == story.municipality_code,
            col(row.state) == ReferralState.COURSE,
            col(row.method).in_([method for method, facts in FACTS.items() if facts.months is not None]),
        )
    )
    counted: dict[tuple[date, Method, str], int] = {}
    for method, team_reference, team, since, moved_in_on in await story.execute(query):
        end = ends_on(Method(method), since or moved_in_on)
        if end is not None and starts_on <= end <= until:
            key = (end, Method(method), team_reference or team)
            counted[key] = counted.get(key, 0) + 1
    return [Ending(method, team, on, citizens) for (on, method, team), citizens in sorted(counted.items())]
