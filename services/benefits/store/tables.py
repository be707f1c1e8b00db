"""Benefits' tables. Rows never leave this room."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKeyConstraint, Index, Numeric, String, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field, SQLModel

from kit.database.engine import new_registry
from kit.database.tables import add_kit_tables


class Table(SQLModel, registry=new_registry()):
    """Every row bears its municipality, but for the national rates."""


METADATA = Table.metadata
add_kit_tables(METADATA)

MOMENT: Any = DateTime(timezone=True)
CLIENTS: Any = ARRAY(String)


class Rate(Table, table=True):
    """A rate that the municipality has entered for itself, dated; it comes before the national one."""

    __table_args__ = (CheckConstraint("valid_to > valid_from", name="covers_a_day"),)

    municipality_code: str = Field(primary_key=True, max_length=4)
    key: str = Field(primary_key=True)
    valid_from: date = Field(primary_key=True)
    valid_to: date | None
    value: Decimal = Field(sa_type=Numeric)
    unit: str
    verified: bool
    source: str


class NationalRate(Table, table=True):
    """A published rate, the same for everyone: no municipality, no tenancy. Only migrations write it."""

    __tablename__ = "national_rate"
    __table_args__ = (CheckConstraint("valid_to > valid_from", name="covers_a_day"),)

    key: str = Field(primary_key=True)
    valid_from: date = Field(primary_key=True)
    valid_to: date | None
    value: Decimal = Field(sa_type=Numeric)
    unit: str
    verified: bool
    source: str


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
