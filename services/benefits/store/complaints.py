"""Complaints as rows, and back. What the citizen wrote stays closed here."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, update
from sqlmodel import col, select

from kit.database.stories import Story
from kit.values.decisions import Reason
from kit.values.problems import NotFound
from kit.values.texts import Text
from services.benefits.domain.decisions.complaints import (
    BoardAnswer,
    BoardOutcome,
    Complaint,
    ComplaintStatus,
    Reassessment,
)
from services.benefits.store import tables

FIELDS = tuple(Complaint.__dataclass_fields__)
CHANGING = (
    "words", "key_mark", "due_at", "warn_at", "status", "warned_at", "late_at", "settled_at", "settled_by",
    "reassessment", "reason_da", "former_reason_da", "led_to", "forwarded_at", "board", "remitted_at", "version",
)  # fmt: skip


def _row(complaint: Complaint) -> dict[str, Any]:
    board = complaint.board
    stored = board and {"outcome": board.outcome, "on": board.on.isoformat(), "reference": board.reference}
    fields = {name: getattr(complaint, name) for name in FIELDS}
    return fields | {"reason": complaint.reason.as_json(), "board": stored}


def _complaint(row: tables.Complaint) -> Complaint:
    fields = {name: getattr(row, name) for name in FIELDS}
    reason = Reason(row.reason["rule"], row.reason["source"], row.reason["met"], Text(**row.reason["text"]))
    found = Reassessment(row.reassessment) if row.reassessment else None
    board = row.board
    answer = board and BoardAnswer(BoardOutcome(board["outcome"]), date.fromisoformat(board["on"]), board["reference"])
    return Complaint(
        **fields | {"reason": reason, "board": answer, "status": ComplaintStatus(row.status), "reassessment": found}
    )


async def add_complaint(story: Story, complaint: Complaint) -> None:
    """Store a complaint; its case is locked by this story."""
    story.session.add(tables.Complaint(municipality_code=story.municipality_code, **_row(complaint)))
    await story.session.flush()


async def get_complaint(story: Story, complaint_id: UUID, *, lock: bool = False) -> Complaint:
    """The complaint, or NotFound. With `lock` it is this story's to change; its case is locked before it."""
    row = tables.Complaint
    query = (
        select(row)
        .where(row.municipality_code == story.municipality_code, row.id == complaint_id)
        .execution_options(populate_existing=True)
    )
    if lock:
        query = query.with_for_update()
    found = (await story.session.exec(query)).one_or_none()
    if found is None:
        raise NotFound
    return _complaint(found)


async def list_complaints_of_case(story: Story, case_id: UUID) -> list[Complaint]:
    """The complaints about a case's decisions, by the decision."""
    row = tables.Complaint
    query = (
        select(row)
        .where(row.municipality_code == story.municipality_code, row.case_id == case_id)
        .order_by(col(row.decision_number))
        .execution_options(populate_existing=True)
    )
    return [_complaint(found) for found in (await story.session.exec(query)).all()]


async def list_complaints(
    story: Story, *, status: ComplaintStatus | None, after: UUID | None, limit: int
) -> list[Complaint]:
    """A page of the municipality's complaints, by identifier."""
    row = tables.Complaint
    query = select(row).where(row.municipality_code == story.municipality_code).order_by(col(row.id)).limit(limit)
    if status is not None:
        query = query.where(row.status == status)
    if after is not None:
        query = query.where(col(row.id) > after)
    return [_complaint(found) for found in (await story.session.exec(query)).all()]


async def save_complaint(story: Story, complaint: Complaint) -> Complaint:
    """Store where the complaint now stands; its row or its case is locked by this story."""
    row, saved = tables.Complaint, replace(complaint, version=complaint.version + 1)
    changed = _row(saved)
    await story.execute(
        update(row)
        .where(col(row.municipality_code) == story.municipality_code, col(row.id) == complaint.id)
        .values({name: changed[name] for name in CHANGING})
    )
    return saved


async def list_to_warn(story: Story) -> list[Complaint]:
    """Open complaints whose deadline is near and that nobody has been warned about."""
    row = tables.Complaint
    return await _waiting(story, col(row.warned_at).is_(None), col(row.warn_at) <= story.now)


async def list_overdue_complaints(story: Story) -> list[Complaint]:
    """Open complaints whose deadline has passed and that are not marked late yet."""
    row = tables.Complaint
    return await _waiting(story, col(row.late_at).is_(None), col(row.due_at) <= story.now)


async def _waiting(story: Story, *which: ColumnElement[bool]) -> list[Complaint]:
    """This story's to change; those that another sweep or a person holds are skipped."""
    row = tables.Complaint
    query = (
        select(row)
        .where(row.municipality_code == story.municipality_code, row.status == ComplaintStatus.OPEN, *which)
        .order_by(col(row.due_at), col(row.id))
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return [_complaint(found) for found in (await story.session.exec(query)).all()]


async def list_complaints_under_others(story: Story, mark: str, limit: int) -> list[Complaint]:
    """Complaints closed under another key than the one marked, this story's to change."""
    row = tables.Complaint
    query = (
        select(row)
        .where(row.municipality_code == story.municipality_code, row.key_mark != mark, col(row.words).is_not(None))
        .order_by(col(row.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return [_complaint(found) for found in (await story.session.exec(query)).all()]
