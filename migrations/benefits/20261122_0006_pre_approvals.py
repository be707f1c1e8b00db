"""Pre-approvals with their terms, and what was found of each offer that met one."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kit.database.tenancy import grant, secure

revision = "benefits_0006"
down_revision = "benefits_0005"
branch_labels = None
depends_on = None

RATES = Path(__file__).parent / "national_rates_2026_11_pre_approvals.csv"
RIGHTS = {"pre_approval": "SELECT, INSERT, UPDATE", "pre_approval_check": "SELECT, INSERT"}
MOMENT = sa.DateTime(timezone=True)
NATIONAL_RATE = sa.table(
    "national_rate",
    sa.column("key", sa.String()),
    sa.column("valid_from", sa.Date()),
    sa.column("valid_to", sa.Date()),
    sa.column("value", sa.Numeric()),
    sa.column("unit", sa.String()),
    sa.column("verified", sa.Boolean()),
    sa.column("source", sa.String()),
)


def _rates() -> list[dict[str, object]]:
    with RATES.open(encoding="utf-8", newline="") as file:
        return [
            row
            | {
                "valid_from": date.fromisoformat(row["valid_from"]),
                "valid_to": date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
                "value": Decimal(row["value"]),
                "verified": row["verified"] == "1",
            }
            for row in csv.DictReader(file)
        ]


def upgrade() -> None:
    op.bulk_insert(NATIONAL_RATE, _rates())
    _create_pre_approvals()
    _create_checks()
    for table, rights in RIGHTS.items():
        op.execute(grant("benefits", table, rights))
        for statement in secure(table):
            op.execute(statement)


def _of_case(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["municipality_code", "case_id"],
        ["benefits_case.municipality_code", "benefits_case.id"],
        name=op.f(f"fk_{table}_municipality_code"),
    )


def _create_pre_approvals() -> None:
    op.create_table(
        "pre_approval",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("highest_rent", sa.Numeric(), nullable=False),
        sa.Column("highest_deposit", sa.Numeric(), nullable=False),
        sa.Column("valid_from_on", sa.Date(), nullable=False),
        sa.Column("valid_to_on", sa.Date(), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("dwelling_classes", postgresql.ARRAY(sa.String()), nullable=False),
        sa.Column("household", postgresql.JSONB(), nullable=False),
        sa.Column("judged_against", postgresql.ARRAY(sa.String()), nullable=False),
        sa.Column("granted_at", MOMENT, nullable=False),
        sa.Column("granted_by", sa.String(), nullable=False),
        sa.Column("requested_by", postgresql.ARRAY(sa.String()), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("end_code", sa.String(), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "case_id", name=op.f("pk_pre_approval")),
        sa.CheckConstraint("valid_to_on >= valid_from_on", name=op.f("ck_pre_approval_covers_a_day")),
        _of_case("pre_approval"),
    )
    op.create_index(
        "uq_pre_approval_standing",
        "pre_approval",
        ["municipality_code", "citizen_id"],
        unique=True,
        postgresql_where=sa.text("status IN ('valid', 'used')"),
    )
    for columns in (["citizen_id", "granted_at"], ["offer_id"], ["status", "expires_at"]):
        name = f"ix_pre_approval_municipality_code_{'_'.join(columns)}"
        op.create_index(op.f(name), "pre_approval", ["municipality_code", *columns])


def _create_checks() -> None:
    op.create_table(
        "pre_approval_check",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("pre_approval_id", sa.Uuid(), nullable=False),
        sa.Column("covered", sa.Boolean(), nullable=False),
        sa.Column("reasons", postgresql.JSONB(), nullable=False),
        sa.Column("checked_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "case_id", name=op.f("pk_pre_approval_check")),
        _of_case("pre_approval_check"),
    )


def downgrade() -> None:
    for table in reversed(RIGHTS):
        op.drop_table(table)
    added = sa.or_(
        *(
            sa.and_(NATIONAL_RATE.c.key == row["key"], NATIONAL_RATE.c.valid_from == row["valid_from"])
            for row in _rates()
        )
    )
    op.execute(NATIONAL_RATE.delete().where(added))
