"""Cases as rows, and back."""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from kit.database.stories import Story
from kit.values.callers import Party
from kit.values.decisions import Reason
from kit.values.problems import NotFound
from kit.values.texts import Text
from services.benefits.domain.cases.cases import Case, CaseFacts, CaseStatus, DecisionOutcome, OfferOutcome
from services.benefits.domain.entitlements.kinds import CaseKind
from services.benefits.domain.lanes.clock import Lane
from services.benefits.domain.lanes.escalation import Stage
from services.benefits.domain.lanes.handling import Handling
from services.benefits.store.facts import as_stored, dwelling_from, household_from, particulars_from
from services.benefits.store.tables import BenefitsCase
from services.benefits.store.tables.cases import APPLIED_FOR

KEY = ["municipality_code", "id"]
BY_REFERENCE = ["municipality_code", "nomination_reference"]


def _reason_from(stored: dict[str, Any]) -> Reason:
    return Reason(stored["rule"], stored["source"], stored["met"], Text(**stored["text"]))


def case_from(row: BenefitsCase) -> Case:
    """The case again."""
    return Case(
        id=row.id,
        offer_id=row.offer_id,
        kind=CaseKind(row.kind),
        facts=CaseFacts(
            citizen_id=row.citizen_id,
            nomination_reference=row.nomination_reference,
            household=household_from(row.household) if row.household else None,
            dwelling=dwelling_from(row.dwelling) if row.dwelling else None,
            complete_at=row.complete_at,
            offer_due_at=row.offer_due_at,
            particulars=particulars_from(row.particulars),
            confirmed=tuple(row.confirmed),
        ),
        lane=Lane(row.lane),
        opened_at=row.opened_at,
        due_at=row.due_at,
        due_reason=_reason_from(row.due_reason),
        status=CaseStatus(row.status),
        late_at=row.late_at,
        requested_by=tuple(row.requested_by),
        outcome=DecisionOutcome(row.outcome) if row.outcome else None,
        offer_outcome=OfferOutcome(row.offer_outcome) if row.offer_outcome else None,
        offer_ended_at=row.offer_ended_at,
        handling=_handling(row),
        version=row.version,
    )


def _handling(row: BenefitsCase) -> Handling:
    stored = {name: getattr(row, name) for name in Handling.__dataclass_fields__}
    return Handling(**stored | {"escalated": Stage(row.escalated) if row.escalated else None})


def _columns(case: Case) -> dict[str, Any]:
    """What may change in the life of a case."""
    return {
        "lane": case.lane,
        "due_at": case.due_at,
        "due_reason": case.due_reason.as_json(),
        "late_at": case.late_at,
        "requested_by": list(case.requested_by),
        "status": case.status,
        "outcome": case.outcome,
        "offer_outcome": case.offer_outcome,
        "offer_ended_at": case.offer_ended_at,
        "complete_at": case.facts.complete_at,
        "household": as_stored(case.facts.household),
        "dwelling": as_stored(case.facts.dwelling),
        "particulars": as_stored(case.facts.particulars),
        "confirmed": list(case.facts.confirmed),
        **asdict(case.handling),
    }


async def add_case(story: Story, case: Case, *, applied_for: bool = False) -> bool:
    """Store a new case; False where the offer already has one, which may have been stored a moment ago.

    With `applied_for`, it is the application's own reference that may already have a case.
    """
    statement = insert(BenefitsCase).values(
        municipality_code=story.municipality_code,
        id=case.id,
        offer_id=case.offer_id,
        kind=case.kind,
        citizen_id=case.facts.citizen_id,
        nomination_reference=case.facts.nomination_reference,
        opened_at=case.opened_at,
        offer_due_at=case.facts.offer_due_at,
        version=case.version,
        **_columns(case),
    )
    target: dict[str, Any] = {"index_elements": KEY}
    if applied_for:
        target = {"index_elements": BY_REFERENCE, "index_where": text(APPLIED_FOR)}
    added = await story.execute(statement.on_conflict_do_nothing(**target).returning(col(BenefitsCase.id)))
    return added.one_or_none() is not None


def _asked_for(story: Story) -> Any:
    return col(BenefitsCase.requested_by).contains([story.caller.client_id])


async def find_case(story: Story, case_id: UUID, *, lock: bool = False, any_centre: bool = False) -> Case | None:
    """The case in the story's municipality, or None. With `lock`, it is this story's to change.

    A social centre finds only the cases that it has asked for, or with `any_centre` one that it is about to ask for.
    """
    query = select(BenefitsCase).where(
        BenefitsCase.municipality_code == story.municipality_code, BenefitsCase.id == case_id
    )
    if story.caller.party is Party.SOCIAL_CENTRE and not any_centre:
        query = query.where(_asked_for(story))
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    row = (await story.session.exec(query)).one_or_none()
    return case_from(row) if row else None


async def get_case(story: Story, case_id: UUID, *, lock: bool = False) -> Case:
    """The case, or NotFound: another's looks as if it were not there, and so does one that a centre did not ask for."""
    case = await find_case(story, case_id, lock=lock)
    if case is None:
        raise NotFound
    return case


async def find_application(story: Story, reference: str) -> Case | None:
    """The case that was applied for under the reference, or None."""
    row = BenefitsCase
    query = select(row).where(
        row.municipality_code == story.municipality_code, row.nomination_reference == reference, text(APPLIED_FOR)
    )
    found = (await story.session.exec(query)).one_or_none()
    return case_from(found) if found else None


async def list_cases(story: Story, *, status: CaseStatus | None, after: UUID | None, limit: int) -> list[Case]:
    """A page of the municipality's cases, by identifier."""
    query = (
        select(BenefitsCase)
        .where(BenefitsCase.municipality_code == story.municipality_code)
        .order_by(col(BenefitsCase.id))
        .limit(limit)
    )
    if story.caller.party is Party.SOCIAL_CENTRE:
        query = query.where(_asked_for(story))
    if status is not None:
        query = query.where(BenefitsCase.status == status)
    if after is not None:
        query = query.where(col(BenefitsCase.id) > after)
    return [case_from(row) for row in (await story.session.exec(query)).all()]


async def save_case(story: Story, case: Case) -> Case:
    """Store where the case, locked by this story, now stands."""
    await story.execute(
        update(BenefitsCase)
        .where(col(BenefitsCase.municipality_code) == story.municipality_code, col(BenefitsCase.id) == case.id)
        .values(version=case.version + 1, **_columns(case))
    )
    return replace(case, version=case.version + 1)


def clock_binds() -> ColumnElement[bool]:
    """The clock runs, or the offer's deadline does."""
    return or_(col(BenefitsCase.paused_at).is_(None), col(BenefitsCase.offer_due_at).is_not(None))


async def list_overdue(story: Story, now: datetime) -> list[Case]:
    """The open cases whose deadline has passed and that are not marked late yet, locked, in the order they fell due."""
    query = (
        select(BenefitsCase)
        .where(
            BenefitsCase.municipality_code == story.municipality_code,
            BenefitsCase.status == CaseStatus.OPEN,
            BenefitsCase.due_at <= now,
            clock_binds(),
            col(BenefitsCase.late_at).is_(None),
        )
        .order_by(col(BenefitsCase.due_at), col(BenefitsCase.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return [case_from(row) for row in (await story.session.exec(query)).all()]


async def list_open_pre_approvals(story: Story, *citizen_ids: UUID) -> list[Case]:
    """Requests before there is an offer that are still open, oldest first, this story's to change."""
    query = (
        select(BenefitsCase)
        .where(
            BenefitsCase.municipality_code == story.municipality_code,
            col(BenefitsCase.citizen_id).in_(citizen_ids),
            BenefitsCase.kind == CaseKind.PRE_APPROVAL,
            BenefitsCase.status == CaseStatus.OPEN,
        )
        .order_by(col(BenefitsCase.opened_at), col(BenefitsCase.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return [case_from(row) for row in (await story.session.exec(query)).all()]


async def point_cases_anew(story: Story, old_citizen_id: UUID, citizen_id: UUID) -> int:
    """Let every case of the one identifier bear the other; how many."""
    row = BenefitsCase
    moved = await story.session.exec(
        update(row)
        .where(col(row.municipality_code) == story.municipality_code, col(row.citizen_id) == old_citizen_id)
        .values(citizen_id=citizen_id)
    )
    return moved.rowcount
