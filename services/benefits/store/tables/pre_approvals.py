"""Pre-approvals, and what was found of each offer that met one."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, Numeric, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.benefits.store.tables.base import CLIENTS, MOMENT, Table

STANDING = "status IN ('valid', 'used')"
"""The pre-approvals that stand: at most one a citizen."""


class PreApproval(Table, table=True):
    """What was decided before there was an offer; it bears the identifier of the case in which it was decided."""

    __tablename__ = "pre_approval"
    __table_args__ = (
        ForeignKeyConstraint(["municipality_code", "case_id"], ["benefits_case.municipality_code", "benefits_case.id"]),
        Index(
            "uq_pre_approval_standing",
            "municipality_code",
            "citizen_id",
            unique=True,
            postgresql_where=text(STANDING),
        ),
        Index(None, "municipality_code", "citizen_id", "granted_at"),
        Index(None, "municipality_code", "offer_id"),
        Index(None, "municipality_code", "status", "expires_at"),
        CheckConstraint("valid_to_on >= valid_from_on", name="covers_a_day"),
    )

    municipality_code: str = Field(primary_key=True, max_length=4)
    case_id: UUID = Field(primary_key=True)
    citizen_id: UUID
    status: str
    highest_rent: Decimal = Field(sa_type=Numeric)
    highest_deposit: Decimal = Field(sa_type=Numeric)
    valid_from_on: date
    valid_to_on: date
    expires_at: datetime = Field(sa_type=MOMENT)
    dwelling_classes: list[str] = Field(sa_type=CLIENTS)
    household: dict[str, Any] = Field(sa_type=JSONB)
    judged_against: list[str] = Field(sa_type=CLIENTS)
    granted_at: datetime = Field(sa_type=MOMENT)
    granted_by: str
    requested_by: list[str] = Field(sa_type=CLIENTS)
    offer_id: UUID | None
    ended_at: datetime | None = Field(sa_type=MOMENT)
    end_code: str | None
    ended_by: str | None
    version: int


class PreApprovalCheck(Table, table=True):
    """Whether a pre-approval covered an offer, with every reason; looked at once, as the offer's case was opened."""

    __tablename__ = "pre_approval_check"
    __table_args__ = (
        ForeignKeyConstraint(["municipality_code", "case_id"], ["benefits_case.municipality_code", "benefits_case.id"]),
    )

    municipality_code: str = Field(primary_key=True, max_length=4)
    case_id: UUID = Field(primary_key=True)
    pre_approval_id: UUID
    covered: bool
    reasons: list[dict[str, Any]] = Field(sa_type=JSONB)
    checked_at: datetime = Field(sa_type=MOMENT)
