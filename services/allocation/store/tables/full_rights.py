"""Rights of 100 %, and the national values of the rent reduction scheme."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Numeric, UniqueConstraint
from sqlmodel import Field

from services.allocation.store.tables.base import DKK, TEXTS, PublicTable, Table


class FullRight(Table, table=True):
    """A dwelling to which the municipality has the full right, between two dates."""

    __tablename__ = "full_right"
    __table_args__ = (
        UniqueConstraint("municipality_code", "dwelling_id", "valid_from"),
        CheckConstraint("valid_to > valid_from", name="covers_a_day"),
    )

    id: UUID = Field(primary_key=True)
    organisation_cvr: str = Field(max_length=8)
    dwelling_id: UUID
    kind: str
    valid_from: date
    valid_to: date | None
    legal_basis: str
    source: str
    verified: bool
    rent_method: str
    ordinary_rent_dkk: Decimal | None = Field(sa_type=DKK)
    reduced_rent_dkk: Decimal | None = Field(sa_type=DKK)
    scheme_starts_on: date | None
    full_years: int | None
    taper: list[str] | None = Field(sa_type=TEXTS)


class NationalRate(PublicTable, table=True):
    """A published value, the same for everyone: no municipality, no tenancy. Only migrations write it."""

    __tablename__ = "national_rate"
    __table_args__ = (CheckConstraint("valid_to > valid_from", name="covers_a_day"),)

    key: str = Field(primary_key=True)
    valid_from: date = Field(primary_key=True)
    valid_to: date | None
    value: Decimal = Field(sa_type=Numeric)
    unit: str
    verified: bool
    source: str
