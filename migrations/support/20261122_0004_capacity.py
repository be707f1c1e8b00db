"""Teams, mixed caseloads, places over the limit, handovers and the waiting list."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kit.database.tenancy import grant, secure
from migrations.losses import refuse_to_lose

revision = "support_0004"
down_revision = "support_0003"
branch_labels = None
depends_on = None

# No housing organisation sees a row of any of these.
TABLES = ("team", "over_limit", "handover", "waiting_order", "waiting_told")


def upgrade() -> None:
    empty = sa.text("'[]'")
    op.add_column("method_terms", sa.Column("weights", postgresql.JSONB(), nullable=False, server_default=empty))
    op.add_column("worker", sa.Column("other_methods", postgresql.JSONB(), nullable=False, server_default=empty))
    op.add_column("worker", sa.Column("hours_per_week", sa.Numeric(5, 2), nullable=True))
    op.add_column("worker", sa.Column("ends_on", sa.Date(), nullable=True))
    op.add_column("referral", sa.Column("team_reference", sa.String(), nullable=True))
    op.add_column("referral", sa.Column("method_since", sa.Date(), nullable=True))
    op.create_index(
        "ix_referral_team_caseload",
        "referral",
        ["municipality_code", "team_reference"],
        unique=False,
        postgresql_where=sa.text("team_reference IS NOT NULL AND state IN ('assigned', 'course')"),
    )
    op.create_table(
        "team",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("coordinator", sa.String(), nullable=False),
        sa.Column("ratio", sa.Integer(), nullable=True),
        sa.Column("disciplines", postgresql.JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "reference", name=op.f("pk_team")),
    )
    op.create_table(
        "over_limit",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("worker_reference", sa.String(), nullable=False),
        sa.Column("team_reference", sa.String(), nullable=True),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("caseload", sa.Integer(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "id", name=op.f("pk_over_limit")),
    )
    op.create_index(
        op.f("ix_over_limit_municipality_code_worker_reference"),
        "over_limit",
        ["municipality_code", "worker_reference"],
        unique=False,
    )
    op.create_table(
        "handover",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("from_worker", sa.String(), nullable=False),
        sa.Column("to_worker", sa.String(), nullable=False),
        sa.Column("from_team", sa.String(), nullable=True),
        sa.Column("to_team", sa.String(), nullable=True),
        sa.Column("from_method", sa.String(), nullable=False),
        sa.Column("to_method", sa.String(), nullable=False),
        sa.Column("joint_meeting_on", sa.Date(), nullable=True),
        sa.Column("no_meeting_reason", sa.String(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "from_worker = to_worker OR (joint_meeting_on IS NULL) <> (no_meeting_reason IS NULL)",
            name=op.f("ck_handover_met_or_says_why_not"),
        ),
        sa.PrimaryKeyConstraint("municipality_code", "id", name=op.f("pk_handover")),
    )
    op.create_index(
        op.f("ix_handover_municipality_code_referral_id"),
        "handover",
        ["municipality_code", "referral_id"],
        unique=False,
    )
    op.create_table(
        "waiting_order",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("criteria", postgresql.JSONB(), nullable=False),
        sa.Column("situations", postgresql.JSONB(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "valid_from", name=op.f("pk_waiting_order")),
    )
    op.create_table(
        "waiting_told",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "referral_id", name=op.f("pk_waiting_told")),
    )
    for table in TABLES:
        op.execute(grant("support", table, "SELECT, INSERT, UPDATE"))
        for statement in secure(table):
            op.execute(statement)


def downgrade() -> None:
    refuse_to_lose(TABLES)
    for table in reversed(TABLES):
        op.drop_table(table)
    op.drop_index("ix_referral_team_caseload", table_name="referral")
    op.drop_column("referral", "method_since")
    op.drop_column("referral", "team_reference")
    op.drop_column("worker", "ends_on")
    op.drop_column("worker", "hours_per_week")
    op.drop_column("worker", "other_methods")
    op.drop_column("method_terms", "weights")
