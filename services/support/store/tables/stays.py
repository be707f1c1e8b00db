"""Shelter stays, their tasks and what is decided to follow them; local choices, rates, statements of state refund."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Numeric, literal_column, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlmodel import Field

from services.support.store.tables.base import MOMENT, Table

DKK: Any = Numeric(12, 2)

# The stay in half days: edge days are shared, and a stay of one day still has an inside.
HALF_DAYS = """int4range(
    CASE WHEN discharged_on = admitted_on THEN (admitted_on - DATE '2000-01-01') * 2
         ELSE (admitted_on - DATE '2000-01-01') * 2 + 1 END,
    CASE WHEN discharged_on = admitted_on THEN (admitted_on - DATE '2000-01-01') * 2 + 1
         ELSE (discharged_on - DATE '2000-01-01') * 2 END)"""


class Stay(Table, table=True):
    """A stay as its latest version has it."""

    __table_args__ = (
        Index("uq_stay_reference", "municipality_code", "shelter", "reference", unique=True),
        Index(None, "municipality_code", "citizen_id"),
        Index("ix_stay_running", "municipality_code", "id", postgresql_where=text("discharged_on IS NULL")),
        CheckConstraint("discharged_on >= admitted_on", name="ends_after_it_begins"),
        ExcludeConstraint(
            (literal_column("municipality_code"), "="),
            (literal_column("citizen_id"), "="),
            (literal_column(HALF_DAYS), "&&"),
            name="ex_stay_overlap",
            where=text("state = 'counted'"),
            using="gist",
        ),
    )

    id: UUID = Field(primary_key=True)
    citizen_id: UUID
    reference: str
    shelter: str
    admitted_on: date
    discharged_on: date | None
    self_referral: bool
    acting_municipality_code: str
    paying_municipality_code: str
    state: str
    recorded_at: datetime = Field(sa_type=MOMENT)
    version: int


class StayVersion(Table, table=True):
    """One version of a stay as it was entered, never changed."""

    __tablename__ = "stay_version"

    stay_id: UUID = Field(primary_key=True)
    version: int = Field(primary_key=True)
    shelter: str
    admitted_on: date
    discharged_on: date | None
    self_referral: bool
    acting_municipality_code: str
    paying_municipality_code: str
    state: str
    code: str | None
    entered_at: datetime = Field(sa_type=MOMENT)
    entered_by: str


class StayTask(Table, table=True):
    """What is to be done during a stay; `raised_at` once its day has come and it was not done."""

    __tablename__ = "stay_task"
    __table_args__ = (
        Index(None, "municipality_code", "stay_id"),
        Index(
            "ix_stay_task_due",
            "municipality_code",
            "due_at",
            postgresql_where=text("raised_at IS NULL AND outcome IS NULL"),
        ),
    )

    id: UUID = Field(primary_key=True)
    stay_id: UUID
    kind: str
    due_on: date
    due_at: datetime = Field(sa_type=MOMENT)
    raised_at: datetime | None = Field(sa_type=MOMENT)
    outcome: str | None
    done_at: datetime | None = Field(sa_type=MOMENT)


class StayDecision(Table, table=True):
    """What was decided to follow a stay: support (§ 85 a) or temporary residence (§ 107)."""

    __tablename__ = "stay_decision"
    __table_args__ = (Index("uq_stay_decision", "municipality_code", "stay_id", "section", unique=True),)

    id: UUID = Field(primary_key=True)
    stay_id: UUID
    section: str
    decided_on: date
    starts_on: date
    ends_on: date | None
    recorded_at: datetime = Field(sa_type=MOMENT)


class ShelterCitizen(Table, table=True):
    """A citizen who is or was in a shelter: the row that changes of the stays take in turn, and when to warn."""

    __tablename__ = "shelter_citizen"
    __table_args__ = (
        Index("ix_shelter_citizen_warn", "municipality_code", "warn_at", postgresql_where=text("told_at IS NULL")),
        Index("ix_shelter_citizen_look_again", "municipality_code", "look_again_at"),
        Index("ix_shelter_citizen_runs_out", "municipality_code", "runs_out_on"),
    )

    citizen_id: UUID = Field(primary_key=True)
    stay_id: UUID | None
    runs_out_on: date | None
    warn_at: datetime | None = Field(sa_type=MOMENT)
    told_at: datetime | None = Field(sa_type=MOMENT)
    look_again_at: datetime | None = Field(sa_type=MOMENT)


class StayTerms(Table, table=True):
    """One dated row of local choices of how refund days are counted and when tasks fall due."""

    __tablename__ = "stay_terms"

    valid_from: date = Field(primary_key=True)
    edge_days: str
    next_year: str
    running_at_reform: str
    transition: str
    meeting_days: int
    action_plan_days: int
    nomination_days: int
    support_decision_days: int
    warn_days: int
    source: str
    verified: bool


class ShelterRate(Table, table=True):
    """What a day in a shelter costs, from a day on."""

    __tablename__ = "shelter_rate"

    shelter: str = Field(primary_key=True)
    valid_from: date = Field(primary_key=True)
    daily_rate_dkk: Decimal = Field(sa_type=DKK)
    source: str
    verified: bool


class RefundStatement(Table, table=True):
    """A month whose statement is closed; the row that a month is closed by once."""

    __tablename__ = "refund_statement"

    month: date = Field(primary_key=True)
    closed_at: datetime = Field(sa_type=MOMENT)


class RefundLine(Table, table=True):
    """One line of a statement, never changed; `correction` where it is of an earlier month than its statement."""

    __tablename__ = "refund_line"
    __table_args__ = (
        Index(None, "municipality_code", "month"),
        Index(None, "municipality_code", "stay_id"),
    )

    id: UUID = Field(primary_key=True)
    month: date
    stay_id: UUID
    period_month: date
    shelter: str
    daily_rate_dkk: Decimal | None = Field(sa_type=DKK)
    days: int
    refundable_days: int
    gross_dkk: Decimal = Field(sa_type=DKK)
    refund_dkk: Decimal = Field(sa_type=DKK)
    correction: bool
    booked_at: datetime = Field(sa_type=MOMENT)
