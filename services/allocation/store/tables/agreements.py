"""Agreements in versions, and how estates stand."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.allocation.store.tables.base import Table


class Agreement(Table, table=True):
    """One version of how one organisation's vacancies of one class are counted, between two dates.

    The versions of a series share `series_id` and are numbered; at most one of them is a draft.
    """

    __table_args__ = (
        Index(None, "municipality_code", "organisation_cvr", "dwelling_class", "in_force_from"),
        UniqueConstraint("municipality_code", "series_id", "number"),
        Index(
            "uq_agreement_draft_of_series",
            "municipality_code",
            "series_id",
            unique=True,
            postgresql_where=text("status = 'draft'"),
        ),
    )

    id: UUID = Field(primary_key=True)
    organisation_cvr: str = Field(max_length=8)
    dwelling_class: str
    kind: str
    share: str
    carry: int
    usable: dict[str, Any] = Field(sa_type=JSONB)
    target: dict[str, Any] | None = Field(sa_type=JSONB)
    estate_shares: list[dict[str, str]] = Field(sa_type=JSONB)
    spread: dict[str, str] | None = Field(sa_type=JSONB)
    handed_back: str
    internal_moves: str
    answer_deadline_working_days: int
    saturday_is_a_working_day: bool
    silence: str
    inspection_before_claiming: bool
    arrears_guarantee_months: int
    rent_method: str
    legal_basis: str
    in_force_from: date
    in_force_to: date | None
    signed_on: date | None
    case_reference: str | None
    series_id: UUID
    number: int
    status: str
    version: int


class EstateStanding(Table, table=True):
    """How an estate stands between two dates; two of one kind never share a day (checked with the estate locked)."""

    __tablename__ = "estate_standing"
    __table_args__ = (CheckConstraint("valid_to >= valid_from", name="ends_after_it_begins"),)

    municipality_code: str = Field(primary_key=True, max_length=4)
    organisation_cvr: str = Field(primary_key=True, max_length=8)
    estate: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    valid_from: date = Field(primary_key=True)
    valid_to: date | None
    source: str
    verified: bool
