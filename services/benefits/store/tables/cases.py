"""Cases, and the decisions on each."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, Numeric, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.benefits.store.tables.base import CLIENTS, MOMENT, Table

FACTS: Any = JSONB(none_as_null=True)
APPLIED_FOR = "offer_id IS NULL AND kind <> 'pre_approval'"
"""The cases that somebody has applied for here, each under a reference of its own."""


class BenefitsCase(Table, table=True):
    """A case: the facts it carries, its clock, and where it stands. The case of an offer bears the offer's identifier,
    so one offer has one case; the municipality is part of the key, since the identifier comes from outside."""

    __tablename__ = "benefits_case"
    __table_args__ = (
        Index(None, "municipality_code", "status", "due_at"),
        Index(None, "municipality_code", "key_worker", "status"),
        Index(None, "municipality_code", "status", "escalates_at"),
        Index(
            "uq_benefits_case_open_pre_approval",
            "municipality_code",
            "citizen_id",
            unique=True,
            postgresql_where=text("kind = 'pre_approval' AND status = 'open'"),
        ),
        Index(
            "uq_benefits_case_application",
            "municipality_code",
            "nomination_reference",
            unique=True,
            postgresql_where=text(APPLIED_FOR),
        ),
        CheckConstraint("offer_id IS NULL OR offer_id = id", name="one_case_an_offer"),
    )

    municipality_code: str = Field(primary_key=True, max_length=4)
    id: UUID = Field(primary_key=True)
    offer_id: UUID | None
    kind: str
    citizen_id: UUID
    nomination_reference: str
    lane: str
    household: dict[str, Any] | None = Field(sa_type=FACTS)
    dwelling: dict[str, Any] | None = Field(sa_type=FACTS)
    particulars: dict[str, Any] | None = Field(sa_type=FACTS)
    confirmed: list[str] = Field(sa_type=CLIENTS)
    opened_at: datetime = Field(sa_type=MOMENT)
    complete_at: datetime = Field(sa_type=MOMENT)
    offer_due_at: datetime | None = Field(sa_type=MOMENT)
    due_at: datetime = Field(sa_type=MOMENT)
    due_reason: dict[str, Any] = Field(sa_type=JSONB)
    late_at: datetime | None = Field(sa_type=MOMENT)
    requested_by: list[str] = Field(sa_type=CLIENTS)
    status: str
    outcome: str | None
    offer_outcome: str | None
    offer_ended_at: datetime | None = Field(sa_type=MOMENT)
    key_worker: str | None
    assigned_at: datetime | None = Field(sa_type=MOMENT)
    asked_manager_at: datetime | None = Field(sa_type=MOMENT)
    held_by: str | None
    held_at: datetime | None = Field(sa_type=MOMENT)
    clock_from: datetime | None = Field(sa_type=MOMENT)
    paused_at: datetime | None = Field(sa_type=MOMENT)
    escalates_at: datetime | None = Field(sa_type=MOMENT)
    escalated: str | None
    version: int


class Decision(Table, table=True):
    """A decision on a case, with everything it rests on as it was that day; never edited: a changed one is the next."""

    __table_args__ = (
        ForeignKeyConstraint(["municipality_code", "case_id"], ["benefits_case.municipality_code", "benefits_case.id"]),
    )

    municipality_code: str = Field(primary_key=True, max_length=4)
    case_id: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    outcome: str
    proposed: str
    reason_da: str | None
    answers: dict[str, Any] = Field(sa_type=JSONB)
    document: dict[str, Any] = Field(sa_type=JSONB)
    decided_at: datetime = Field(sa_type=MOMENT)
    decided_by: str
    client_id: str
    hours: Decimal = Field(sa_type=Numeric)
    automatic: bool
    considerations: list[str] = Field(sa_type=CLIENTS)
    hearing: dict[str, Any] | None = Field(sa_type=JSONB)
    complaint_id: UUID | None
