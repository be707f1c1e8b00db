"""Concerns, the contact line, eviction cases, and their deadlines."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.support.store.tables.base import MOMENT, Table


class PreventionTerms(Table, table=True):
    """One dated row of time limits, with source and verified mark."""

    __tablename__ = "prevention_terms"

    valid_from: date = Field(primary_key=True)
    at_once_hours: int
    fast_hours: int
    ordinary_hours: int
    answer_hours: int
    warn_hours: int
    at_once_days: int
    fast_days: int
    court_warn_days: int
    source: str
    verified: bool


class Concern(Table, table=True):
    """A concern and what has been done about it; its words stand apart."""

    __table_args__ = (
        Index("uq_concern_reference", "municipality_code", "sender", "reference", unique=True),
        Index(None, "municipality_code", "citizen_id"),
        CheckConstraint("citizen_id IS NOT NULL OR tenancy_reference IS NOT NULL", name="about_somebody"),
        CheckConstraint("(contacted_at IS NULL) = (contact_channel IS NULL)", name="contact_with_channel"),
        CheckConstraint("(state = 'closed') = (outcome IS NOT NULL)", name="closed_with_outcome"),
    )

    id: UUID = Field(primary_key=True)
    sender: str
    reference: str
    source: str
    kind: str
    danger: str
    deadline_on: date | None
    citizen_id: UUID | None
    sent_citizen_id: UUID | None
    tenancy_reference: str | None
    received_at: datetime = Field(sa_type=MOMENT)
    lane: str
    first_contact_due_at: datetime = Field(sa_type=MOMENT)
    reasons: list[dict[str, Any]] = Field(sa_type=JSONB)
    worker_reference: str | None
    state: str
    contacted_at: datetime | None = Field(sa_type=MOMENT)
    contact_channel: str | None
    contacted_by: str | None
    outcome: str | None
    closed_at: datetime | None = Field(sa_type=MOMENT)
    version: int


class ConcernWords(Table, table=True):
    """What a concern says in words, encrypted under the key marked."""

    __tablename__ = "concern_words"
    __table_args__ = (Index(None, "municipality_code", "key_mark"),)

    id: UUID = Field(primary_key=True)
    words: bytes
    key_mark: str


class ContactLine(Table, table=True):
    """A matter that a housing organisation has raised: all that the organisation may know of it."""

    __tablename__ = "contact_line"
    __table_args__ = (
        Index("uq_contact_line_reference", "municipality_code", "organisation_cvr", "reference", unique=True),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answer_with_moment"),
        CheckConstraint("state NOT IN ('answered', 'closed') OR answer IS NOT NULL", name="answered_has_answer"),
    )

    id: UUID = Field(primary_key=True)
    organisation_cvr: str = Field(max_length=8)
    reference: str
    tenancy_reference: str
    kind: str
    received_at: datetime = Field(sa_type=MOMENT)
    answer_due_at: datetime = Field(sa_type=MOMENT)
    state: str
    answer: str | None
    answered_at: datetime | None = Field(sa_type=MOMENT)
    version: int


class PreventionDeadline(Table, table=True):
    """By when something is to have happened; told of once before, and recorded once where it is late."""

    __tablename__ = "prevention_deadline"
    __table_args__ = (
        Index(
            "ix_prevention_deadline_warn",
            "municipality_code",
            "warn_at",
            postgresql_where=text("warned_at IS NULL AND done_at IS NULL"),
        ),
        Index(
            "ix_prevention_deadline_late",
            "municipality_code",
            "due_at",
            postgresql_where=text("late_at IS NULL AND done_at IS NULL"),
        ),
    )

    subject_id: UUID = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    due_at: datetime = Field(sa_type=MOMENT)
    warn_at: datetime = Field(sa_type=MOMENT)
    warned_at: datetime | None = Field(sa_type=MOMENT)
    late_at: datetime | None = Field(sa_type=MOMENT)
    done_at: datetime | None = Field(sa_type=MOMENT)


class EvictionCase(Table, table=True):
    """An eviction case and where it stands."""

    __tablename__ = "eviction_case"
    __table_args__ = (
        Index("uq_eviction_case_reference", "municipality_code", "reference", unique=True),
        Index(None, "municipality_code", "citizen_id"),
        CheckConstraint("(outcome IS NULL) = (outcome_on IS NULL)", name="outcome_with_day"),
        CheckConstraint("outcome_on >= notice_on", name="outcome_after_notice"),
    )

    id: UUID = Field(primary_key=True)
    reference: str
    concern_id: UUID | None
    citizen_id: UUID | None
    sent_citizen_id: UUID | None
    tenancy_reference: str | None
    notice_on: date
    opened_at: datetime = Field(sa_type=MOMENT)
    court_at: datetime | None = Field(sa_type=MOMENT)
    marks: list[str] = Field(sa_type=JSONB)
    outcome: str | None
    outcome_on: date | None
    decided_by: str | None
    version: int


class EvictionCorrection(Table, table=True):
    """An outcome put right, once a case; what was entered first stays with the case."""

    __tablename__ = "eviction_correction"

    case_id: UUID = Field(primary_key=True)
    outcome: str
    outcome_on: date
    reason: str
    decided_by: str | None
    corrected_at: datetime = Field(sa_type=MOMENT)


class EvictionStep(Table, table=True):
    """A step against arrears that somebody has taken."""

    __tablename__ = "eviction_step"
    __table_args__ = (Index(None, "municipality_code", "case_id"),)

    id: UUID = Field(primary_key=True)
    case_id: UUID
    kind: str
    taken_on: date
    pay_by: date | None
    recorded_at: datetime = Field(sa_type=MOMENT)
    recorded_by: str | None
