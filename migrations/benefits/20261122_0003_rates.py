"""Further national rates, and imports of rates that wait for a second pair of eyes."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kit.database.tenancy import grant, secure

revision = "benefits_0003"
down_revision = "benefits_0002"
branch_labels = None
depends_on = None

ADDITIONS = Path(__file__).parent / "national_rates_2026_11_additions.csv"
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


def _additions() -> list[dict[str, object]]:
    with ADDITIONS.open(encoding="utf-8", newline="") as file:
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
    moment = sa.DateTime(timezone=True)
    op.bulk_insert(NATIONAL_RATE, _additions())
    op.create_table(
        "rate_import",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("rows", postgresql.JSONB(), nullable=False),
        sa.Column("confirmed", postgresql.ARRAY(sa.String()), nullable=False),
        sa.Column("imported_at", moment, nullable=False),
        sa.Column("imported_by", sa.String(), nullable=False),
        sa.Column("reviewed_at", moment, nullable=True),
        sa.Column("reviewed_by", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("review", postgresql.JSONB(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "id", name=op.f("pk_rate_import")),
        sa.CheckConstraint("status <> 'approved' OR reviewed_by <> imported_by", name=op.f("ck_rate_import_four_eyes")),
    )
    op.create_index(
        op.f("ix_rate_import_municipality_code_status"), "rate_import", ["municipality_code", "status"], unique=False
    )
    op.execute(grant("benefits", "rate_import", "SELECT, INSERT, UPDATE"))
    for statement in secure("rate_import"):
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("rate_import")
    added = sa.or_(
        *(
            sa.and_(NATIONAL_RATE.c.key == row["key"], NATIONAL_RATE.c.valid_from == row["valid_from"])
            for row in _additions()
        )
    )
    op.execute(NATIONAL_RATE.delete().where(added))
