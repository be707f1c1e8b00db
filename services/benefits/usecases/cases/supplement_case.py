"""What a case lacked is told."""

from dataclasses import replace
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import PreconditionFailed
from services.benefits.domain.cases.applications import supplemented
from services.benefits.domain.cases.case_clock import with_escalation
from services.benefits.domain.cases.cases import Case, CaseFacts, require_open
from services.benefits.domain.entitlements.checking import require_right
from services.benefits.domain.entitlements.facts import Facts
from services.benefits.domain.lanes.clock import Deadline, deadline
from services.benefits.domain.lanes.documents import pauses_of
from services.benefits.domain.rates.rates import RateBook
from services.benefits.store.cases import get_case, save_case
from services.benefits.store.decisions import find_decision
from services.benefits.store.documents import list_requests
from services.benefits.store.rates import get_rate_book


async def supplement_case(story: Story, case_id: UUID, more: Facts, version: int) -> Case:
    """Add the answers to what was asked.

    - What has been told already is not changed here; the same again changes nothing.
    - With the last answer the application is complete, and its clock runs from now; papers asked for still hold it.
    """
    case = await get_case(story, case_id, lock=True)
    require_open(case, await find_decision(story, case_id))
    if case.version != version:
        raise PreconditionFailed
    known = supplemented(case, more)
    if known == case.facts.known:
        return case
    rates = await get_rate_book(story)
    require_right(case.kind, known, rates, local_day(story.now))
    told = replace(case, facts=_with(case.facts, known))
    if case.lacks and not told.lacks:
        awaiting_papers = pauses_of(await list_requests(story, case_id))[1] is not None
        told = _complete(story, told, rates, awaiting_papers=awaiting_papers)
    facts = {"kind": case.kind, "missing": [each.pointer for each in told.lacks]}
    await record(story, "case_supplemented", case.id, (Party.BENEFITS_DEPARTMENT,), facts=facts)
    return await save_case(story, told)


def _with(facts: CaseFacts, known: Facts) -> CaseFacts:
    return replace(
        facts,
        household=known.household,
        dwelling=known.dwelling,
        particulars=known.particulars,
        confirmed=known.confirmed,
    )


def _complete(story: Story, case: Case, rates: RateBook, *, awaiting_papers: bool) -> Case:
    """The application is complete from now on, and its clock begins. The day's rates are those of today."""
    due = deadline(case.lane, story.now, None, rates, kind=case.kind)
    case = replace(case, facts=replace(case.facts, complete_at=story.now))
    if isinstance(due, Deadline):
        case = replace(case, due_at=due.due_at, due_reason=due.reason)
    if awaiting_papers:
        return case
    return with_escalation(replace(case, handling=replace(case.handling, paused_at=None)), rates)[0]
