"""Decisions as rows, and back; they are added and never changed."""

from decimal import Decimal
from uuid import UUID

from kit.database.stories import Story
from services.benefits.domain.cases.cases import Answers, Decided, DecisionOutcome
from services.benefits.domain.judgements import Outcome
from services.benefits.store.tables import Decision


async def add_decision(story: Story, decided: Decided) -> None:
    """Store the decision on a case."""
    income = decided.answers.income_before_tax
    answers = {
        "income_before_tax": None if income is None else str(income),
        "first_home_after_eviction": decided.answers.first_home_after_eviction,
    }
    story.session.add(
        Decision(
            municipality_code=story.municipality_code,
            case_id=decided.case_id,
            outcome=decided.outcome,
            proposed=decided.proposed,
            reason_da=decided.reason_da,
            answers=answers,
            document=decided.document,
            decided_at=decided.decided_at,
            decided_by=decided.decided_by,
            client_id=decided.client_id,
            hours=decided.hours,
        )
    )
    await story.session.flush()


async def find_decision(story: Story, case_id: UUID) -> Decided | None:
    """The decision on the case, or None while there is none."""
    row = await story.session.get(Decision, (story.municipality_code, case_id))
    if row is None:
        return None
    income = row.answers["income_before_tax"]
    return Decided(
        case_id=row.case_id,
        outcome=DecisionOutcome(row.outcome),
        proposed=Outcome(row.proposed),
        reason_da=row.reason_da,
        answers=Answers(None if income is None else Decimal(income), row.answers["first_home_after_eviction"]),
        document=row.document,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        client_id=row.client_id,
        hours=row.hours,
    )
