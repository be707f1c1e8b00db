"""The registry, local choices, ledgers and vacancies."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Index, Numeric, UniqueConstraint, text
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


class Ledger(Table, table=True):
    """Where the count of one organisation's vacancies of one class stands; the row that postings take in turn.

    `began` is the sequence of the entry with which the present count began, 0 for the first.
    """

    municipality_code: str = Field(primary_key=True, max_length=4)
    organisation_cvr: str = Field(primary_key=True, max_length=8)
    dwelling_class: str = Field(primary_key=True)
    agreement_id: UUID | None
    sequence: int
    began: int
    countable: int
    targeted_countable: int
    used_general: int
    used_targeted: int
    lapsed: int
    owed: int
    places: dict[str, list[int]] = Field(sa_type=JSONB)


class LedgerEntry(Table, table=True):
    """One decision or correction with its arithmetic; never edited. The sequence within a ledger has no gaps.

    `agreement_id` is the agreement that decided, `known` what was known of the dwelling beside its facts, and `made_by`
    the system (with the `person`) that made the entry.
    """

    __tablename__ = "ledger_entry"
    __table_args__ = (
        UniqueConstraint("municipality_code", "vacancy_id", "outcome"),
        Index(
            "uq_ledger_entry_decision",
            "municipality_code",
            "vacancy_id",
            unique=True,
            postgresql_where=text("outcome NOT IN ('handed_back', 'withdrawn', 'restarted')"),
        ),
    )

    municipality_code: str = Field(primary_key=True, max_length=4)
    organisation_cvr: str = Field(primary_key=True, max_length=8)
    dwelling_class: str = Field(primary_key=True)
    sequence: int = Field(primary_key=True)
    vacancy_id: UUID | None
    agreement_id: UUID | None
    outcome: str
    claimed_by: str | None
    counted: bool
    countable: int
    targeted_countable: int
    used_general: int
    used_targeted: int
    lapsed: int
    owed: int
    movement: dict[str, Any] = Field(sa_type=JSONB)
    known: dict[str, Any] = Field(sa_type=JSONB)
    reasons: list[dict[str, Any]] = Field(sa_type=JSONB)
    decided_at: datetime = Field(sa_type=MOMENT)
    made_by: str | None
    person: str | None


class Vacancy(Table, table=True):
    """A vacant dwelling as posted, frozen, and where it stands. `corrects` is the wrong posting that it replaces."""

    __table_args__ = (
        UniqueConstraint("municipality_code", "organisation_cvr", "reference"),
        Index(None, "status", "municipality_code", "id"),
        Index(
            "ix_vacancy_unanswered",
            "municipality_code",
            "answer_due_at",
            postgresql_where=text("status = 'claimed' AND answer IS DISTINCT FROM 'confirmed'"),
        ),
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
    stairwell: str | None
    staff_dwelling: bool
    single_room: bool
    mixed_lease: bool
    filled_internally: bool
    posted_late: bool
    decided_at: datetime = Field(sa_type=MOMENT)
    outcome: str
    claimed_by: str | None
    status: str
    answer_due_at: datetime | None = Field(sa_type=MOMENT)
    answered_at: datetime | None = Field(sa_type=MOMENT)
    answer: str | None
    handed_back_on: date | None
    hand_back_reason: str | None
    corrects: UUID | None
    corrected_by: UUID | None
    version: int
