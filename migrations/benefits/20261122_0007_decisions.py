"""Hearings, complaints, decisions that replace decisions, and what was looked at for an automatic commitment."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kit.database.tenancy import grant, secure

revision = "benefits_0007"
down_revision = "benefits_0006"
branch_labels = None
depends_on = None

TERMS = Path(__file__).parent / "national_rates_2026_11_decisions.csv"
RIGHTS = {
    "hearing": "SELECT, INSERT, UPDATE",
    "complaint": "SELECT, INSERT, UPDATE",
    "automatic_check": "SELECT, INSERT",
}
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


def _terms() -> list[dict[str, object]]:
    with TERMS.open(encoding="utf-8", newline="") as file:
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
    op.bulk_insert(NATIONAL_RATE, _terms())
    _let_decisions_be_several()
    _create_hearings()
    _create_complaints()
    _create_checks()
    for table, rights in RIGHTS.items():
        op.execute(grant("benefits", table, rights))
        for statement in secure(table):
            op.execute(statement)


def _let_decisions_be_several() -> None:
    """What was decided before was the first decision on its case, and a person's."""
    op.add_column("decision", sa.Column("number", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("decision", sa.Column("automatic", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column(
        "decision", sa.Column("considerations", postgresql.ARRAY(sa.String()), nullable=False, server_default="{}")
    )
    op.add_column("decision", sa.Column("hearing", postgresql.JSONB(), nullable=True))
    op.add_column("decision", sa.Column("complaint_id", sa.Uuid(), nullable=True))
    for column in ("number", "automatic", "considerations"):
        op.alter_column("decision", column, server_default=None)
    op.drop_constraint(op.f("pk_decision"), "decision", type_="primary")
    op.create_primary_key(op.f("pk_decision"), "decision", ["municipality_code", "case_id", "number"])


def _of_case(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["municipality_code", "case_id"],
        ["benefits_case.municipality_code", "benefits_case.id"],
        name=op.f(f"fk_{table}_municipality_code"),
    )


def _create_hearings() -> None:
    op.create_table(
        "hearing",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("rules", postgresql.ARRAY(sa.String()), nullable=False),
        sa.Column("reasons", postgresql.JSONB(), nullable=False),
        sa.Column("about", sa.LargeBinary(), nullable=False),
        sa.Column("key_mark", sa.String(), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("sent_by", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("recorded_by", sa.String(), nullable=True),
        sa.Column("passed_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("municipality_code", "case_id", "number", name=op.f("pk_hearing")),
        _of_case("hearing"),
    )
    op.create_index(op.f("ix_hearing_municipality_code_due_at"), "hearing", ["municipality_code", "due_at"])


def _create_complaints() -> None:
    op.create_table(
        "complaint",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("decision_number", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("key_mark", sa.String(), nullable=False),
        sa.Column("complained_on", sa.Date(), nullable=False),
        sa.Column("decision_received_on", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("reason", postgresql.JSONB(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("warn_at", MOMENT, nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("warned_at", MOMENT, nullable=True),
        sa.Column("late_at", MOMENT, nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("settled_by", sa.String(), nullable=True),
        sa.Column("reassessment", sa.String(), nullable=True),
        sa.Column("reason_da", sa.String(), nullable=True),
        sa.Column("former_reason_da", sa.String(), nullable=True),
        sa.Column("led_to", sa.Integer(), nullable=True),
        sa.Column("forwarded_at", MOMENT, nullable=True),
        sa.Column("board", postgresql.JSONB(), nullable=True),
        sa.Column("remitted_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "id", name=op.f("pk_complaint")),
        sa.UniqueConstraint("municipality_code", "case_id", "decision_number", name="uq_complaint_decision"),
        _of_case("complaint"),
    )
    op.create_index(
        op.f("ix_complaint_municipality_code_status_due_at"), "complaint", ["municipality_code", "status", "due_at"]
    )


def _create_checks() -> None:
    op.create_table(
        "automatic_check",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("checked_at", MOMENT, nullable=False),
        sa.Column("reason", postgresql.JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "case_id", name=op.f("pk_automatic_check")),
        _of_case("automatic_check"),
    )


def downgrade() -> None:
    """Of several decisions on a case the newest stays."""
    for table in ("automatic_check", "complaint", "hearing"):
        op.drop_table(table)
    op.execute(
        "DELETE FROM decision USING decision AS newer WHERE newer.municipality_code = decision.municipality_code "
        "AND newer.case_id = decision.case_id AND newer.number > decision.number"
    )
    op.drop_constraint(op.f("pk_decision"), "decision", type_="primary")
    op.create_primary_key(op.f("pk_decision"), "decision", ["municipality_code", "case_id"])
    for column in ("complaint_id", "hearing", "considerations", "automatic", "number"):
        op.drop_column("decision", column)
    keys = [str(row["key"]) for row in _terms()]
    op.execute(NATIONAL_RATE.delete().where(NATIONAL_RATE.c.key.in_(keys)))
