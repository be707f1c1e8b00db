"""The dates and tasks of courses, their visits, goals, notes and items, and how each ended."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from services.support.store.tables.base import MOMENT, Table


class CourseTerms(Table, table=True):
    """One dated row of the municipality's own time limits in a course, with source and verified mark."""

    __tablename__ = "course_terms"

    valid_from: date = Field(primary_key=True)
    cooling_days: int
    next_attempt_days: int
    reminder_days: int
    assessment_days: int
    source: str
    verified: bool


class CourseDate(Table, table=True):
    """A date of a course on which a task falls due; `raised_at` once it has, `dropped_at` where nobody asks any more.

    `phase` is which of its kind: the phase that ends, the months of a home check.
    """

    __tablename__ = "course_date"
    __table_args__ = (
        Index("ix_course_date_due", "municipality_code", "due_at", postgresql_where=text("raised_at IS NULL")),
    )

    referral_id: UUID = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    phase: int = Field(primary_key=True)
    due_at: datetime = Field(sa_type=MOMENT)
    raised_at: datetime | None = Field(sa_type=MOMENT)
    dropped_at: datetime | None = Field(sa_type=MOMENT)


class Task(Table, table=True):
    """What a person is asked to do; raised once per date of a course."""

    __table_args__ = (
        Index(None, "municipality_code", "referral_id"),
        Index(
            "ix_task_remind",
            "municipality_code",
            "remind_at",
            postgresql_where=text("outcome IS NULL AND reminded_at IS NULL"),
        ),
    )

    id: UUID = Field(primary_key=True)
    referral_id: UUID
    kind: str
    phase: int
    due_at: datetime = Field(sa_type=MOMENT)
    raised_at: datetime = Field(sa_type=MOMENT)
    outcome: str | None
    reason: str | None
    done_at: datetime | None = Field(sa_type=MOMENT)
    remind_at: datetime | None = Field(sa_type=MOMENT)
    reminded_at: datetime | None = Field(sa_type=MOMENT)


class CourseEnd(Table, table=True):
    """The citizen's wish to stop, the municipality that receives a citizen who moves, and how the course ended."""

    __tablename__ = "course_end"
    __table_args__ = (CheckConstraint("(ending IS NULL) = (ground IS NULL)", name="ending_with_ground"),)

    referral_id: UUID = Field(primary_key=True)
    wish_said_on: date | None
    wish_channel: str | None
    wish_heard_by: str | None
    wish_withdrawn_on: date | None
    receiving_municipality_code: str | None = Field(max_length=4)
    moves_on: date | None
    acknowledged_on: date | None
    ground: str | None
    ending: str | None
    rule: str | None
    ended_at: datetime | None = Field(sa_type=MOMENT)
    decided_by: str | None


class Visit(Table, table=True):
    """A visit, planned, and what came of it."""

    __table_args__ = (
        Index(None, "municipality_code", "referral_id", "starts_at"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("(status = 'kept') = (began_at IS NOT NULL)", name="kept_has_begun"),
        CheckConstraint("ended_at > began_at", name="ended_after_begun"),
    )

    id: UUID = Field(primary_key=True)
    referral_id: UUID
    purpose: str
    place: str
    starts_at: datetime = Field(sa_type=MOMENT)
    ends_at: datetime = Field(sa_type=MOMENT)
    status: str
    began_at: datetime | None = Field(sa_type=MOMENT)
    ended_at: datetime | None = Field(sa_type=MOMENT)
    reason: str | None
    moved_to: UUID | None
    worker_reference: str | None
    recorded_at: datetime | None = Field(sa_type=MOMENT)


class Goal(Table, table=True):
    """A goal of the citizen's own, in the citizen's words: encrypted under the key marked."""

    __table_args__ = (Index(None, "municipality_code", "referral_id"), Index(None, "municipality_code", "key_mark"))

    id: UUID = Field(primary_key=True)
    referral_id: UUID
    dimension: str
    words: bytes
    key_mark: str
    set_at: datetime = Field(sa_type=MOMENT)
    state: str
    ended_on: date | None


class GoalStep(Table, table=True):
    """A step of the action plan towards a goal, with the day by which it is to be taken."""

    __tablename__ = "goal_step"
    __table_args__ = (Index(None, "municipality_code", "referral_id"), Index(None, "municipality_code", "key_mark"))

    id: UUID = Field(primary_key=True)
    goal_id: UUID
    referral_id: UUID
    words: bytes
    key_mark: str
    due_on: date
    done_on: date | None


class Note(Table, table=True):
    """A worker's note about a citizen: encrypted under the key marked, read by few, and each reading is journaled."""

    __table_args__ = (Index(None, "municipality_code", "referral_id"), Index(None, "municipality_code", "key_mark"))

    id: UUID = Field(primary_key=True)
    referral_id: UUID
    words: bytes
    key_mark: str
    written_at: datetime = Field(sa_type=MOMENT)
    written_by: str


class CourseItem(Table, table=True):
    """A coded thing of everyday life that the citizen needs, has got or does not want."""

    __tablename__ = "course_item"

    referral_id: UUID = Field(primary_key=True)
    item: str = Field(primary_key=True)
    area: str
    status: str
    changed_at: datetime = Field(sa_type=MOMENT)
