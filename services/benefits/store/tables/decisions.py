"""Hearings, complaints, and what was looked at for an automatic commitment. Free text is closed by the vault."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.benefits.store.tables.base import CLIENTS, MOMENT, Table

OF_CASE = (["municipality_code", "case_id"], ["benefits_case.municipality_code", "benefits_case.id"])


class Hearing(Table, table=True):
    """What a citizen was heard about before a refusal, by when, and what came back; under the lock on its case."""

    __table_args__ = (ForeignKeyConstraint(*OF_CASE), Index(None, "municipality_code", "due_at"))

    municipality_code: str = Field(primary_key=True, max_length=4)
    case_id: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    rules: list[str] = Field(sa_type=CLIENTS)
    reasons: list[dict[str, Any]] = Field(sa_type=JSONB)
    about: bytes = Field(sa_type=LargeBinary)
    key_mark: str
    sent_at: datetime = Field(sa_type=MOMENT)
    due_at: datetime = Field(sa_type=MOMENT)
    sent_by: str
    answer: str | None
    words: bytes | None = Field(sa_type=LargeBinary)
    answered_at: datetime | None = Field(sa_type=MOMENT)
    recorded_by: str | None
    passed_at: datetime | None = Field(sa_type=MOMENT)


class Complaint(Table, table=True):
    """A complaint about one decision, which has at most one. Under the lock on its case."""

    __table_args__ = (
        ForeignKeyConstraint(*OF_CASE),
        UniqueConstraint("municipality_code", "case_id", "decision_number", name="uq_complaint_decision"),
        Index(None, "municipality_code", "status", "due_at"),
    )

    municipality_code: str = Field(primary_key=True, max_length=4)
    id: UUID = Field(primary_key=True)
    case_id: UUID
    decision_number: int
    words: bytes | None = Field(sa_type=LargeBinary)
    key_mark: str
    complained_on: date
    decision_received_on: date
    last_day: date
    reason: dict[str, Any] = Field(sa_type=JSONB)
    recorded_at: datetime = Field(sa_type=MOMENT)
    recorded_by: str
    due_at: datetime = Field(sa_type=MOMENT)
    warn_at: datetime = Field(sa_type=MOMENT)
    status: str
    warned_at: datetime | None = Field(sa_type=MOMENT)
    late_at: datetime | None = Field(sa_type=MOMENT)
    settled_at: datetime | None = Field(sa_type=MOMENT)
    settled_by: str | None
    reassessment: str | None
    reason_da: str | None
    former_reason_da: str | None
    led_to: int | None
    forwarded_at: datetime | None = Field(sa_type=MOMENT)
    board: dict[str, Any] | None = Field(sa_type=JSONB)
    remitted_at: datetime | None = Field(sa_type=MOMENT)
    version: int


class AutomaticCheck(Table, table=True):
    """That a case was looked at once for an automatic commitment, and what came of it."""

    __tablename__ = "automatic_check"
    __table_args__ = (ForeignKeyConstraint(*OF_CASE),)

    municipality_code: str = Field(primary_key=True, max_length=4)
    case_id: UUID = Field(primary_key=True)
    checked_at: datetime = Field(sa_type=MOMENT)
    reason: dict[str, Any] = Field(sa_type=JSONB)
