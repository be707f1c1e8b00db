"""Cases, and the one decision on each."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, Numeric, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.benefits.store.tables.base import CLIENTS, MOMENT, Table


class BenefitsCase(Table, table=True):
    """A case: the facts it carries, its clock, and where it stands. The case of an offer bears the offer's identifier,
    so one offer has one case; the municipality is part of the key, since the identifier comes from outside."""

    __tablename__ = "benefits_case"
    __table_args__ = (
        Index(None, "municipality_code", "status", "due_at"),
        Index(
            "uq_benefits_case_open_pre_approval",
            "municipality_code",
            "citizen_id",
            unique=True,
            postgresql_where=text("kind = 'pre_approval' AND status = 'open'"),
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
    household: dict[str, Any] = Field(sa_type=JSONB)
    dwelling: dict[str, Any] = Field(sa_type=JSONB)
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
    version: int


class Decision(Table, table=True):
    """The one decision on a case, with everything it rests on as it was that day; never edited."""

    __table_args__ = (
        ForeignKeyConstraint(["municipality_code", "case_id"], ["benefits_case.municipality_code", "benefits_case.id"]),
    )

    municipality_code: str = Field(primary_key=True, max_length=4)
    case_id: UUID = Field(primary_key=True)
    outcome: str
    proposed: str
    reason_da: str | None
    answers: dict[str, Any] = Field(sa_type=JSONB)
    document: dict[str, Any] = Field(sa_type=JSONB)
    decided_at: datetime = Field(sa_type=MOMENT)
    decided_by: str
    client_id: str
    hours: Decimal = Field(sa_type=Numeric)
