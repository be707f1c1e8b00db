"""Allocation's tables. Rows never leave this room."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Index, LargeBinary, Numeric, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from kit.database.engine import new_registry
from kit.database.tables import add_kit_tables


class Table(SQLModel, registry=new_registry()):
    """Every row bears its municipality."""

    municipality_code: str = Field(max_length=4)


METADATA = Table.metadata
add_kit_tables(METADATA)

MOMENT: Any = DateTime(timezone=True)
DKK: Any = Numeric(11, 2)


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


class Nomination(Table, table=True):
    """A citizen put forward for municipal allocation, with what matching needs and no more."""

    __table_args__ = (
        UniqueConstraint("municipality_code", "reference"),
        Index(
            "uq_nomination_waiting_citizen",
            "municipality_code",
            "citizen_id",
            unique=True,
            postgresql_where=text("status = 'open'"),
        ),
        Index(None, "municipality_code", "status"),
    )

    id: UUID = Field(primary_key=True)
    citizen_id: UUID
    reference: str
    nominated_on: date
    homeless_since_on: date
    birth_year: int
    adults: int
    children: int
    benefit: str
    income_after_tax_dkk: Decimal = Field(sa_type=DKK)
    wealth_dkk: Decimal = Field(sa_type=DKK)
    situation: str
    support_needs: str
    needs_lift: bool
    has_pet: bool
    debt_to_cvr: str | None
    unpaid_deposit_loan: bool
    protected_address: bool
    lottery: int
    status: str
    highest_rent_dkk: Decimal | None = Field(sa_type=DKK)
    ability_question: dict[str, Any] | None = Field(sa_type=JSONB)
    version: int


class CitizenName(Table, table=True):
    """Who a citizen is, encrypted; read only to write the lease, or by a person with the citizen's file."""

    __tablename__ = "citizen_name"

    municipality_code: str = Field(primary_key=True, max_length=4)
    citizen_id: UUID = Field(primary_key=True)
    name: bytes | None = Field(sa_type=LargeBinary)
    cpr_number: bytes | None = Field(sa_type=LargeBinary)


class Offer(Table, table=True):
    """One dwelling offered to one household, with one deadline."""

    __table_args__ = (
        Index(
            "uq_offer_open_vacancy",
            "municipality_code",
            "vacancy_id",
            unique=True,
            postgresql_where=text("status IN ('made', 'accepted')"),
        ),
        Index(
            "uq_offer_open_nomination",
            "municipality_code",
            "nomination_id",
            unique=True,
            postgresql_where=text("status IN ('made', 'accepted')"),
        ),
        Index(None, "municipality_code", "status", "due_at"),
        Index(None, "municipality_code", "vacancy_id"),
        CheckConstraint("due_at > offered_at", name="due_after_offered"),
    )

    id: UUID = Field(primary_key=True)
    vacancy_id: UUID
    nomination_id: UUID
    status: str
    offered_at: datetime = Field(sa_type=MOMENT)
    due_at: datetime = Field(sa_type=MOMENT)
    offered_by: str
    shortlist: dict[str, Any] = Field(sa_type=JSONB)
    deposit: str
    deposit_decided_at: datetime | None = Field(sa_type=MOMENT)
    deposit_hours: Decimal | None = Field(sa_type=Numeric)
    support: str
    support_method: str | None
    worker_reference: str | None
    why_without_worker: str | None
    ended_at: datetime | None = Field(sa_type=MOMENT)
    end_code: str | None
    version: int


class Lease(Table, table=True):
    """A signed lease on an accepted offer."""

    municipality_code: str = Field(primary_key=True, max_length=4)
    vacancy_id: UUID = Field(primary_key=True)
    organisation_cvr: str = Field(max_length=8)
    offer_id: UUID
    signed_on: date
    starts_on: date


class AccountLine(Table, table=True):
    """What the municipality owes an organisation, a line each; a correction is a new line."""

    __tablename__ = "account_line"
    __table_args__ = (
        UniqueConstraint("municipality_code", "vacancy_id", "kind"),
        Index(None, "municipality_code", "organisation_cvr"),
    )

    id: UUID = Field(primary_key=True)
    organisation_cvr: str = Field(max_length=8)
    vacancy_id: UUID
    kind: str
    period_from: date
    period_to: date
    days: int
    rent_dkk: Decimal = Field(sa_type=DKK)
    method: str
    amount_dkk: Decimal = Field(sa_type=DKK)
    booked_at: datetime = Field(sa_type=MOMENT)
