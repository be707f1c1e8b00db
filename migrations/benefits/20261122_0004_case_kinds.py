"""Cases of every kind: facts that may be missing, an application's reference, and what the kinds are judged by."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "benefits_0004"
down_revision = "benefits_0003"
branch_labels = None
depends_on = None

RATES = Path(__file__).parent / "national_rates_2026_11_case_kinds.csv"
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
MAY_BE_MISSING = ("household", "dwelling")


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
    for column in MAY_BE_MISSING:
        op.alter_column("benefits_case", column, nullable=True)
    op.add_column("benefits_case", sa.Column("particulars", postgresql.JSONB(), nullable=True))
    confirmed = sa.Column("confirmed", postgresql.ARRAY(sa.String()), nullable=False, server_default="{}")
    op.add_column("benefits_case", confirmed)
    op.alter_column("benefits_case", "confirmed", server_default=None)
    op.create_index(
        "uq_benefits_case_application",
        "benefits_case",
        ["municipality_code", "nomination_reference"],
        unique=True,
        postgresql_where=sa.text("offer_id IS NULL AND kind <> 'pre_approval'"),
    )


def downgrade() -> None:
    op.drop_index("uq_benefits_case_application", "benefits_case")
    op.execute("DELETE FROM benefits_case WHERE household IS NULL OR dwelling IS NULL")
    op.drop_column("benefits_case", "confirmed")
    op.drop_column("benefits_case", "particulars")
    for column in MAY_BE_MISSING:
        op.alter_column("benefits_case", column, nullable=False)
    added = sa.or_(
        *(
            sa.and_(NATIONAL_RATE.c.key == row["key"], NATIONAL_RATE.c.valid_from == row["valid_from"])
            for row in _rates()
        )
    )
    op.execute(NATIONAL_RATE.delete().where(added))
