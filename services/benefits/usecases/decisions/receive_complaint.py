"""A complaint about a decision is recorded, in time or late."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from kit.database.journal import record
from kit.database.stories import Story
from kit.database.vault import Vault
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import PersonRequired
from services.benefits.domain.cases.cases import Decided
from services.benefits.domain.decisions.complaints import (
    Complaint,
    ComplaintOpen,
    NothingToComplainAbout,
    require_possible_days,
    timeliness,
)
from services.benefits.domain.decisions.terms import terms_of
from services.benefits.domain.rates.rates import RateBook
from services.benefits.store.cases import get_case
from services.benefits.store.complaints import add_complaint, list_complaints_of_case
from services.benefits.store.decisions import find_decision
from services.benefits.store.rates import get_rate_book


@dataclass(frozen=True, slots=True)
class Received:
    """A complaint as it came. Without `decision_received_on` the citizen had the decision on its own day."""

    complained_on: date
    decision_received_on: date | None
    words: str | None


async def receive_complaint(story: Story, vault: Vault, case_id: UUID, received: Received) -> Complaint:
    """Record a complaint about the decision that stands.

    - One complaint a decision. A late one is recorded too, with the rule: only the board can overlook it.
    - Four weeks run from the day on which the citizen received the decision; unless said otherwise, its own day.
    - The reassessment falls due four weeks after the complaint came.
    """
    if story.caller.person is None:
        raise PersonRequired
    case = await get_case(story, case_id, lock=True)
    decided = await find_decision(story, case_id)
    if decided is None:
        raise NothingToComplainAbout
    former = [one for one in await list_complaints_of_case(story, case_id) if one.decision_number == decided.number]
    if former:
        raise ComplaintOpen(extra={"complaint_id": str(former[0].id), "status": former[0].status})
    complaint = _timed(story, vault, decided, received, story.caller.person, await get_rate_book(story))
    await add_complaint(story, complaint)
    facts = {"complaint_id": complaint.id, "decision": decided.number, "late": complaint.is_late}
    facts |= {"due_at": complaint.due_at.isoformat()}
    reasons = [complaint.reason]
    await record(story, "complaint_received", case.id, (Party.BENEFITS_DEPARTMENT,), facts=facts, reasons=reasons)
    return complaint


def _timed(story: Story, vault: Vault, decided: Decided, received: Received, person: str, rates: RateBook) -> Complaint:
    """The complaint with its days and deadlines. Raises Unprocessable where the days cannot be."""
    decided_on = local_day(decided.decided_at)
    received_on = received.decision_received_on or decided_on
    require_possible_days(received.complained_on, received_on, decided_on, local_day(story.now))
    terms = terms_of(received.complained_on, rates)
    last_day, reason = timeliness(received.complained_on, received_on, terms)
    return Complaint(
        id=uuid4(),
        case_id=decided.case_id,
        decision_number=decided.number,
        words=vault.close(received.words),
        key_mark=vault.mark,
        complained_on=received.complained_on,
        decision_received_on=received_on,
        last_day=last_day,
        reason=reason,
        recorded_at=story.now,
        recorded_by=person,
        due_at=terms.reassessed_before(received.complained_on),
        warn_at=terms.warned_at(received.complained_on),
    )
