"""What follows a nomination: the council's criteria, facts replaced, assessments, consents, tasks, debt notices."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.allocation.store.tables.base import MOMENT, TEXTS, Table


class CouncilCriteria(Table, table=True):
    """One version of the council's allocation criteria."""

    __tablename__ = "allocation_criteria"
    __table_args__ = (CheckConstraint("valid_to > valid_from", name="covers_a_day"),)

    municipality_code: str = Field(primary_key=True, max_length=4)
    version: str = Field(primary_key=True)
    valid_from: date
    valid_to: date | None
    verified: bool
    criteria: list[dict[str, Any]] = Field(sa_type=JSONB)
    entered_at: datetime = Field(sa_type=MOMENT)


class ReplacedFacts(Table, table=True):
    """A version of a nomination's facts that a later one has replaced; never edited."""

    __tablename__ = "replaced_facts"

    municipality_code: str = Field(primary_key=True, max_length=4)
    nomination_id: UUID = Field(primary_key=True)
    version: int = Field(primary_key=True)
    facts: dict[str, Any] = Field(sa_type=JSONB)
    facts_on: date
    replaced_at: datetime = Field(sa_type=MOMENT)
    replaced_by: str


class NominationAssessment(Table, table=True):
    """A person's whole assessment; the words to the citizen are encrypted."""

    __tablename__ = "nomination_assessment"

    municipality_code: str = Field(primary_key=True, max_length=4)
    nomination_id: UUID = Field(primary_key=True)
    outcome: str
    codes: list[str] = Field(sa_type=TEXTS)
    reason: bytes | None = Field(sa_type=LargeBinary)
    sealed_under: str | None
    heard_on: date | None
    assessed_at: datetime = Field(sa_type=MOMENT)
    assessed_by: str


class Consent(Table, table=True):
    """What may be passed on about a citizen, to whom and on which basis."""

    __table_args__ = (Index(None, "municipality_code", "nomination_id"),)

    id: UUID = Field(primary_key=True)
    nomination_id: UUID
    items: list[str] = Field(sa_type=TEXTS)
    to_cvr: str | None
    basis: str
    source: str | None
    given_on: date
    valid_to: date | None
    withdrawn_at: datetime | None = Field(sa_type=MOMENT)
    recorded_at: datetime = Field(sa_type=MOMENT)
    recorded_by: str


class Task(Table, table=True):
    """What somebody is asked to do by a day; one of a kind is open for each subject."""

    __table_args__ = (
        Index(
            "uq_task_open",
            "municipality_code",
            "subject_id",
            "kind",
            unique=True,
            postgresql_where=text("done_at IS NULL"),
        ),
        Index("ix_task_due", "municipality_code", "due_at", postgresql_where=text("done_at IS NULL")),
    )

    id: UUID = Field(primary_key=True)
    kind: str
    party: str
    subject_id: UUID
    nomination_id: UUID
    raised_at: datetime = Field(sa_type=MOMENT)
    due_at: datetime = Field(sa_type=MOMENT)
    told_at: datetime | None = Field(sa_type=MOMENT)
    done_at: datetime | None = Field(sa_type=MOMENT)
    done_by: str | None


class DebtNotice(Table, table=True):
    """An organisation says that the household owes it rent; a person at the allocation office decides."""

    __tablename__ = "debt_notice"

    municipality_code: str = Field(primary_key=True, max_length=4)
    offer_id: UUID = Field(primary_key=True)
    vacancy_id: UUID
    given_at: datetime = Field(sa_type=MOMENT)
    outcome: str | None
    decided_at: datetime | None = Field(sa_type=MOMENT)
    decided_by: str | None


class ContactPoint(Table, table=True):
    """Whom an organisation calls in the municipality about a tenancy."""

    __tablename__ = "contact_point"

    municipality_code: str = Field(primary_key=True, max_length=4)
    name: str
    phone: str | None
    email: str | None
