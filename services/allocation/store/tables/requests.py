"""Ad hoc requests: the municipality's side, each organisation's own, and the answers."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.allocation.store.tables.base import MOMENT, Table


class DwellingRequest(Table, table=True):
    """What the office asks for, and for whom; closed to every organisation."""

    __tablename__ = "dwelling_request"
    __table_args__ = (
        Index(None, "municipality_code", "status", "due_at"),
        CheckConstraint("due_at > asked_at", name="due_after_asked"),
    )

    id: UUID = Field(primary_key=True)
    wanted: dict[str, Any] = Field(sa_type=JSONB)
    nomination_id: UUID | None
    status: str
    asked_at: datetime = Field(sa_type=MOMENT)
    due_at: datetime = Field(sa_type=MOMENT)
    asked_by: str
    vacancy_id: UUID | None
    ended_at: datetime | None = Field(sa_type=MOMENT)
    version: int


class ReceivedRequest(Table, table=True):
    """The request as one organisation received it, with all it may read of it."""

    __tablename__ = "received_request"
    __table_args__ = (UniqueConstraint("municipality_code", "request_id", "organisation_cvr"),)

    id: UUID = Field(primary_key=True)
    organisation_cvr: str = Field(max_length=8)
    request_id: UUID
    wanted: dict[str, Any] = Field(sa_type=JSONB)
    status: str
    received_at: datetime = Field(sa_type=MOMENT)
    due_at: datetime = Field(sa_type=MOMENT)
    closed_at: datetime | None = Field(sa_type=MOMENT)


class RequestAnswer(Table, table=True):
    """One answer of one organisation, frozen with how it was judged."""

    __tablename__ = "request_answer"
    __table_args__ = (
        UniqueConstraint("municipality_code", "received_id", "number"),
        UniqueConstraint("municipality_code", "received_id", "reference"),
    )

    id: UUID = Field(primary_key=True)
    organisation_cvr: str = Field(max_length=8)
    received_id: UUID
    number: int
    outcome: str
    reference: str | None
    dwelling: dict[str, Any] | None = Field(sa_type=JSONB)
    reasons: list[dict[str, Any]] = Field(sa_type=JSONB)
    answered_at: datetime = Field(sa_type=MOMENT)
    vacancy_id: UUID | None
