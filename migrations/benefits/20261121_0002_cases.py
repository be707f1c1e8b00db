"""Rates, national and local, cases and decisions."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kit.database.tenancy import grant, secure

revision = "benefits_0002"
down_revision = "benefits_0001"
branch_labels = None
depends_on = None

NATIONAL_RATES = Path(__file__).parent / "national_rates_2026_11.csv"

# table, and what the application and the worker may do with it: a decision is never edited
RIGHTS = {
    "rate": "SELECT, INSERT, UPDATE",
    "benefits_case": "SELECT, INSERT, UPDATE",
    "decision": "SELECT, INSERT",
}


def upgrade() -> None:
    _create_rates()
    _create_cases()
    op.execute(grant("benefits", "national_rate", "SELECT"))
    for table, rights in RIGHTS.items():
        op.execute(grant("benefits", table, rights))
        for statement in secure(table):
            op.execute(statement)


def _rate_columns() -> list[sa.Column]:
    return [
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("value", sa.Numeric(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
    ]


def _create_rates() -> None:
    op.create_table(
        "rate",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        *_rate_columns(),
        sa.PrimaryKeyConstraint("municipality_code", "key", "valid_from", name=op.f("pk_rate")),
        sa.CheckConstraint("valid_to > valid_from", name=op.f("ck_rate_covers_a_day")),
    )
    national = op.create_table(
        "national_rate",
        *_rate_columns(),
        sa.PrimaryKeyConstraint("key", "valid_from", name=op.f("pk_national_rate")),
        sa.CheckConstraint("valid_to > valid_from", name=op.f("ck_national_rate_covers_a_day")),
    )
    with NATIONAL_RATES.open(encoding="utf-8", newline="") as file:
        op.bulk_insert(
            national,
            [
                row
                | {
                    "valid_from": date.fromisoformat(row["valid_from"]),
                    "valid_to": date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
                    "value": Decimal(row["value"]),
                    "verified": row["verified"] == "1",
                }
                for row in csv.DictReader(file)
            ],
        )


def _create_cases() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "benefits_case",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("nomination_reference", sa.String(), nullable=False),
        sa.Column("lane", sa.String(), nullable=False),
        sa.Column("household", postgresql.JSONB(), nullable=False),
        sa.Column("dwelling", postgresql.JSONB(), nullable=False),
        sa.Column("opened_at", moment, nullable=False),
        sa.Column("complete_at", moment, nullable=False),
        sa.Column("offer_due_at", moment, nullable=True),
        sa.Column("due_at", moment, nullable=False),
        sa.Column("due_reason", postgresql.JSONB(), nullable=False),
        sa.Column("late_at", moment, nullable=True),
        sa.Column("requested_by", postgresql.ARRAY(sa.String()), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("offer_outcome", sa.String(), nullable=True),
        sa.Column("offer_ended_at", moment, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "id", name=op.f("pk_benefits_case")),
        sa.CheckConstraint("offer_id IS NULL OR offer_id = id", name=op.f("ck_benefits_case_one_case_an_offer")),
    )
    op.create_index(
        op.f("ix_benefits_case_municipality_code_status_due_at"),
        "benefits_case",
        ["municipality_code", "status", "due_at"],
        unique=False,
    )
    op.create_index(
        "uq_benefits_case_open_pre_approval",
        "benefits_case",
        ["municipality_code", "citizen_id"],
        unique=True,
        postgresql_where=sa.text("kind = 'pre_approval' AND status = 'open'"),
    )
    op.create_table(
        "decision",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("proposed", sa.String(), nullable=False),
        sa.Column("reason_da", sa.String(), nullable=True),
        sa.Column("answers", postgresql.JSONB(), nullable=False),
        sa.Column("document", postgresql.JSONB(), nullable=False),
        sa.Column("decided_at", moment, nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("hours", sa.Numeric(), nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "case_id", name=op.f("pk_decision")),
        sa.ForeignKeyConstraint(
            ["municipality_code", "case_id"],
            ["benefits_case.municipality_code", "benefits_case.id"],
            name=op.f("fk_decision_municipality_code"),
        ),
    )


def downgrade() -> None:
    for table in ("decision", "benefits_case", "rate", "national_rate"):
        op.drop_table(table)
