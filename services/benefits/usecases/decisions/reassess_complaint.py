"""A person reassesses a complaint (retssikkerhedsloven § 66)."""

from dataclasses import dataclass, replace
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from kit.values.problems import PersonRequired, PreconditionFailed
from services.benefits.domain.cases.cases import NOTHING_MORE, Answers, Case, Decided, DecisionOutcome, proposal_for
from services.benefits.domain.decisions.complaints import (
    Complaint,
    ComplaintStatus,
    Reassessment,
    settled,
)
from services.benefits.store.cases import get_case
from services.benefits.store.complaints import get_complaint, save_complaint
from services.benefits.store.decisions import find_decision
from services.benefits.store.rates import get_rate_book
from services.benefits.usecases.decisions.make_decision import Ruling, make_decision


@dataclass(frozen=True, slots=True)
class Reassessed:
    """What the person comes to, and why."""

    outcome: Reassessment
    reason_da: str
    answers: Answers = NOTHING_MORE
    considerations: tuple[str, ...] = ()


async def lock_complaint(story: Story, complaint_id: UUID) -> tuple[Case, Complaint]:
    """The complaint and its case, both this story's to change: the case first, as everybody does."""
    case = await get_case(story, (await get_complaint(story, complaint_id)).case_id, lock=True)
    return case, await get_complaint(story, complaint_id, lock=True)


async def reassess_complaint(story: Story, complaint_id: UUID, version: int, found: Reassessed) -> Complaint:
    """Come to a result, once, with its reason.

    - Changed, wholly or partly: a new decision in the citizen's favour stands beside the old one, never edited.
    - Upheld: the decision stands, and the complaint is to be sent on to the board. After the board has remitted the
      case its decision is set aside, so also then a new one is made.
    """
    if story.caller.person is None:
        raise PersonRequired
    case, complaint = await lock_complaint(story, complaint_id)
    done = settled(complaint, found.outcome, found.reason_da, story.now, story.caller.person)
    if complaint.version != version:
        raise PreconditionFailed
    former = await find_decision(story, case.id)
    assert former is not None
    if found.outcome is not Reassessment.UPHELD or complaint.remitted_at is not None:
        outcome = former.outcome if found.outcome is Reassessment.UPHELD else DecisionOutcome.COMMITTED
        number = await _decide_anew(story, case, former, outcome, found, complaint.id, story.caller.person)
        done = replace(done, led_to=number)
        if complaint.remitted_at is not None:
            done = replace(done, status=ComplaintStatus.CLOSED)
    saved = await save_complaint(story, done)
    facts = {"complaint_id": complaint.id, "outcome": found.outcome, "in_time": story.now < complaint.due_at}
    facts |= {"new_decision": done.led_to}
    await record(story, "complaint_reassessed", case.id, (Party.BENEFITS_DEPARTMENT,), facts=facts)
    return saved


async def _decide_anew(
    story: Story,
    case: Case,
    former: Decided,
    outcome: DecisionOutcome,
    found: Reassessed,
    complaint_id: UUID,
    person: str,
) -> int:
    answers = Answers(
        found.answers.income_before_tax or former.answers.income_before_tax,
        former.answers.first_home_after_eviction
        if found.answers.first_home_after_eviction is None
        else found.answers.first_home_after_eviction,
    )
    proposal = proposal_for(case, answers, await get_rate_book(story))
    ruling = Ruling(
        outcome=outcome,
        reason_da=found.reason_da,
        by=person,
        answers=answers,
        considerations=found.considerations,
        hearing=former.hearing if outcome is DecisionOutcome.REFUSED else None,
        complaint_id=complaint_id,
    )
    file = await make_decision(story, case, proposal, ruling)
    assert file.decided is not None
    return file.decided.number
