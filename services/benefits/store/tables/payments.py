"""Payment orders, files and reconciliations, and the municipalities of a case."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, Integer, Numeric, UniqueConstraint, text
from sqlmodel import Field

from services.benefits.store.tables.base import MOMENT, Table

DKK: Any = Numeric(12, 2)
SUM: Any = Numeric(14, 2)


def _of_case() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["municipality_code", "case_id"], ["benefits_case.municipality_code", "benefits_case.id"]
    )


class PaymentSeries(Table, table=True):
    """A municipality's last numbers. Whoever takes one has the series until it commits, so that none is left out."""

    __tablename__ = "payment_series"

    municipality_code: str = Field(primary_key=True, max_length=4)
    last_order: int
    last_file: int


class PaymentOrder(Table, table=True):
    """One payment: at most one that lives for each case and purpose."""

    __tablename__ = "payment_order"
    __table_args__ = (
        UniqueConstraint("municipality_code", "number", name="uq_payment_order_number"),
        Index(
            "uq_payment_order_living",
            "municipality_code",
            "case_id",
            "purpose",
            unique=True,
            postgresql_where=text("state IN ('ordered', 'exported', 'paid')"),
        ),
        Index(None, "municipality_code", "state"),
        CheckConstraint("amount_dkk > 0", name="pays_something"),
        CheckConstraint("(coalesce(payee_kind, '') = 'organisation') = (payee_cvr IS NOT NULL)", name="payee_named"),
        CheckConstraint("(state IN ('ordered', 'cancelled')) = (file_number IS NULL)", name="sent_in_a_file"),
        _of_case(),
    )

    municipality_code: str = Field(primary_key=True, max_length=4)
    id: UUID = Field(primary_key=True)
    number: str
    case_id: UUID
    purpose: str
    amount_dkk: Decimal = Field(sa_type=DKK)
    payee_kind: str | None
    payee_cvr: str | None
    paying_municipality_code: str
    pay_by_on: date
    ordered_at: datetime = Field(sa_type=MOMENT)
    ordered_by: str
    state: str
    file_number: int | None
    exported_at: datetime | None = Field(sa_type=MOMENT)
    exported_by: str | None
    ended_at: datetime | None = Field(sa_type=MOMENT)
    ended_by: str | None
    paid_dkk: Decimal | None = Field(sa_type=DKK)
    paid_on: date | None
    code: str | None
    posting: str | None
    version: int


class PaymentFile(Table, table=True):
    """A file as it was sent out, byte for byte."""

    __tablename__ = "payment_file"

    municipality_code: str = Field(primary_key=True, max_length=4)
    number: int = Field(primary_key=True, sa_type=Integer, sa_column_kwargs={"autoincrement": False})
    id: UUID
    made_at: datetime = Field(sa_type=MOMENT)
    made_by: str
    orders: int
    total_dkk: Decimal = Field(sa_type=SUM)
    content: bytes
    sha256: str


class Reconciliation(Table, table=True):
    """What the finance system reported under one reference."""

    __table_args__ = (UniqueConstraint("municipality_code", "reference", name="uq_reconciliation_reference"),)

    municipality_code: str = Field(primary_key=True, max_length=4)
    id: UUID = Field(primary_key=True)
    reference: str
    received_at: datetime = Field(sa_type=MOMENT)
    received_by: str


class ReconciliationLine(Table, table=True):
    """One posting of a reconciliation, what came of it, and how a person resolved it."""

    __tablename__ = "reconciliation_line"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_code", "reconciliation_id"], ["reconciliation.municipality_code", "reconciliation.id"]
        ),
        Index(None, "municipality_code", "reconciliation_id"),
        Index(
            "uq_reconciliation_line_posting",
            "municipality_code",
            "posting",
            unique=True,
            postgresql_where=text("outcome <> 'repeated'"),
        ),
        CheckConstraint("amount_dkk > 0", name="pays_something"),
    )

    municipality_code: str = Field(primary_key=True, max_length=4)
    id: UUID = Field(primary_key=True)
    reconciliation_id: UUID
    position: int
    posting: str
    order_number: str
    amount_dkk: Decimal = Field(sa_type=DKK)
    paid_on: date
    outcome: str
    text_da: str
    text_en: str
    resolution: str | None
    resolved_at: datetime | None = Field(sa_type=MOMENT)
    resolved_by: str | None


class SignedLease(Table, table=True):
    """What was told of the lease as an offer ended signed."""

    __tablename__ = "signed_lease"
    __table_args__ = (_of_case(),)

    municipality_code: str = Field(primary_key=True, max_length=4)
    case_id: UUID = Field(primary_key=True)
    payee_cvr: str | None
    starts_on: date | None


class CaseMunicipality(Table, table=True):
    """From a day on, a municipality that acts, pays or is where the citizen resides; a change is a new row."""

    __tablename__ = "case_municipality"
    __table_args__ = (_of_case(),)

    municipality_code: str = Field(primary_key=True, max_length=4)
    case_id: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_type=Integer, sa_column_kwargs={"autoincrement": False})
    role: str
    code: str = Field(max_length=4)
    from_on: date
    basis: str
    recorded_at: datetime = Field(sa_type=MOMENT)
    recorded_by: str
