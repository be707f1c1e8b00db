"""Key workers, papers asked for, notices of lateness, and how each case is handled."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kit.database.tenancy import grant, secure

revision = "benefits_0005"
down_revision = "benefits_0004"
branch_labels = None
depends_on = None

WARNINGS = Path(__file__).parent / "national_rates_2026_11_lanes.csv"
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
MOMENT = sa.DateTime(timezone=True)
HANDLING = {
    "key_worker": sa.String(),
    "assigned_at": MOMENT,
    "asked_manager_at": MOMENT,
    "held_by": sa.String(),
    "held_at": MOMENT,
    "clock_from": MOMENT,
    "paused_at": MOMENT,
    "escalates_at": MOMENT,
    "escalated": sa.String(),
}
INDEXES = {
    "ix_benefits_case_municipality_code_key_worker_status": ["municipality_code", "key_worker", "status"],
    "ix_benefits_case_municipality_code_status_escalates_at": ["municipality_code", "status", "escalates_at"],
}

# table, and what the application and the worker may do with it: a notice is never edited
RIGHTS = {
    "key_worker": "SELECT, INSERT, UPDATE",
    "document_request": "SELECT, INSERT, UPDATE",
    "lateness_notice": "SELECT, INSERT",
}


def _warnings() -> list[dict[str, object]]:
    with WARNINGS.open(encoding="utf-8", newline="") as file:
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
    op.bulk_insert(NATIONAL_RATE, _warnings())
    for name, kind in HANDLING.items():
        op.add_column("benefits_case", sa.Column(name, kind, nullable=True))
    _hand_over_open_cases()
    for index, columns in INDEXES.items():
        op.create_index(op.f(index), "benefits_case", columns, unique=False)
    _create_key_workers()
    _create_document_requests()
    _create_notices()
    for table, rights in RIGHTS.items():
        op.execute(grant("benefits", table, rights))
        for statement in secure(table):
            op.execute(statement)


def _hand_over_open_cases() -> None:
    """Cases that are open already: the next sweep sets their warnings, and the fast track's are the manager's."""
    # The owner is bound by the policies too, and acts in no municipality here.
    op.execute("ALTER TABLE benefits_case NO FORCE ROW LEVEL SECURITY")
    op.execute("UPDATE benefits_case SET escalates_at = opened_at WHERE status = 'open'")
    op.execute("UPDATE benefits_case SET asked_manager_at = opened_at WHERE status = 'open' AND lane = 'fast'")
    op.execute("ALTER TABLE benefits_case FORCE ROW LEVEL SECURITY")


def _create_key_workers() -> None:
    op.create_table(
        "key_worker",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("kinds", postgresql.ARRAY(sa.String()), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("absences", postgresql.JSONB(), nullable=False),
        sa.Column("last_assigned_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("municipality_code", "reference", name=op.f("pk_key_worker")),
        sa.CheckConstraint("capacity >= 0", name=op.f("ck_key_worker_capacity")),
    )


def _of_case(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["municipality_code", "case_id"],
        ["benefits_case.municipality_code", "benefits_case.id"],
        name=op.f(f"fk_{table}_municipality_code"),
    )


def _create_document_requests() -> None:
    op.create_table(
        "document_request",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("because", sa.String(), nullable=True),
        sa.Column("received", postgresql.JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "case_id", "number", name=op.f("pk_document_request")),
        _of_case("document_request"),
    )


def _create_notices() -> None:
    op.create_table(
        "lateness_notice",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("late_at", MOMENT, nullable=False),
        sa.Column("expected_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "case_id", name=op.f("pk_lateness_notice")),
        _of_case("lateness_notice"),
    )


def downgrade() -> None:
    for table in RIGHTS:
        op.drop_table(table)
    for index in INDEXES:
        op.drop_index(op.f(index), table_name="benefits_case")
    for name in HANDLING:
        op.drop_column("benefits_case", name)
    added = sa.or_(
        *(
            sa.and_(NATIONAL_RATE.c.key == row["key"], NATIONAL_RATE.c.valid_from == row["valid_from"])
            for row in _warnings()
        )
    )
    op.execute(NATIONAL_RATE.delete().where(added))
