"""The account between municipality and housing organisation, and the guarantees."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from services.allocation.store.tables.base import DKK, MOMENT, TEXTS, Table


class Account(Table, table=True):
    """One organisation's account; the row that bookings take in turn. Statements before `open_from` are closed."""

    municipality_code: str = Field(primary_key=True, max_length=4)
    organisation_cvr: str = Field(primary_key=True, max_length=8)
    id: UUID
    open_from: date | None


class AccountLine(Table, table=True):
    """What the municipality owes an organisation, a line each; a correction is a new line."""

    __tablename__ = "account_line"
    __table_args__ = (
        Index(
            "uq_account_line_rent_period",
            "municipality_code",
            "vacancy_id",
            "kind",
            "period_from",
            unique=True,
            postgresql_where=text("kind = 'vacancy_rent'"),
        ),
        Index(
            "uq_account_line_claim",
            "municipality_code",
            "claim_id",
            unique=True,
            postgresql_where=text("kind <> 'correction'"),
        ),
        Index(None, "municipality_code", "organisation_cvr", "month"),
        Index(None, "municipality_code", "vacancy_id"),
    )

    id: UUID = Field(primary_key=True)
    organisation_cvr: str = Field(max_length=8)
    vacancy_id: UUID
    kind: str
    month: date
    period_from: date
    period_to: date
    days: int
    rent_dkk: Decimal = Field(sa_type=DKK)
    method: str
    amount_dkk: Decimal = Field(sa_type=DKK)
    corrects_id: UUID | None
    code: str | None
    claim_id: UUID | None
    booked_at: datetime = Field(sa_type=MOMENT)
    booked_by: str | None


class RentEnd(Table, table=True):
    """The day on which vacancy rent of a dwelling ends, and why; what is reported later may end it sooner.

    `let_from_on` is the day that was reported, which may lie after the day the rent ended.
    """

    __tablename__ = "rent_end"

    municipality_code: str = Field(primary_key=True, max_length=4)
    vacancy_id: UUID = Field(primary_key=True)
    cause: str = Field(primary_key=True)
    organisation_cvr: str = Field(max_length=8)
    ends_on: date
    let_from_on: date | None
    entered_at: datetime = Field(sa_type=MOMENT)


class LineObjection(Table, table=True):
    """An organisation's objection to a line of its account: one a line, never edited."""

    __tablename__ = "line_objection"

    municipality_code: str = Field(primary_key=True, max_length=4)
    line_id: UUID = Field(primary_key=True)
    organisation_cvr: str = Field(max_length=8)
    code: str
    objected_at: datetime = Field(sa_type=MOMENT)


class MoveOut(Table, table=True):
    """The day on which the tenant of a municipal allocation moved out, as the organisation reported it."""

    __tablename__ = "move_out"

    municipality_code: str = Field(primary_key=True, max_length=4)
    vacancy_id: UUID = Field(primary_key=True)
    organisation_cvr: str = Field(max_length=8)
    moved_out_on: date
    reported_at: datetime = Field(sa_type=MOMENT)


class GuaranteeClaim(Table, table=True):
    """What an organisation claims under the municipality's guarantee, and what a person decided on it."""

    __tablename__ = "guarantee_claim"
    __table_args__ = (
        UniqueConstraint("municipality_code", "organisation_cvr", "reference"),
        Index(None, "municipality_code", "vacancy_id"),
        Index(None, "municipality_code", "status", "id"),
    )

    id: UUID = Field(primary_key=True)
    organisation_cvr: str = Field(max_length=8)
    vacancy_id: UUID
    reference: str
    kind: str
    amount_dkk: Decimal = Field(sa_type=DKK)
    claimed_on: date
    received_at: datetime = Field(sa_type=MOMENT)
    status: str
    accepted_dkk: Decimal | None = Field(sa_type=DKK)
    codes: list[str] = Field(sa_type=TEXTS)
    decided_at: datetime | None = Field(sa_type=MOMENT)
    decided_by: str | None
    version: int
