"""The registry, local choices, agreements, ledgers and vacancies."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Index, Numeric, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.allocation.store.tables.base import DKK, MOMENT, Table


class Estate(Table, table=True):
    """A block or area with its own accounts within a housing organisation."""

    municipality_code: str = Field(primary_key=True, max_length=4)
    organisation_cvr: str = Field(primary_key=True, max_length=8)
    estate: str = Field(primary_key=True)
    organisation_name: str
    dwelling_class: str
    first_let_year: int
    lift: bool
    pets_allowed: bool


class Rate(Table, table=True):
    """A local choice of the municipality, dated: deadlines and the like."""

    municipality_code: str = Field(primary_key=True, max_length=4)
    key: str = Field(primary_key=True)
    valid_from: date = Field(primary_key=True)
    valid_to: date | None
    value: Decimal = Field(sa_type=Numeric)
    unit: str
    verified: bool
    note: str


class Agreement(Table, table=True):
    """How one organisation's vacancies of one class are counted, between two dates."""

    __table_args__ = (Index(None, "municipality_code", "organisation_cvr", "dwelling_class", "in_force_from"),)

    id: UUID = Field(primary_key=True)
    organisation_cvr: str = Field(max_length=8)
    dwelling_class: str
    kind: str
    share: str
    carry: int
    usable: dict[str, Any] = Field(sa_type=JSONB)
    internal_moves: str
    answer_deadline_working_days: int
    rent_method: str
    legal_basis: str
    in_force_from: date
    in_force_to: date | None


class Ledger(Table, table=True):
    """Where the count of one organisation's vacancies of one class stands; the row that postings take in turn."""

    municipality_code: str = Field(primary_key=True, max_length=4)
    organisation_cvr: str = Field(primary_key=True, max_length=8)
    dwelling_class: str = Field(primary_key=True)
    agreement_id: UUID | None
    sequence: int
    countable: int
    used_general: int
    lapsed: int


class LedgerEntry(Table, table=True):
    """One decision with its arithmetic; never edited. The sequence within a ledger has no gaps."""

    __tablename__ = "ledger_entry"
    __table_args__ = (UniqueConstraint("municipality_code", "vacancy_id"),)

    municipality_code: str = Field(primary_key=True, max_length=4)
    organisation_cvr: str = Field(primary_key=True, max_length=8)
    dwelling_class: str = Field(primary_key=True)
    sequence: int = Field(primary_key=True)
    vacancy_id: UUID
    agreement_id: UUID | None
    outcome: str
    counted: bool
    countable: int
    used_general: int
    lapsed: int
    reasons: list[dict[str, Any]] = Field(sa_type=JSONB)
    decided_at: datetime = Field(sa_type=MOMENT)


class Vacancy(Table, table=True):
    """A vacant dwelling as posted, frozen, and where it stands."""

    __table_args__ = (
        UniqueConstraint("municipality_code", "organisation_cvr", "reference"),
        Index(None, "municipality_code", "status", "id"),
    )

    id: UUID = Field(primary_key=True)
    organisation_cvr: str = Field(max_length=8)
    reference: str
    dwelling_id: UUID
    posted_on: date
    notice_received_on: date
    vacant_from_on: date
    estate: str
    dwelling_class: str
    rooms: int
    area_m2: int
    floor: int
    lift: bool
    pets_allowed: bool
    first_let_year: int
    rent_dkk: Decimal = Field(sa_type=DKK)
    utilities_dkk: Decimal = Field(sa_type=DKK)
    deposit_dkk: Decimal = Field(sa_type=DKK)
    chain_reference: str | None
    posted_late: bool
    decided_at: datetime = Field(sa_type=MOMENT)
    outcome: str
    status: str
    handed_back_on: date | None
    hand_back_reason: str | None
    version: int
