"""What matching keeps of its own."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, LargeBinary
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.allocation.store.tables.base import MOMENT, Table


class AreaAssessment(Table, table=True):
    """A caseworker's yes or no: may the household be allocated a dwelling in an area of this kind."""

    __tablename__ = "area_assessment"

    municipality_code: str = Field(primary_key=True, max_length=4)
    nomination_id: UUID = Field(primary_key=True)
    area: str = Field(primary_key=True)
    may_live_there: bool
    assessed_by: str
    assessed_at: datetime = Field(sa_type=MOMENT)


class PriorityScheme(Table, table=True):
    """One version of the council's order of priority."""

    __tablename__ = "priority_scheme"
    __table_args__ = (CheckConstraint("valid_to > valid_from", name="covers_a_day"),)

    municipality_code: str = Field(primary_key=True, max_length=4)
    version: str = Field(primary_key=True)
    valid_from: date
    valid_to: date | None
    content: dict[str, Any] = Field(sa_type=JSONB)
    source: str
    verified: bool


class OfferOverride(Table, table=True):
    """Why an offer went past households that stood before; a person's act. What was written of people is encrypted."""

    __tablename__ = "offer_override"

    municipality_code: str = Field(primary_key=True, max_length=4)
    offer_id: UUID = Field(primary_key=True)
    code: str
    why: bytes | None = Field(sa_type=LargeBinary)
    passed_over: int
    overridden_by: str
    overridden_at: datetime = Field(sa_type=MOMENT)


class Matching(Table, table=True):
    """A proposal for several dwellings at once, with everything it was made from; never edited."""

    id: UUID = Field(primary_key=True)
    made_at: datetime = Field(sa_type=MOMENT)
    made_by: str
    scheme_version: str
    digest: str = Field(max_length=64)
    snapshot: dict[str, Any] = Field(sa_type=JSONB)
