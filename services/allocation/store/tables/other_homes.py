"""Homes for those who cannot live alone: the directory, dated places, and referrals."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.allocation.store.tables.base import MOMENT, Table


class OtherHome(Table, table=True):
    """A residence or a group of dwellings of one provider; the row that those who fill its places take in turn."""

    __tablename__ = "other_home"
    __table_args__ = (UniqueConstraint("municipality_code", "reference"),)

    id: UUID = Field(primary_key=True)
    reference: str
    provider: str
    kind: str
    located_in: str = Field(max_length=4)
    target_group: list[str] = Field(sa_type=JSONB)
    waiting_order: str


class OtherHomeCapacity(Table, table=True):
    """How many places a home has from a day on."""

    __tablename__ = "other_home_capacity"
    __table_args__ = (CheckConstraint("places >= 0", name="places_not_negative"),)

    municipality_code: str = Field(primary_key=True, max_length=4)
    home_id: UUID = Field(primary_key=True)
    valid_from: date = Field(primary_key=True)
    places: int


class OtherHomeReferral(Table, table=True):
    """A nominated citizen referred to one home, from the referral to moving out."""

    __tablename__ = "other_home_referral"
    __table_args__ = (
        Index(
            "uq_other_home_referral_open",
            "municipality_code",
            "home_id",
            "nomination_id",
            unique=True,
            postgresql_where=text("status IN ('referred', 'waiting', 'offered', 'accepted')"),
        ),
        Index(
            "uq_other_home_referral_resident",
            "municipality_code",
            "nomination_id",
            unique=True,
            postgresql_where=text("status = 'resident'"),
        ),
        UniqueConstraint("municipality_code", "home_id", "number"),
        Index(None, "municipality_code", "home_id", "status"),
        Index(None, "municipality_code", "nomination_id"),
    )

    id: UUID = Field(primary_key=True)
    home_id: UUID
    nomination_id: UUID
    number: int
    status: str
    why: list[str] = Field(sa_type=JSONB)
    referred_at: datetime = Field(sa_type=MOMENT)
    referred_by: str
    also_ordinary_dwellings: bool
    decided_at: datetime | None = Field(sa_type=MOMENT)
    decided_by: str | None
    decision_codes: list[str] = Field(sa_type=JSONB)
    need: str | None
    offered_at: datetime | None = Field(sa_type=MOMENT)
    offered_by: str | None
    why_out_of_order: str | None
    moved_in_on: date | None
    moved_out_on: date | None
    ended_at: datetime | None = Field(sa_type=MOMENT)
    end_code: str | None
    version: int
