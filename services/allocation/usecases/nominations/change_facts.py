"""What is known of a household changes while it waits."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import Unprocessable
from services.allocation.domain.nominations.criteria import in_force
from services.allocation.domain.nominations.judging import judge, status_of
from services.allocation.domain.nominations.nomination import (
    Nomination,
    NominationFacts,
    find_faults,
    means_differ,
)
from services.allocation.domain.nominations.situations import NominationStatus
from services.allocation.store.criteria import list_criteria
from services.allocation.store.nominations import change_nomination, keep_replaced_facts
from services.allocation.store.outbox import ask_for_ability
from services.allocation.usecases.nominations.ask_for import ask_what_is_needed
from services.allocation.usecases.nominations.hold_nomination import hold_under_way


async def change_facts(story: Story, nomination_id: UUID, version: int, sent: Mapping[str, Any]) -> Nomination:
    """Enter a new version of the facts; the one it replaces is kept.

    - Reference, day of nomination and start of homelessness are not sent and stay; so do the waiting start and the
      lottery number.
    - Where the household or its means differ, what it can pay is unknown until benefits answers.
    - One that is not on the list yet is judged anew by the criteria of its day; one that is, stays there.
    - The same facts again change nothing.
    """
    nomination = await hold_under_way(story, nomination_id, version)
    facts = replace(nomination.facts, **sent)
    today = local_day(story.now)
    faults = find_faults(facts, today)
    if faults:
        raise Unprocessable(errors=faults)
    if facts == nomination.facts:
        return nomination
    await keep_replaced_facts(story, nomination)
    asks = means_differ(nomination.facts, facts)
    after = replace(
        await _judged_anew(story, nomination, facts),
        facts=facts,
        facts_version=nomination.facts_version + 1,
        facts_on=today,
        highest_rent_dkk=None if asks else nomination.highest_rent_dkk,
        ability_question=None if asks else nomination.ability_question,
        version=nomination.version + 1,
    )
    await change_nomination(story, after, expected_version=nomination.version)
    await ask_what_is_needed(story, after)
    if asks:
        await ask_for_ability(story, nomination_id)
    changed = [name for name in facts.__dataclass_fields__ if getattr(facts, name) != getattr(nomination.facts, name)]
    audiences = (Party.ALLOCATION_OFFICE, Party.SOCIAL_CENTRE, Party.SHELTER)
    await record(story, "nomination_facts_changed", nomination_id, audiences, facts={"changed": changed})
    return after


async def _judged_anew(story: Story, nomination: Nomination, facts: NominationFacts) -> Nomination:
    if nomination.qualified_on is not None:
        return nomination
    criteria = in_force(await list_criteria(story), facts.nominated_on)
    judgement = judge(facts, criteria, nomination.judgement.documents_given)
    status = status_of(judgement)
    opened = local_day(story.now) if status is NominationStatus.OPEN else None
    return replace(nomination, judgement=judgement, status=status, qualified_on=opened)
