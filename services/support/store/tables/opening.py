"""When support is open."""

from datetime import date
from typing import Any

from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.support.store.tables.base import Table


class OpeningHours(Table, table=True):
    """One dated row of opening hours and closed days, with source and verified mark."""

    __tablename__ = "opening_hours"

    valid_from: date = Field(primary_key=True)
    openings: list[dict[str, Any]] = Field(sa_type=JSONB)
    closed_days: list[str] = Field(sa_type=JSONB)
    source: str
    verified: bool
