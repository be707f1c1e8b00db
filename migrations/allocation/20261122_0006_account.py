"""Statements, guarantees and rights of 100 %."""

import csv
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kit.database.tenancy import grant, secure

revision = "allocation_0006"
down_revision = "allocation_0005"
branch_labels = None
depends_on = None

NATIONAL_RATES = Path(__file__).parent / "rent_reduction_2026_11.csv"
UUID, DAY, TEXT = sa.Uuid(), sa.Date(), sa.String()
MOMENT = sa.DateTime(timezone=True)
DKK = sa.Numeric(precision=11, scale=2)
TEXTS = postgresql.ARRAY(sa.String())
Kind = sa.types.TypeEngine

# table, and what the application and the worker may do with it; an organisation sees its own rows of each
RIGHTS = {
    "account": "SELECT, INSERT, UPDATE",
    "rent_end": "SELECT, INSERT",
    "line_objection": "SELECT, INSERT",
    "move_out": "SELECT, INSERT",
    "guarantee_claim": "SELECT, INSERT, UPDATE",
    "full_right": "SELECT, INSERT, UPDATE",
}

LINE_COLUMNS = {
    "month": sa.Date(),
    "corrects_id": sa.Uuid(),
    "code": sa.String(),
    "claim_id": sa.Uuid(),
    "booked_by": sa.String(),
}
LINE_INDEXES = (["municipality_code", "organisation_cvr", "month"], ["municipality_code", "vacancy_id"])

OPEN_ACCOUNTS = """
    INSERT INTO account (municipality_code, organisation_cvr, id)
    SELECT DISTINCT ON (municipality_code, organisation_cvr) municipality_code, organisation_cvr, gen_random_uuid()
    FROM account_line
"""
END_RENTS = """
    INSERT INTO rent_end (municipality_code, vacancy_id, cause, organisation_cvr, ends_on, let_from_on, entered_at)
    SELECT line.municipality_code, line.vacancy_id, CASE WHEN lease.vacancy_id IS NULL THEN 'letting' ELSE 'lease' END,
           line.organisation_cvr, line.period_to, lease.starts_on, line.booked_at
    FROM account_line AS line LEFT JOIN lease USING (municipality_code, vacancy_id)
"""

GATHER_LINES = """
    UPDATE account_line AS first SET period_to = sums.period_to, days = sums.days, amount_dkk = sums.amount_dkk
    FROM (SELECT municipality_code, vacancy_id, min(period_from) AS period_from, max(period_to) AS period_to,
                 sum(days) AS days, sum(amount_dkk) AS amount_dkk
          FROM account_line WHERE claim_id IS NULL GROUP BY 1, 2) AS sums
    WHERE (first.municipality_code, first.vacancy_id, first.period_from, first.kind)
        = (sums.municipality_code, sums.vacancy_id, sums.period_from, 'vacancy_rent')
"""
KEEP_FIRST_LINES = """
    DELETE FROM account_line AS line WHERE kind <> 'vacancy_rent' OR EXISTS (
        SELECT FROM account_line AS first
        WHERE (first.municipality_code, first.vacancy_id, first.kind)
            = (line.municipality_code, line.vacancy_id, line.kind) AND first.period_from < line.period_from)
"""


def upgrade() -> None:
    _create_account()
    _create_guarantees()
    _create_full_rights()
    _open_what_was_one_line()
    for table, rights in RIGHTS.items():
        op.execute(grant("allocation", table, rights))
        for statement in secure(table, organisation=True):
            op.execute(statement)
    op.execute(grant("allocation", "national_rate", "SELECT"))
    op.execute("REVOKE UPDATE ON account_line FROM allocation_app, allocation_worker")


def _create(
    table: str, key: str, must: Mapping[str, Kind], may: Mapping[str, Kind], *more: sa.schema.Constraint
) -> None:
    """A table of an organisation's own: the columns that `must` have a value and those that `may`."""
    op.create_table(
        table,
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("organisation_cvr", sa.String(length=8), nullable=False),
        *(sa.Column(name, kind, nullable=False) for name, kind in must.items()),
        *(sa.Column(name, kind, nullable=True) for name, kind in may.items()),
        sa.PrimaryKeyConstraint(*key.split(), name=op.f(f"pk_{table}")),
        *more,
    )


def _unique(table: str, columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns.split(), name=op.f(f"uq_{table}_{columns.replace(' ', '_')}"))


def _create_account() -> None:
    _create("account", "municipality_code organisation_cvr", {"id": UUID}, {"open_from": DAY})
    ends = {"vacancy_id": UUID, "cause": TEXT, "ends_on": DAY, "entered_at": MOMENT}
    _create("rent_end", "municipality_code vacancy_id cause", ends, {"let_from_on": DAY})
    objection = {"line_id": UUID, "code": TEXT, "objected_at": MOMENT}
    _create("line_objection", "municipality_code line_id", objection, {})


def _create_guarantees() -> None:
    move_out = {"vacancy_id": UUID, "moved_out_on": DAY, "reported_at": MOMENT}
    _create("move_out", "municipality_code vacancy_id", move_out, {})
    claim = {
        "id": UUID,
        "vacancy_id": UUID,
        "reference": TEXT,
        "kind": TEXT,
        "amount_dkk": DKK,
        "claimed_on": DAY,
        "received_at": MOMENT,
        "status": TEXT,
        "codes": TEXTS,
        "version": sa.Integer(),
    }
    decided = {"accepted_dkk": DKK, "decided_at": MOMENT, "decided_by": TEXT}
    once = _unique("guarantee_claim", "municipality_code organisation_cvr reference")
    _create("guarantee_claim", "id", claim, decided, once)
    for columns in (["municipality_code", "vacancy_id"], ["municipality_code", "status", "id"]):
        op.create_index(op.f(f"ix_guarantee_claim_{'_'.join(columns)}"), "guarantee_claim", columns)


def _create_full_rights() -> None:
    right = {
        "id": UUID,
        "dwelling_id": UUID,
        "kind": TEXT,
        "valid_from": DAY,
        "legal_basis": TEXT,
        "source": TEXT,
        "verified": sa.Boolean(),
        "rent_method": TEXT,
    }
    scheme = {
        "valid_to": DAY,
        "ordinary_rent_dkk": DKK,
        "reduced_rent_dkk": DKK,
        "scheme_starts_on": DAY,
        "full_years": sa.Integer(),
        "taper": TEXTS,
    }
    once = _unique("full_right", "municipality_code dwelling_id valid_from")
    covers = sa.CheckConstraint("valid_to > valid_from", name=op.f("ck_full_right_covers_a_day"))
    _create("full_right", "id", right, scheme, once, covers)
    national = op.create_table(
        "national_rate",
        sa.Column("key", TEXT, nullable=False),
        sa.Column("valid_from", DAY, nullable=False),
        sa.Column("valid_to", DAY, nullable=True),
        sa.Column("value", sa.Numeric(), nullable=False),
        sa.Column("unit", TEXT, nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("key", "valid_from", name=op.f("pk_national_rate")),
        sa.CheckConstraint("valid_to > valid_from", name=op.f("ck_national_rate_covers_a_day")),
    )
    with NATIONAL_RATES.open(encoding="utf-8", newline="") as file:
        op.bulk_insert(national, [_rate(row) for row in csv.DictReader(file)])


def _rate(row: dict[str, str]) -> dict[str, object]:
    return {
        **row,
        "valid_from": date.fromisoformat(row["valid_from"]),
        "valid_to": date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        "value": Decimal(row["value"]),
        "verified": row["verified"] == "1",
    }


def _open_what_was_one_line() -> None:
    """A vacancy's rent was one line, booked when it ended: it becomes the first line, in the month it begins in."""
    for name, kind in {
        "month": sa.Date(),
        "corrects_id": sa.Uuid(),
        "code": sa.String(),
        "claim_id": sa.Uuid(),
    }.items():
        op.add_column("account_line", sa.Column(name, kind, nullable=True))
    op.add_column("account_line", sa.Column("booked_by", sa.String(), nullable=True))
    for table in ("account_line", "lease"):
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    op.execute("UPDATE account_line SET month = date_trunc('month', period_from)")
    op.execute(OPEN_ACCOUNTS)
    op.execute(END_RENTS)
    for table in ("account_line", "lease"):
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.alter_column("account_line", "month", nullable=False)
    op.drop_constraint(op.f("uq_account_line_municipality_code_vacancy_id_kind"), "account_line")
    op.drop_index(op.f("ix_account_line_municipality_code_organisation_cvr"), "account_line")
    op.create_index(
        "uq_account_line_rent_period",
        "account_line",
        ["municipality_code", "vacancy_id", "kind", "period_from"],
        unique=True,
        postgresql_where=sa.text("kind = 'vacancy_rent'"),
    )
    op.create_index(
        "uq_account_line_claim",
        "account_line",
        ["municipality_code", "claim_id"],
        unique=True,
        postgresql_where=sa.text("kind <> 'correction'"),
    )
    for columns in LINE_INDEXES:
        op.create_index(op.f(f"ix_account_line_{'_'.join(columns)}"), "account_line", columns)


def downgrade() -> None:
    """Back to one line a vacancy: its months and corrections together; guarantees had no place there."""
    op.execute("ALTER TABLE account_line NO FORCE ROW LEVEL SECURITY")
    op.drop_index("uq_account_line_rent_period", "account_line")
    op.execute(GATHER_LINES)
    op.execute(KEEP_FIRST_LINES)
    op.execute("ALTER TABLE account_line FORCE ROW LEVEL SECURITY")
    op.drop_index("uq_account_line_claim", "account_line")
    for columns in LINE_INDEXES:
        op.drop_index(op.f(f"ix_account_line_{'_'.join(columns)}"), "account_line")
    for name in LINE_COLUMNS:
        op.drop_column("account_line", name)
    op.create_unique_constraint(
        op.f("uq_account_line_municipality_code_vacancy_id_kind"),
        "account_line",
        ["municipality_code", "vacancy_id", "kind"],
    )
    op.create_index(
        op.f("ix_account_line_municipality_code_organisation_cvr"),
        "account_line",
        ["municipality_code", "organisation_cvr"],
    )
    op.execute("GRANT UPDATE ON account_line TO allocation_app, allocation_worker")
    for table in ("national_rate", *reversed(RIGHTS)):
        op.drop_table(table)
