"""Nominations, offers, leases and the account."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kit.database.tenancy import grant, secure

revision = "allocation_0003"
down_revision = "allocation_0002"
branch_labels = None
depends_on = None

# table, and whether a housing organisation sees its own rows of it
TABLES = {"nomination": False, "citizen_name": False, "offer": False, "lease": True, "account_line": True}


def upgrade() -> None:
    op.create_table(
        "account_line",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_cvr", sa.String(length=8), nullable=False),
        sa.Column("vacancy_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("period_from", sa.Date(), nullable=False),
        sa.Column("period_to", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("rent_dkk", sa.Numeric(precision=11, scale=2), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("amount_dkk", sa.Numeric(precision=11, scale=2), nullable=False),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_line")),
        sa.UniqueConstraint(
            "municipality_code", "vacancy_id", "kind", name=op.f("uq_account_line_municipality_code_vacancy_id_kind")
        ),
    )
    op.create_index(
        op.f("ix_account_line_municipality_code_organisation_cvr"),
        "account_line",
        ["municipality_code", "organisation_cvr"],
        unique=False,
    )
    op.create_table(
        "citizen_name",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("cpr_number", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("municipality_code", "citizen_id", name=op.f("pk_citizen_name")),
    )
    op.create_table(
        "lease",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("vacancy_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_cvr", sa.String(length=8), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "vacancy_id", name=op.f("pk_lease")),
    )
    op.create_table(
        "nomination",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("nominated_on", sa.Date(), nullable=False),
        sa.Column("homeless_since_on", sa.Date(), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=False),
        sa.Column("adults", sa.Integer(), nullable=False),
        sa.Column("children", sa.Integer(), nullable=False),
        sa.Column("benefit", sa.String(), nullable=False),
        sa.Column("income_after_tax_dkk", sa.Numeric(precision=11, scale=2), nullable=False),
        sa.Column("wealth_dkk", sa.Numeric(precision=11, scale=2), nullable=False),
        sa.Column("situation", sa.String(), nullable=False),
        sa.Column("support_needs", sa.String(), nullable=False),
        sa.Column("needs_lift", sa.Boolean(), nullable=False),
        sa.Column("has_pet", sa.Boolean(), nullable=False),
        sa.Column("debt_to_cvr", sa.String(), nullable=True),
        sa.Column("unpaid_deposit_loan", sa.Boolean(), nullable=False),
        sa.Column("protected_address", sa.Boolean(), nullable=False),
        sa.Column("lottery", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("highest_rent_dkk", sa.Numeric(precision=11, scale=2), nullable=True),
        sa.Column("ability_question", postgresql.JSONB(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nomination")),
        sa.UniqueConstraint("municipality_code", "reference", name=op.f("uq_nomination_municipality_code_reference")),
    )
    op.create_index(
        op.f("ix_nomination_municipality_code_status"), "nomination", ["municipality_code", "status"], unique=False
    )
    op.create_index(
        "uq_nomination_waiting_citizen",
        "nomination",
        ["municipality_code", "citizen_id"],
        unique=True,
        postgresql_where=sa.text("status = 'open'"),
    )
    op.create_table(
        "offer",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("vacancy_id", sa.Uuid(), nullable=False),
        sa.Column("nomination_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offered_by", sa.String(), nullable=False),
        sa.Column("shortlist", postgresql.JSONB(), nullable=False),
        sa.Column("deposit", sa.String(), nullable=False),
        sa.Column("deposit_decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deposit_hours", sa.Numeric(), nullable=True),
        sa.Column("support", sa.String(), nullable=False),
        sa.Column("support_method", sa.String(), nullable=True),
        sa.Column("worker_reference", sa.String(), nullable=True),
        sa.Column("why_without_worker", sa.String(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end_code", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("due_at > offered_at", name=op.f("ck_offer_due_after_offered")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
    )
    op.create_index(
        op.f("ix_offer_municipality_code_status_due_at"),
        "offer",
        ["municipality_code", "status", "due_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_offer_municipality_code_vacancy_id"), "offer", ["municipality_code", "vacancy_id"], unique=False
    )
    op.create_index(
        "uq_offer_open_nomination",
        "offer",
        ["municipality_code", "nomination_id"],
        unique=True,
        postgresql_where=sa.text("status IN ('made', 'accepted')"),
    )
    op.create_index(
        "uq_offer_open_vacancy",
        "offer",
        ["municipality_code", "vacancy_id"],
        unique=True,
        postgresql_where=sa.text("status IN ('made', 'accepted')"),
    )

    for table, organisation in TABLES.items():
        op.execute(grant("allocation", table, "SELECT, INSERT, UPDATE"))
        for statement in secure(table, organisation=organisation):
            op.execute(statement)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
