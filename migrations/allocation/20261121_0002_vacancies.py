"""The registry, local choices, agreements, ledgers and vacancies."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kit.database.tenancy import grant, secure

revision = "allocation_0002"
down_revision = "allocation_0001"
branch_labels = None
depends_on = None

# table, and whether a housing organisation sees its own rows of it
TABLES = {"estate": True, "rate": False, "agreement": True, "ledger": True, "ledger_entry": True, "vacancy": True}


def upgrade() -> None:
    op.create_table(
        "agreement",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_cvr", sa.String(length=8), nullable=False),
        sa.Column("dwelling_class", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("share", sa.String(), nullable=False),
        sa.Column("carry", sa.Integer(), nullable=False),
        sa.Column("usable", postgresql.JSONB(), nullable=False),
        sa.Column("internal_moves", sa.String(), nullable=False),
        sa.Column("answer_deadline_working_days", sa.Integer(), nullable=False),
        sa.Column("rent_method", sa.String(), nullable=False),
        sa.Column("legal_basis", sa.String(), nullable=False),
        sa.Column("in_force_from", sa.Date(), nullable=False),
        sa.Column("in_force_to", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
    )
    op.create_index(
        op.f("ix_agreement_municipality_code_organisation_cvr_dwelling_class_in_force_from"),
        "agreement",
        ["municipality_code", "organisation_cvr", "dwelling_class", "in_force_from"],
        unique=False,
    )
    op.create_table(
        "estate",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("organisation_cvr", sa.String(length=8), nullable=False),
        sa.Column("estate", sa.String(), nullable=False),
        sa.Column("organisation_name", sa.String(), nullable=False),
        sa.Column("dwelling_class", sa.String(), nullable=False),
        sa.Column("first_let_year", sa.Integer(), nullable=False),
        sa.Column("lift", sa.Boolean(), nullable=False),
        sa.Column("pets_allowed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "organisation_cvr", "estate", name=op.f("pk_estate")),
    )
    op.create_table(
        "ledger",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("organisation_cvr", sa.String(length=8), nullable=False),
        sa.Column("dwelling_class", sa.String(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("countable", sa.Integer(), nullable=False),
        sa.Column("used_general", sa.Integer(), nullable=False),
        sa.Column("lapsed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "organisation_cvr", "dwelling_class", name=op.f("pk_ledger")),
    )
    op.create_table(
        "ledger_entry",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("organisation_cvr", sa.String(length=8), nullable=False),
        sa.Column("dwelling_class", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("vacancy_id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("countable", sa.Integer(), nullable=False),
        sa.Column("used_general", sa.Integer(), nullable=False),
        sa.Column("lapsed", sa.Integer(), nullable=False),
        sa.Column("reasons", postgresql.JSONB(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "municipality_code", "organisation_cvr", "dwelling_class", "sequence", name=op.f("pk_ledger_entry")
        ),
        sa.UniqueConstraint(
            "municipality_code", "vacancy_id", name=op.f("uq_ledger_entry_municipality_code_vacancy_id")
        ),
    )
    op.create_table(
        "rate",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("value", sa.Numeric(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "key", "valid_from", name=op.f("pk_rate")),
    )
    op.create_table(
        "vacancy",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_cvr", sa.String(length=8), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("dwelling_id", sa.Uuid(), nullable=False),
        sa.Column("posted_on", sa.Date(), nullable=False),
        sa.Column("notice_received_on", sa.Date(), nullable=False),
        sa.Column("vacant_from_on", sa.Date(), nullable=False),
        sa.Column("estate", sa.String(), nullable=False),
        sa.Column("dwelling_class", sa.String(), nullable=False),
        sa.Column("rooms", sa.Integer(), nullable=False),
        sa.Column("area_m2", sa.Integer(), nullable=False),
        sa.Column("floor", sa.Integer(), nullable=False),
        sa.Column("lift", sa.Boolean(), nullable=False),
        sa.Column("pets_allowed", sa.Boolean(), nullable=False),
        sa.Column("first_let_year", sa.Integer(), nullable=False),
        sa.Column("rent_dkk", sa.Numeric(precision=11, scale=2), nullable=False),
        sa.Column("utilities_dkk", sa.Numeric(precision=11, scale=2), nullable=False),
        sa.Column("deposit_dkk", sa.Numeric(precision=11, scale=2), nullable=False),
        sa.Column("chain_reference", sa.String(), nullable=True),
        sa.Column("posted_late", sa.Boolean(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("handed_back_on", sa.Date(), nullable=True),
        sa.Column("hand_back_reason", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vacancy")),
        sa.UniqueConstraint(
            "municipality_code",
            "organisation_cvr",
            "reference",
            name=op.f("uq_vacancy_municipality_code_organisation_cvr_reference"),
        ),
    )
    op.create_index(
        op.f("ix_vacancy_municipality_code_status_id"), "vacancy", ["municipality_code", "status", "id"], unique=False
    )

    for table, organisation in TABLES.items():
        op.execute(grant("allocation", table, "SELECT, INSERT, UPDATE"))
        for statement in secure(table, organisation=organisation):
            op.execute(statement)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
