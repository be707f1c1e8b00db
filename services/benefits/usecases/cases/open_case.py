"""An offer opens its benefits case."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import ContentDiffers, FieldError, Unprocessable
from kit.values.texts import Text
from services.benefits.domain.cases.case_clock import with_escalation
from services.benefits.domain.cases.cases import Case, CaseFacts, CaseStatus
from services.benefits.domain.cases.repeats import differing_fields
from services.benefits.domain.entitlements.kinds import CaseKind
from services.benefits.domain.households.plausibility import require_possible
from services.benefits.domain.lanes.clock import Lane, deadline
from services.benefits.domain.rates.rates import UnknownRate
from services.benefits.store.cases import add_case, get_case
from services.benefits.store.rates import get_rate_book
from services.benefits.usecases.payments.change_municipality import record_first_municipalities


class RateNeeded(Unprocessable):
    slug = "rate-needed"
    title = Text("En sats skal indtastes først", "A rate must be entered first")


async def open_case(story: Story, offer_id: UUID, facts: CaseFacts, lane: Lane) -> tuple[Case, bool]:
    """Open the case of an offer, at once and under the offer's own identifier; nobody has it yet.

    - One offer has one case: the same again is answered with the case, other content is refused.
    - An unusual amount is no hindrance here: the question stands in the proposal, to the person who decides.
    - The clock runs from the offer, since the nomination's file is complete; it ends no later than the offer.
    """
    require_possible(facts.household, local_day(facts.complete_at).year)
    if facts.offer_due_at is not None and facts.offer_due_at <= facts.complete_at:
        text = Text("Ligger ikke efter tilbuddet", "Is not after the offer")
        raise Unprocessable(errors=[FieldError("/offer_due_at", text)])
    case = await clocked(story, offer_id, offer_id, CaseKind.DEPOSIT_LOAN, facts, lane)
    if not await add_case(story, case):
        return await _same_again(story, offer_id, facts), False
    await record_opened(story, case)
    return case, True


async def clocked(
    story: Story, case_id: UUID, offer_id: UUID | None, kind: CaseKind, facts: CaseFacts, lane: Lane
) -> Case:
    """A new case with its deadline. Raises RateNeeded where no rate and no offer gives one."""
    rates = await get_rate_book(story)
    due = deadline(lane, facts.complete_at, facts.offer_due_at, rates, kind=kind)
    if isinstance(due, UnknownRate):
        raise RateNeeded(due.question, extra={"rate": due.key, "on": due.day.isoformat()})
    case = Case(
        id=case_id,
        offer_id=offer_id,
        kind=kind,
        facts=facts,
        lane=lane,
        opened_at=story.now,
        due_at=due.due_at,
        due_reason=due.reason,
        status=CaseStatus.OPEN,
    )
    return with_escalation(case, rates)[0]


async def record_opened(story: Story, case: Case) -> None:
    """The journal's entry of a new case, and the municipalities that act, pay and are resided in."""
    await record_first_municipalities(story, case)
    await record(
        story,
        "benefits_case_opened",
        case.id,
        (Party.BENEFITS_DEPARTMENT, Party.ALLOCATION_OFFICE),
        facts={"kind": case.kind, "lane": case.lane, "due_at": case.due_at.isoformat(), "offer_id": case.offer_id},
        reasons=[case.due_reason],
    )


async def _same_again(story: Story, offer_id: UUID, facts: CaseFacts) -> Case:
    first = await get_case(story, offer_id)
    differing = differing_fields(first.facts, facts)
    if differing:
        text = Text("Afviger fra det, der først blev sendt", "Differs from what was sent first")
        raise ContentDiffers(errors=[FieldError(pointer, text) for pointer in differing])
    return first
