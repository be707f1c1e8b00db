"""Somebody applies for help that no offer has asked for."""

from dataclasses import replace
from uuid import uuid4

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import ContentDiffers, FieldError
from kit.values.texts import Text
from services.benefits.domain.cases.applications import differing
from services.benefits.domain.cases.case_clock import stopped
from services.benefits.domain.cases.cases import Case, CaseFacts
from services.benefits.domain.entitlements.checking import require_right
from services.benefits.domain.entitlements.kinds import CaseKind
from services.benefits.domain.lanes.clock import Lane
from services.benefits.store.cases import add_case, find_application
from services.benefits.store.rates import get_rate_book
from services.benefits.usecases.cases.open_case import clocked
from services.benefits.usecases.lanes.assign_case import assign_case
from services.benefits.usecases.payments.change_municipality import record_first_municipalities

HEARD_BY = (Party.BENEFITS_DEPARTMENT,)


async def apply(story: Story, kind: CaseKind, facts: CaseFacts, lane: Lane) -> tuple[Case, bool]:
    """Open a case of its own kind.

    - One reference is one application: the same again is answered with its case, other content is refused.
    - All that cannot be right and all that is unusual is told at once, and then no case is opened.
    - What is missing is no fault: it is asked for at once, and the clock stands still until it is told.
    """
    first = await find_application(story, facts.nomination_reference)
    if first is not None:
        return _same_again(first, kind, facts), False
    rates = await get_rate_book(story)
    require_right(kind, facts.known, rates, local_day(story.now))
    case = await clocked(story, uuid4(), None, kind, facts, lane)
    if story.caller.party is Party.SOCIAL_CENTRE:
        case = replace(case, requested_by=(story.caller.client_id,))
    if case.lacks:
        case = stopped(case, story.now, rates)
    if not await add_case(story, case, applied_for=True):
        stored_meanwhile = await find_application(story, facts.nomination_reference)
        assert stored_meanwhile is not None
        return _same_again(stored_meanwhile, kind, facts), False
    await record_first_municipalities(story, case)
    entry = {"kind": kind, "lane": lane, "missing": [each.pointer for each in case.lacks]}
    await record(story, "application_received", case.id, HEARD_BY, facts=entry)
    return await assign_case(story, case), True


def _same_again(first: Case, kind: CaseKind, facts: CaseFacts) -> Case:
    pointers = differing(first, kind, facts)
    if pointers:
        text = Text("Afviger fra det, der først blev sendt", "Differs from what was sent first")
        raise ContentDiffers(errors=[FieldError(pointer, text) for pointer in pointers])
    return first
