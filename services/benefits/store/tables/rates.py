"""Rates: the municipality's own, the published ones, and imports that wait for a second pair of eyes."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Numeric
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.benefits.store.tables.base import CLIENTS, MOMENT, Table


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


class RateImport(Table, table=True):
    """Rows that one person has sent in and another approves or rejects; nothing of it is in force before that."""

    __tablename__ = "rate_import"
    __table_args__ = (
        Index(None, "municipality_code", "status"),
        CheckConstraint("status <> 'approved' OR reviewed_by <> imported_by", name="four_eyes"),
    )

    municipality_code: str = Field(primary_key=True, max_length=4)
    id: UUID = Field(primary_key=True)
    status: str
    rows: list[dict[str, Any]] = Field(sa_type=JSONB)
    confirmed: list[str] = Field(sa_type=CLIENTS)
    imported_at: datetime = Field(sa_type=MOMENT)
    imported_by: str
    reviewed_at: datetime | None = Field(sa_type=MOMENT)
    reviewed_by: str | None
    reason: str | None
    review: dict[str, Any] | None = Field(sa_type=JSONB)
    version: int
