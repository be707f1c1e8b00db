"""Deadlines pass."""

from dataclasses import replace

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.benefits.domain.cases.cases import Case
from services.benefits.domain.lanes.lateness import LatenessNotice, expected_answer
from services.benefits.domain.rates.rates import RateBook
from services.benefits.store.cases import list_overdue, save_case
from services.benefits.store.notices import add_notice
from services.benefits.store.outbox import tell_late
from services.benefits.store.rates import get_rate_book


async def mark_late_cases(story: Story) -> int:
    """Mark the cases whose deadline has passed, each once, and tell allocation; they may still be decided.

    - The citizen is given notice, once, of when an answer is expected now (retssikkerhedsloven § 3).
    """
    overdue = await list_overdue(story, story.now)
    if not overdue:
        return 0
    rates = await get_rate_book(story)
    for case in overdue:
        await save_case(story, replace(case, late_at=story.now))
        facts = {"offer_id": case.offer_id, "kind": case.kind, "due_at": case.due_at.isoformat()}
        await record(story, "benefits_case_late", case.id, case.heard_of_by, facts=facts, reasons=[case.due_reason])
        await _give_notice(story, case, rates)
        if case.offer_id is not None:
            await tell_late(story, case.id)
    return len(overdue)


async def _give_notice(story: Story, case: Case, rates: RateBook) -> None:
    expected_at = expected_answer(case.lane, case.kind, case.facts.complete_at, case.due_at, story.now, rates)
    if await add_notice(story, LatenessNotice(case.id, case.due_at, story.now, expected_at)):
        facts = {"due_at": case.due_at.isoformat(), "expected_at": expected_at.isoformat()}
        await record(story, "lateness_notice_given", case.id, (Party.BENEFITS_DEPARTMENT,), facts=facts)
