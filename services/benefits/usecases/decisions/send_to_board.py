"""A complaint goes on to the appeals board, and the board answers."""

from dataclasses import replace
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import FieldError, PersonRequired, PreconditionFailed, Unprocessable
from kit.values.texts import Text
from services.benefits.domain.cases.cases import DecisionOutcome, proposal_for
from services.benefits.domain.decisions.complaints import (
    BoardAnswer,
    BoardOutcome,
    Complaint,
    answered_by_board,
    forwarded,
)
from services.benefits.domain.decisions.terms import terms_of
from services.benefits.store.complaints import save_complaint
from services.benefits.store.decisions import find_decision
from services.benefits.store.rates import get_rate_book
from services.benefits.usecases.decisions.make_decision import Ruling, make_decision
from services.benefits.usecases.decisions.reassess_complaint import lock_complaint

HEARD_BY = (Party.BENEFITS_DEPARTMENT,)


async def forward_complaint(story: Story, complaint_id: UUID, version: int) -> Complaint:
    """Send it on, once, after a reassessment that upholds the decision in whole or in part.

    - After a partly changed decision it goes on only where the citizen maintains it: the person knows.
    """
    if story.caller.person is None:
        raise PersonRequired
    case, complaint = await lock_complaint(story, complaint_id)
    sent = forwarded(complaint, story.now)
    if complaint.version != version:
        raise PreconditionFailed
    saved = await save_complaint(story, sent)
    facts = {"complaint_id": complaint.id, "late": complaint.is_late}
    await record(story, "complaint_forwarded", case.id, HEARD_BY, facts=facts)
    return saved


async def note_board_answer(
    story: Story, complaint_id: UUID, version: int, answer: BoardAnswer, reason_da: str | None
) -> Complaint:
    """Keep the board's answer.

    - Changed: a new decision carries it out, with the board's reason. Remitted: the complaint is open again with a new
      deadline, since the municipality has to decide anew. Otherwise it is closed.
    """
    if story.caller.person is None:
        raise PersonRequired
    case, complaint = await lock_complaint(story, complaint_id)
    rates = await get_rate_book(story)
    noted = answered_by_board(complaint, answer, story.now, terms_of(answer.on, rates))
    if complaint.version != version:
        raise PreconditionFailed
    _require_possible(complaint, answer, reason_da, story)
    if answer.outcome is BoardOutcome.CHANGED:
        former = await find_decision(story, case.id)
        assert former is not None
        ruling = Ruling(
            outcome=DecisionOutcome.COMMITTED,
            reason_da=reason_da,
            by=story.caller.person,
            answers=former.answers,
            complaint_id=complaint.id,
        )
        file = await make_decision(story, case, proposal_for(case, former.answers, rates), ruling)
        noted = replace(noted, led_to=file.decided.number if file.decided else None)
    saved = await save_complaint(story, noted)
    facts = {"complaint_id": complaint.id, "outcome": answer.outcome, "on": answer.on, "new_decision": noted.led_to}
    await record(story, "complaint_answered_by_board", case.id, HEARD_BY, facts=facts)
    return saved


def _require_possible(complaint: Complaint, answer: BoardAnswer, reason_da: str | None, story: Story) -> None:
    faults = []
    if complaint.forwarded_at is not None and answer.on < local_day(complaint.forwarded_at):
        faults.append(FieldError("/on", Text("Ligger før klagen blev sendt", "Is before the complaint was sent")))
    if answer.on > local_day(story.now):
        faults.append(FieldError("/on", Text("Ligger i fremtiden", "Is in the future")))
    if answer.outcome is BoardOutcome.CHANGED and not reason_da:
        text = Text("Skriv, hvorfor Ankestyrelsen ændrer afgørelsen", "Say why the board changes the decision")
        faults.append(FieldError("/reason_da", text))
    if faults:
        raise Unprocessable(errors=faults)
