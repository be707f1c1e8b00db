"""Teams, places given over the limit, handovers, and the waiting list."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.support.store.tables.base import MOMENT, Table


class Team(Table, table=True):
    """A team with its disciplines; the row that assignments to the team as a whole take in turn."""

    reference: str = Field(primary_key=True)
    method: str
    coordinator: str
    ratio: int | None
    disciplines: list[dict[str, Any]] = Field(sa_type=JSONB)


class OverLimit(Table, table=True):
    """A place given over the limit: by whom, and why."""

    __tablename__ = "over_limit"
    __table_args__ = (Index(None, "municipality_code", "worker_reference"),)

    id: UUID = Field(primary_key=True)
    referral_id: UUID
    worker_reference: str
    team_reference: str | None
    method: str
    reason: str
    caseload: int
    places: int
    decided_by: str
    decided_at: datetime = Field(sa_type=MOMENT)


class Handover(Table, table=True):
    """A citizen who went from one worker, team or method to another, and whether both met the citizen together."""

    __table_args__ = (
        Index(None, "municipality_code", "referral_id"),
        CheckConstraint(
            "from_worker = to_worker OR (joint_meeting_on IS NULL) <> (no_meeting_reason IS NULL)",
            name="met_or_says_why_not",
        ),
    )

    id: UUID = Field(primary_key=True)
    referral_id: UUID
    from_worker: str
    to_worker: str
    from_team: str | None
    to_team: str | None
    from_method: str
    to_method: str
    joint_meeting_on: date | None
    no_meeting_reason: str | None
    decided_by: str
    decided_at: datetime = Field(sa_type=MOMENT)


class WaitingOrder(Table, table=True):
    """The order of need that the council has declared, from a day on."""

    __tablename__ = "waiting_order"

    valid_from: date = Field(primary_key=True)
    criteria: list[str] = Field(sa_type=JSONB)
    situations: list[str] = Field(sa_type=JSONB)
    source: str


class WaitingTold(Table, table=True):
    """Who on the waiting list has been told of a free place, once."""

    __tablename__ = "waiting_told"

    referral_id: UUID = Field(primary_key=True)
    method: str
    told_at: datetime = Field(sa_type=MOMENT)
