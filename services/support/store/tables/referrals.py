"""Methods, workers and referrals."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.support.store.tables.base import MOMENT, Table

EMPTY = {"server_default": text("'[]'")}


class MethodTerms(Table, table=True):
    """One dated row of what the municipality offers: caseload limit and ages, with source and verified mark."""

    __tablename__ = "method_terms"

    method: str = Field(primary_key=True)
    valid_from: date = Field(primary_key=True)
    valid_to: date | None
    offered: bool
    caseload_limit: int | None
    age_from: int | None
    age_below: int | None
    weights: list[dict[str, Any]] = Field(sa_type=JSONB, sa_column_kwargs=EMPTY)
    source: str
    verified: bool


class Worker(Table, table=True):
    """A support worker; the row that assignments to the worker take in turn."""

    reference: str = Field(primary_key=True)
    team: str
    method: str
    capacity: int | None
    absences: list[dict[str, Any]] = Field(sa_type=JSONB)
    other_methods: list[str] = Field(sa_type=JSONB, sa_column_kwargs=EMPTY)
    hours_per_week: Decimal | None = Field(max_digits=5, decimal_places=2)
    ends_on: date | None


class Referral(Table, table=True):
    """A citizen referred to support, by an offer or otherwise, and where it stands. A citizen has one that runs."""

    __table_args__ = (
        Index("uq_referral_offer", "municipality_code", "offer_id", unique=True),
        Index(
            "uq_referral_reference",
            "municipality_code",
            "source",
            "reference",
            unique=True,
            postgresql_where=text("reference IS NOT NULL"),
        ),
        Index(
            "uq_referral_running",
            "municipality_code",
            "citizen_id",
            unique=True,
            postgresql_where=text("state <> 'closed' AND duplicate_of IS NULL"),
        ),
        Index(None, "municipality_code", "citizen_id"),
        Index(None, "municipality_code", "state", "id"),
        Index(
            "ix_referral_caseload",
            "municipality_code",
            "worker_reference",
            postgresql_where=text("state IN ('assigned', 'course')"),
        ),
        Index(
            "ix_referral_team_caseload",
            "municipality_code",
            "team_reference",
            postgresql_where=text("team_reference IS NOT NULL AND state IN ('assigned', 'course')"),
        ),
        CheckConstraint("(worker_reference IS NULL) = (method IS NULL)", name="worker_with_method"),
        CheckConstraint("state <> 'assigned' OR worker_reference IS NOT NULL", name="assigned_has_worker"),
        CheckConstraint("state <> 'course' OR starts_on IS NOT NULL", name="course_has_start"),
        CheckConstraint("(offer_id IS NULL) = (reference IS NOT NULL)", name="offer_or_reference"),
        CheckConstraint("(decision IS NULL) = (decided_by IS NULL)", name="decided_by_a_person"),
    )

    id: UUID = Field(primary_key=True)
    offer_id: UUID | None
    citizen_id: UUID
    nomination_reference: str | None
    birth_year: int
    support_needs: str
    situation: str
    offered_at: datetime | None = Field(sa_type=MOMENT)
    offer_due_at: datetime | None = Field(sa_type=MOMENT)
    source: str = Field(sa_column_kwargs={"server_default": text("'offer'")})
    reference: str | None
    needs: dict[str, Any] | None = Field(sa_type=JSONB)
    lacking: str | None
    duplicate_of: UUID | None
    decision: str | None
    decision_reason: str | None
    decided_by: str | None
    decided_at: datetime | None = Field(sa_type=MOMENT)
    state: str
    opened_at: datetime = Field(sa_type=MOMENT)
    wanted_method: str
    recommended_method: str
    had_room: bool
    reasons: list[dict[str, Any]] = Field(sa_type=JSONB)
    worker_reference: str | None
    method: str | None
    assigned_at: datetime | None = Field(sa_type=MOMENT)
    outcome: str | None
    outcome_at: datetime | None = Field(sa_type=MOMENT)
    starts_on: date | None
    worker_at_signing: bool | None
    team_reference: str | None
    method_since: date | None
    version: int


class ReferralOffer(Table, table=True):
    """An offer of a dwelling to a citizen whose referral was running: it joined that one."""

    __tablename__ = "referral_offer"
    __table_args__ = (Index(None, "municipality_code", "referral_id"),)

    offer_id: UUID = Field(primary_key=True)
    referral_id: UUID
    citizen_id: UUID
    nomination_reference: str
    birth_year: int
    support_needs: str
    situation: str
    offered_at: datetime = Field(sa_type=MOMENT)
    offer_due_at: datetime = Field(sa_type=MOMENT)
    joined_at: datetime = Field(sa_type=MOMENT)
    outcome: str | None
    outcome_at: datetime | None = Field(sa_type=MOMENT)
    move_in_on: date | None
