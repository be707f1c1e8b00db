"""Payment orders, files and reconciliations; which municipality acts, pays, and is where the citizen resides."""

import sqlalchemy as sa
from alembic import op

from kit.database.tenancy import grant, secure

revision = "benefits_0008"
down_revision = "benefits_0007"
branch_labels = None
depends_on = None

# table, and what the application and the worker may do with it: a file, what was reported, and a row on a municipality
# are never edited
RIGHTS = {
    "payment_series": "SELECT, INSERT, UPDATE",
    "payment_order": "SELECT, INSERT, UPDATE",
    "payment_file": "SELECT, INSERT",
    "reconciliation": "SELECT, INSERT",
    "reconciliation_line": "SELECT, INSERT, UPDATE",
    "signed_lease": "SELECT, INSERT",
    "case_municipality": "SELECT, INSERT",
}

# Cases from before have the three as a new one has them: all here, since they were opened here.
FIRST_ROWS = """
    INSERT INTO case_municipality
        (municipality_code, case_id, number, role, code, from_on, basis, recorded_at, recorded_by)
    SELECT municipality_code, benefits_case.id, first.number, first.role, municipality_code,
           (opened_at AT TIME ZONE 'Europe/Copenhagen')::date,
           CASE WHEN first.role = 'paying' AND kind = 'deposit_loan' THEN 'dwelling_is_here' ELSE first.basis END,
           opened_at, 'benefits'
    FROM benefits_case, (VALUES (1, 'acting', 'case_opened_here'), (2, 'paying', 'case_opened_here'),
                                (3, 'residence', 'not_known_otherwise')) AS first (number, role, basis)
"""


def upgrade() -> None:
    _create_orders()
    _create_files()
    _create_reconciliations()
    _create_of_cases()
    op.execute("ALTER TABLE benefits_case NO FORCE ROW LEVEL SECURITY")
    op.execute(FIRST_ROWS)
    op.execute("ALTER TABLE benefits_case FORCE ROW LEVEL SECURITY")
    for table, rights in RIGHTS.items():
        op.execute(grant("benefits", table, rights))
        for statement in secure(table):
            op.execute(statement)


def _text(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(), nullable=nullable)


def _moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _municipality() -> sa.Column:
    return sa.Column("municipality_code", sa.String(length=4), nullable=False)


def _id(name: str = "id") -> sa.Column:
    return sa.Column(name, sa.Uuid(), nullable=False)


def _of_case(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["municipality_code", "case_id"],
        ["benefits_case.municipality_code", "benefits_case.id"],
        name=op.f(f"fk_{table}_municipality_code"),
    )


def _create_orders() -> None:
    op.create_table(
        "payment_series",
        _municipality(),
        sa.Column("last_order", sa.Integer(), nullable=False),
        sa.Column("last_file", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", name=op.f("pk_payment_series")),
    )
    op.create_table(
        "payment_order",
        _municipality(),
        _id(),
        _text("number"),
        _id("case_id"),
        _text("purpose"),
        sa.Column("amount_dkk", sa.Numeric(precision=12, scale=2), nullable=False),
        _text("payee_kind", nullable=True),
        _text("payee_cvr", nullable=True),
        _text("paying_municipality_code"),
        sa.Column("pay_by_on", sa.Date(), nullable=False),
        _moment("ordered_at"),
        _text("ordered_by"),
        _text("state"),
        sa.Column("file_number", sa.Integer(), nullable=True),
        _moment("exported_at", nullable=True),
        _text("exported_by", nullable=True),
        _moment("ended_at", nullable=True),
        _text("ended_by", nullable=True),
        sa.Column("paid_dkk", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("paid_on", sa.Date(), nullable=True),
        _text("code", nullable=True),
        _text("posting", nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "id", name=op.f("pk_payment_order")),
        sa.UniqueConstraint("municipality_code", "number", name="uq_payment_order_number"),
        _of_case("payment_order"),
        sa.CheckConstraint("amount_dkk > 0", name=op.f("ck_payment_order_pays_something")),
        sa.CheckConstraint(
            "(coalesce(payee_kind, '') = 'organisation') = (payee_cvr IS NOT NULL)",
            name=op.f("ck_payment_order_payee_named"),
        ),
        sa.CheckConstraint(
            "(state IN ('ordered', 'cancelled')) = (file_number IS NULL)", name=op.f("ck_payment_order_sent_in_a_file")
        ),
    )
    op.create_index(
        "uq_payment_order_living",
        "payment_order",
        ["municipality_code", "case_id", "purpose"],
        unique=True,
        postgresql_where=sa.text("state IN ('ordered', 'exported', 'paid')"),
    )
    op.create_index(
        op.f("ix_payment_order_municipality_code_state"), "payment_order", ["municipality_code", "state"], unique=False
    )


def _create_files() -> None:
    op.create_table(
        "payment_file",
        _municipality(),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        _id(),
        _moment("made_at"),
        _text("made_by"),
        sa.Column("orders", sa.Integer(), nullable=False),
        sa.Column("total_dkk", sa.Numeric(precision=14, scale=2), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _text("sha256"),
        sa.PrimaryKeyConstraint("municipality_code", "number", name=op.f("pk_payment_file")),
    )


def _create_reconciliations() -> None:
    op.create_table(
        "reconciliation",
        _municipality(),
        _id(),
        _text("reference"),
        _moment("received_at"),
        _text("received_by"),
        sa.PrimaryKeyConstraint("municipality_code", "id", name=op.f("pk_reconciliation")),
        sa.UniqueConstraint("municipality_code", "reference", name="uq_reconciliation_reference"),
    )
    op.create_table(
        "reconciliation_line",
        _municipality(),
        _id(),
        _id("reconciliation_id"),
        sa.Column("position", sa.Integer(), nullable=False),
        _text("posting"),
        _text("order_number"),
        sa.Column("amount_dkk", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        _text("outcome"),
        _text("text_da"),
        _text("text_en"),
        _text("resolution", nullable=True),
        _moment("resolved_at", nullable=True),
        _text("resolved_by", nullable=True),
        sa.PrimaryKeyConstraint("municipality_code", "id", name=op.f("pk_reconciliation_line")),
        sa.ForeignKeyConstraint(
            ["municipality_code", "reconciliation_id"],
            ["reconciliation.municipality_code", "reconciliation.id"],
            name=op.f("fk_reconciliation_line_municipality_code"),
        ),
        sa.CheckConstraint("amount_dkk > 0", name=op.f("ck_reconciliation_line_pays_something")),
    )
    op.create_index(
        op.f("ix_reconciliation_line_municipality_code_reconciliation_id"),
        "reconciliation_line",
        ["municipality_code", "reconciliation_id"],
        unique=False,
    )
    op.create_index(
        "uq_reconciliation_line_posting",
        "reconciliation_line",
        ["municipality_code", "posting"],
        unique=True,
        postgresql_where=sa.text("outcome <> 'repeated'"),
    )


def _create_of_cases() -> None:
    op.create_table(
        "signed_lease",
        _municipality(),
        _id("case_id"),
        _text("payee_cvr", nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("municipality_code", "case_id", name=op.f("pk_signed_lease")),
        _of_case("signed_lease"),
    )
    op.create_table(
        "case_municipality",
        _municipality(),
        _id("case_id"),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        _text("role"),
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        _text("basis"),
        _moment("recorded_at"),
        _text("recorded_by"),
        sa.PrimaryKeyConstraint("municipality_code", "case_id", "number", name=op.f("pk_case_municipality")),
        _of_case("case_municipality"),
    )


def downgrade() -> None:
    for table in (
        *("case_municipality", "signed_lease", "reconciliation_line", "reconciliation", "payment_file"),
        *("payment_order", "payment_series"),
    ):
        op.drop_table(table)
