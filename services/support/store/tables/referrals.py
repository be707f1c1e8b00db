"""Methods, workers and referrals."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.support.store.tables.base import MOMENT, Table


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
    source: str
    verified: bool


class Worker(Table, table=True):
    """A support worker; the row that assignments to the worker take in turn."""

    reference: str = Field(primary_key=True)
    team: str
    method: str
    capacity: int | None
    absences: list[dict[str, Any]] = Field(sa_type=JSONB)


class Referral(Table, table=True):
    """A citizen referred to support by an offer, and where it stands."""

    __table_args__ = (
        Index("uq_referral_offer", "municipality_code", "offer_id", unique=True),
        Index(None, "municipality_code", "state", "id"),
        Index(
            "ix_referral_caseload",
            "municipality_code",
            "worker_reference",
            postgresql_where=text("state IN ('assigned', 'course')"),
        ),
        CheckConstraint("(worker_reference IS NULL) = (method IS NULL)", name="worker_with_method"),
        CheckConstraint("state <> 'assigned' OR worker_reference IS NOT NULL", name="assigned_has_worker"),
        CheckConstraint("state <> 'course' OR starts_on IS NOT NULL", name="course_has_start"),
    )

    id: UUID = Field(primary_key=True)
    offer_id: UUID
    citizen_id: UUID
    nomination_reference: str
    birth_year: int
    support_needs: str
    situation: str
    offered_at: datetime = Field(sa_type=MOMENT)
    offer_due_at: datetime = Field(sa_type=MOMENT)
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
    version: int
