"""Decisions as rows, and back; they are added and never changed."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import exists
from sqlmodel import col, select

from kit.database.stories import Story
from kit.values.decisions import Reason
from services.benefits.domain.cases.cases import Answers, Case, CaseStatus, Decided, DecisionOutcome
from services.benefits.domain.judgements import Outcome
from services.benefits.store import tables
from services.benefits.store.cases import case_from


async def add_decision(story: Story, decided: Decided) -> None:
    """Store a decision on a case."""
    income = decided.answers.income_before_tax
    answers = {
        "income_before_tax": None if income is None else str(income),
        "first_home_after_eviction": decided.answers.first_home_after_eviction,
    }
    story.session.add(
        tables.Decision(
            municipality_code=story.municipality_code,
            case_id=decided.case_id,
            number=decided.number,
            outcome=decided.outcome,
            proposed=decided.proposed,
            reason_da=decided.reason_da,
            answers=answers,
            document=decided.document,
            decided_at=decided.decided_at,
            decided_by=decided.decided_by,
            client_id=decided.client_id,
            hours=decided.hours,
            automatic=decided.automatic,
            considerations=list(decided.considerations),
            hearing=decided.hearing,
            complaint_id=decided.complaint_id,
        )
    )
    await story.session.flush()


async def find_decision(story: Story, case_id: UUID) -> Decided | None:
    """The decision that stands on the case, which is the newest, or None while there is none."""
    return next(iter(reversed(await list_decisions(story, case_id))), None)


async def list_decisions(story: Story, case_id: UUID) -> list[Decided]:
    """Every decision on the case, oldest first."""
    row = tables.Decision
    query = (
        select(row)
        .where(row.municipality_code == story.municipality_code, row.case_id == case_id)
        .order_by(col(row.number))
    )
    return [_decided(found) for found in (await story.session.exec(query)).all()]


def _decided(row: tables.Decision) -> Decided:
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
        number=row.number,
        automatic=row.automatic,
        considerations=tuple(row.considerations),
        hearing=row.hearing,
        complaint_id=row.complaint_id,
    )


async def add_check(story: Story, case_id: UUID, reason: Reason, checked_at: datetime) -> None:
    """Store that the case was looked at for an automatic commitment, and what came of it."""
    story.session.add(
        tables.AutomaticCheck(
            municipality_code=story.municipality_code, case_id=case_id, checked_at=checked_at, reason=reason.as_json()
        )
    )
    await story.session.flush()


async def list_unchecked_cases(story: Story, limit: int) -> list[Case]:
    """Open cases that were not yet looked at for an automatic commitment, the first due first.

    None that somebody holds or that waits for papers.

    This story's to change; those that another holds are skipped.
    """
    row, checked = tables.BenefitsCase, tables.AutomaticCheck
    looked_at = exists().where(
        col(checked.municipality_code) == row.municipality_code, col(checked.case_id) == col(row.id)
    )
    query = (
        select(row)
        .where(
            row.municipality_code == story.municipality_code,
            row.status == CaseStatus.OPEN,
            col(row.held_by).is_(None),
            col(row.paused_at).is_(None),
            ~looked_at,
        )
        .order_by(col(row.due_at), col(row.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return [case_from(found) for found in (await story.session.exec(query)).all()]
