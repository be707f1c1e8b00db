"""Rates: the municipality's own, and the published ones."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, Numeric
from sqlmodel import Field

from services.benefits.store.tables.base import Table


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
