"""Nominations, offers and leases."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Computed, Index, LargeBinary, Numeric, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.allocation.store.tables.base import DKK, MOMENT, TEXTS, Table

NUMBERS = """
    int4send(nominated_on - DATE '0001-01-01' + 1) || int4send(homeless_since_on - DATE '0001-01-01' + 1)
    || int4send(waiting_since_on - DATE '0001-01-01' + 1) || int4send(birth_year) || int4send(adults + children)
    || int4send(children) || int4send(needs_lift::integer) || int4send(has_pet::integer)
    || int4send(leaving_care::integer)
    || int4send(least(coalesce(highest_rent_dkk * 100, -2147483648), 2147483647)::integer)
    || int4send(coalesce(highest_floor_without_lift, '-2147483648')) || int4send(lottery)
"""
WORDS = "id::text || ' ' || reference || ' ' || situation || ' ' || coalesce(debt_to_cvr, '')"
"""What matching looks at, together: `store/candidates.py` reads it as it is written here."""


class Nomination(Table, table=True):
    """A citizen put forward for municipal allocation, with what matching needs and no more."""

    __table_args__ = (
        UniqueConstraint("municipality_code", "reference"),
        Index(
            "uq_nomination_waiting_citizen",
            "municipality_code",
            "citizen_id",
            unique=True,
            postgresql_where=text("status IN ('received', 'assessment', 'open')"),
        ),
        Index(
            "ix_nomination_in_order",
            "municipality_code",
            "status",
            "nominated_on",
            "id",
            postgresql_include=["facts_in_numbers", "facts_in_words"],
        ),
        Index(
            "ix_nomination_with_wishes",
            "municipality_code",
            "status",
            postgresql_where=text("wanted_estates <> '{}' OR unwanted_estates <> '{}'"),
        ),
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
    wanted_estates: list[str] = Field(sa_type=TEXTS)
    unwanted_estates: list[str] = Field(sa_type=TEXTS)
    highest_floor_without_lift: int | None
    leaving_care: bool
    lottery: int
    status: str
    highest_rent_dkk: Decimal | None = Field(sa_type=DKK)
    ability_question: dict[str, Any] | None = Field(sa_type=JSONB)
    version: int
    criteria_version: str
    criterion: str | None
    whole_assessment: bool
    documents_needed: list[str] = Field(sa_type=TEXTS)
    documents_given: list[str] = Field(sa_type=TEXTS)
    reasons: list[dict[str, Any]] = Field(sa_type=JSONB)
    waiting_since_on: date
    facts_on: date
    qualified_on: date | None
    facts_version: int
    close_code: str | None
    merged_into: UUID | None
    facts_in_numbers: bytes = Field(sa_type=LargeBinary, sa_column_args=[Computed(NUMBERS, persisted=True)])
    facts_in_words: str = Field(sa_column_args=[Computed(WORDS, persisted=True)])


class CitizenName(Table, table=True):
    """Who a citizen is, encrypted; read only to write the lease, or by a person with the citizen's file."""

    __tablename__ = "citizen_name"

    municipality_code: str = Field(primary_key=True, max_length=4)
    citizen_id: UUID = Field(primary_key=True)
    name: bytes | None = Field(sa_type=LargeBinary)
    cpr_number: bytes | None = Field(sa_type=LargeBinary)
    sealed_under: str | None


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
