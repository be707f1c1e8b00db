"""Referrals that no offer opened, what was decided of them, the offers that joined, and what others may be told."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kit.database.tenancy import grant, secure
from migrations.losses import refuse_to_lose

revision = "support_0003"
down_revision = "support_0002"
branch_labels = None
depends_on = None

# No housing organisation sees a row of any of these.
TABLES = ("referral_offer", "consent")
OF_AN_OFFER = ("offer_id", "nomination_reference", "offered_at", "offer_due_at")


def upgrade() -> None:
    _extend_referrals()
    op.create_table(
        "referral_offer",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("nomination_reference", sa.String(), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=False),
        sa.Column("support_needs", sa.String(), nullable=False),
        sa.Column("situation", sa.String(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offer_due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("outcome_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("move_in_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("municipality_code", "offer_id", name=op.f("pk_referral_offer")),
    )
    op.create_index(
        op.f("ix_referral_offer_municipality_code_referral_id"), "referral_offer", ["municipality_code", "referral_id"]
    )
    op.create_table(
        "consent",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("section", sa.String(), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(basis = 'law') = (section IS NOT NULL)", name=op.f("ck_consent_law_names_its_section")),
        sa.PrimaryKeyConstraint("municipality_code", "id", name=op.f("pk_consent")),
    )
    op.create_index(op.f("ix_consent_municipality_code_citizen_id"), "consent", ["municipality_code", "citizen_id"])
    for table in TABLES:
        op.execute(grant("support", table, "SELECT, INSERT, UPDATE"))
        for statement in secure(table):
            op.execute(statement)


def _extend_referrals() -> None:
    for name in OF_AN_OFFER:
        op.alter_column("referral", name, nullable=True)
    offer = sa.text("'offer'")
    op.add_column("referral", sa.Column("source", sa.String(), nullable=False, server_default=offer))
    op.add_column("referral", sa.Column("reference", sa.String(), nullable=True))
    op.add_column("referral", sa.Column("needs", postgresql.JSONB(), nullable=True))
    op.add_column("referral", sa.Column("lacking", sa.String(), nullable=True))
    op.add_column("referral", sa.Column("duplicate_of", sa.Uuid(), nullable=True))
    op.add_column("referral", sa.Column("decision", sa.String(), nullable=True))
    op.add_column("referral", sa.Column("decision_reason", sa.String(), nullable=True))
    op.add_column("referral", sa.Column("decided_by", sa.String(), nullable=True))
    op.add_column("referral", sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True))
    op.create_check_constraint(
        op.f("ck_referral_offer_or_reference"), "referral", "(offer_id IS NULL) = (reference IS NOT NULL)"
    )
    op.create_check_constraint(
        op.f("ck_referral_decided_by_a_person"), "referral", "(decision IS NULL) = (decided_by IS NULL)"
    )
    op.create_index(
        "uq_referral_reference",
        "referral",
        ["municipality_code", "source", "reference"],
        unique=True,
        postgresql_where=sa.text("reference IS NOT NULL"),
    )
    op.create_index(
        "uq_referral_running",
        "referral",
        ["municipality_code", "citizen_id"],
        unique=True,
        postgresql_where=sa.text("state <> 'closed' AND duplicate_of IS NULL"),
    )
    op.create_index(op.f("ix_referral_municipality_code_citizen_id"), "referral", ["municipality_code", "citizen_id"])


def downgrade() -> None:
    refuse_to_lose(TABLES)
    # What no offer opened cannot stand in the earlier table.
    refuse_to_lose(("referral",), where="offer_id IS NULL")
    for table in reversed(TABLES):
        op.drop_table(table)
    for index in ("uq_referral_running", "uq_referral_reference", "ix_referral_municipality_code_citizen_id"):
        op.drop_index(index, table_name="referral")
    op.drop_constraint(op.f("ck_referral_decided_by_a_person"), "referral")
    op.drop_constraint(op.f("ck_referral_offer_or_reference"), "referral")
    for name in (
        "source",
        "reference",
        "needs",
        "lacking",
        "duplicate_of",
        "decision",
        "decision_reason",
        "decided_by",
        "decided_at",
    ):
        op.drop_column("referral", name)
    for name in OF_AN_OFFER:
        op.alter_column("referral", name, nullable=False)
