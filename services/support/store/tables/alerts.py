"""Alerts, the notices they come from, exemptions, and the municipality's own time limits."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.support.store.tables.base import MOMENT, Table


class AlertTerms(Table, table=True):
    """One dated row of the municipality's own time limits of alerts, with source and verified mark."""

    __tablename__ = "alert_terms"

    valid_from: date = Field(primary_key=True)
    normal_hours: int
    high_hours: int
    highest_hours: int
    time_to_act_days: int
    follow_up_days: int
    offer_risk_days: int
    phase_warning_days: int
    source: str
    verified: bool


class Notice(Table, table=True):
    """What the job centre or psychiatry told, as it told it; a newer one is a new row."""

    __table_args__ = (
        Index("uq_notice_reference", "municipality_code", "kind", "sender", "reference", unique=True),
        Index(None, "municipality_code", "alert_id"),
        Index(None, "municipality_code", "citizen_id"),
        Index(
            "ix_notice_follow_up",
            "municipality_code",
            "follow_up_due_at",
            postgresql_where=text("follow_up_asked_at IS NULL AND replaced_at IS NULL AND withdrawn_at IS NULL"),
        ),
    )

    id: UUID = Field(primary_key=True)
    kind: str
    sender: str
    citizen_id: UUID
    reference: str
    happens_on: date
    code: str | None
    replaces_reference: str | None
    received_at: datetime = Field(sa_type=MOMENT)
    short: bool
    alert_id: UUID
    follow_up_due_at: datetime | None = Field(sa_type=MOMENT)
    follow_up_asked_at: datetime | None = Field(sa_type=MOMENT)
    replaced_at: datetime | None = Field(sa_type=MOMENT)
    withdrawn_at: datetime | None = Field(sa_type=MOMENT)


class Exemption(Table, table=True):
    """A period of exemption, granted by the job centre or asked for by the worker; both days are within it."""

    __table_args__ = (
        Index(None, "municipality_code", "notice_id"),
        CheckConstraint("to_on >= from_on", name="ends_after_it_begins"),
    )

    id: UUID = Field(primary_key=True)
    notice_id: UUID
    by: str
    from_on: date
    to_on: date
    made_at: datetime = Field(sa_type=MOMENT)
    made_by: str | None


class Alert(Table, table=True):
    """An alert, whose it is, until when it is to be acknowledged, and what came of it."""

    __table_args__ = (
        Index(None, "municipality_code", "owner_reference", "id"),
        Index(None, "municipality_code", "state", "id"),
        Index(None, "municipality_code", "citizen_id"),
        Index("ix_alert_due", "municipality_code", "acknowledge_by", postgresql_where=text("state = 'open'")),
        CheckConstraint("(owner_step IN ('queue', 'manager')) = (owner_reference IS NULL)", name="has_owner"),
        CheckConstraint("(state = 'ended') = (outcome IS NOT NULL)", name="ended_has_outcome"),
        CheckConstraint("outcome IS NULL OR acknowledged_at IS NOT NULL", name="outcome_was_acknowledged"),
    )

    id: UUID = Field(primary_key=True)
    kind: str
    subject_id: UUID
    citizen_id: UUID
    happens_on: date
    urgency: str
    phase: int | None
    owner_step: str
    owner_reference: str | None
    worker_reference: str | None
    reasons: list[dict[str, Any]] = Field(sa_type=JSONB)
    state: str
    raised_at: datetime = Field(sa_type=MOMENT)
    first_due_at: datetime = Field(sa_type=MOMENT)
    acknowledge_by: datetime = Field(sa_type=MOMENT)
    escalations: int
    acknowledged_at: datetime | None = Field(sa_type=MOMENT)
    acknowledged_by: str | None
    action: str | None
    outcome: str | None
    ended_at: datetime | None = Field(sa_type=MOMENT)
    version: int
