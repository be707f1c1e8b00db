"""Key workers, papers asked for, and notices of lateness."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.benefits.store.tables.base import CLIENTS, MOMENT, Table

OF_CASE = (["municipality_code", "case_id"], ["benefits_case.municipality_code", "benefits_case.id"])


class KeyWorker(Table, table=True):
    """A key worker by the reference in the worker's token; the row is locked by whoever assigns a case."""

    __tablename__ = "key_worker"
    __table_args__ = (CheckConstraint("capacity >= 0", name="capacity"),)

    municipality_code: str = Field(primary_key=True, max_length=4)
    reference: str = Field(primary_key=True)
    kinds: list[str] = Field(sa_type=CLIENTS)
    capacity: int
    absences: list[dict[str, Any]] = Field(sa_type=JSONB)
    last_assigned_at: datetime | None = Field(sa_type=MOMENT)


class DocumentRequest(Table, table=True):
    """What was asked for in one asking, and when each paper came; under the lock on its case."""

    __tablename__ = "document_request"
    __table_args__ = (ForeignKeyConstraint(*OF_CASE),)

    municipality_code: str = Field(primary_key=True, max_length=4)
    case_id: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    asked_at: datetime = Field(sa_type=MOMENT)
    asked_by: str
    because: str | None
    received: list[tuple[str, str | None]] = Field(sa_type=JSONB)


class LatenessNotice(Table, table=True):
    """The notice to the citizen that the deadline was exceeded, and when an answer is now expected; one per case."""

    __tablename__ = "lateness_notice"
    __table_args__ = (ForeignKeyConstraint(*OF_CASE),)

    municipality_code: str = Field(primary_key=True, max_length=4)
    case_id: UUID = Field(primary_key=True)
    due_at: datetime = Field(sa_type=MOMENT)
    late_at: datetime = Field(sa_type=MOMENT)
    expected_at: datetime = Field(sa_type=MOMENT)
