"""Shelter stays, their tasks and what follows them; local choices, rates, and statements of state refund."""

import sqlalchemy as sa
from alembic import op

from kit.database.tenancy import grant, secure
from migrations.losses import refuse_to_lose

revision = "support_0007"
down_revision = "support_0006"
branch_labels = None
depends_on = None

# No housing organisation sees a row of any of these.
CHANGED = ("stay", "stay_task", "stay_decision", "shelter_citizen", "stay_terms", "shelter_rate")
WRITTEN_ONCE = ("stay_version", "refund_statement", "refund_line")

# In half days: edge days are shared, and a stay of one day still has an inside.
NO_OVERLAP = """
    ALTER TABLE stay ADD CONSTRAINT ex_stay_overlap EXCLUDE USING gist (
        municipality_code WITH =, citizen_id WITH =,
        (int4range(
            CASE WHEN discharged_on = admitted_on THEN (admitted_on - DATE '2000-01-01') * 2
                 ELSE (admitted_on - DATE '2000-01-01') * 2 + 1 END,
            CASE WHEN discharged_on = admitted_on THEN (admitted_on - DATE '2000-01-01') * 2 + 1
                 ELSE (discharged_on - DATE '2000-01-01') * 2 END)) WITH &&
    ) WHERE (state = 'counted')
"""


def _facts() -> list[sa.Column[object]]:
    return [
        sa.Column("shelter", sa.String(), nullable=False),
        sa.Column("admitted_on", sa.Date(), nullable=False),
        sa.Column("discharged_on", sa.Date(), nullable=True),
        sa.Column("self_referral", sa.Boolean(), nullable=False),
        sa.Column("acting_municipality_code", sa.String(), nullable=False),
        sa.Column("paying_municipality_code", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
    ]


def _municipality() -> sa.Column[object]:
    return sa.Column("municipality_code", sa.String(length=4), nullable=False)


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    op.create_table(
        "stay",
        _municipality(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        *_facts(),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("discharged_on >= admitted_on", name=op.f("ck_stay_ends_after_it_begins")),
        sa.PrimaryKeyConstraint("municipality_code", "id", name=op.f("pk_stay")),
    )
    op.create_index("uq_stay_reference", "stay", ["municipality_code", "shelter", "reference"], unique=True)
    op.create_index(op.f("ix_stay_municipality_code_citizen_id"), "stay", ["municipality_code", "citizen_id"])
    op.create_index(
        "ix_stay_running", "stay", ["municipality_code", "id"], postgresql_where=sa.text("discharged_on IS NULL")
    )
    op.execute(NO_OVERLAP)
    op.create_table(
        "stay_version",
        _municipality(),
        sa.Column("stay_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *_facts(),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "stay_id", "version", name=op.f("pk_stay_version")),
    )
    op.create_table(
        "stay_task",
        _municipality(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("stay_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("municipality_code", "id", name=op.f("pk_stay_task")),
    )
    op.create_index(op.f("ix_stay_task_municipality_code_stay_id"), "stay_task", ["municipality_code", "stay_id"])
    op.create_index(
        "ix_stay_task_due",
        "stay_task",
        ["municipality_code", "due_at"],
        postgresql_where=sa.text("raised_at IS NULL AND outcome IS NULL"),
    )
    op.create_table(
        "stay_decision",
        _municipality(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("stay_id", sa.Uuid(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "id", name=op.f("pk_stay_decision")),
    )
    op.create_index("uq_stay_decision", "stay_decision", ["municipality_code", "stay_id", "section"], unique=True)
    op.create_table(
        "shelter_citizen",
        _municipality(),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("stay_id", sa.Uuid(), nullable=True),
        sa.Column("runs_out_on", sa.Date(), nullable=True),
        sa.Column("warn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("look_again_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("municipality_code", "citizen_id", name=op.f("pk_shelter_citizen")),
    )
    op.create_index(
        "ix_shelter_citizen_warn",
        "shelter_citizen",
        ["municipality_code", "warn_at"],
        postgresql_where=sa.text("told_at IS NULL"),
    )
    op.create_index("ix_shelter_citizen_look_again", "shelter_citizen", ["municipality_code", "look_again_at"])
    op.create_index("ix_shelter_citizen_runs_out", "shelter_citizen", ["municipality_code", "runs_out_on"])
    op.create_table(
        "stay_terms",
        _municipality(),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("edge_days", sa.String(), nullable=False),
        sa.Column("next_year", sa.String(), nullable=False),
        sa.Column("running_at_reform", sa.String(), nullable=False),
        sa.Column("transition", sa.String(), nullable=False),
        sa.Column("meeting_days", sa.Integer(), nullable=False),
        sa.Column("action_plan_days", sa.Integer(), nullable=False),
        sa.Column("nomination_days", sa.Integer(), nullable=False),
        sa.Column("support_decision_days", sa.Integer(), nullable=False),
        sa.Column("warn_days", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "valid_from", name=op.f("pk_stay_terms")),
    )
    op.create_table(
        "shelter_rate",
        _municipality(),
        sa.Column("shelter", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("daily_rate_dkk", sa.Numeric(12, 2), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "shelter", "valid_from", name=op.f("pk_shelter_rate")),
    )
    op.create_table(
        "refund_statement",
        _municipality(),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "month", name=op.f("pk_refund_statement")),
    )
    op.create_table(
        "refund_line",
        _municipality(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("stay_id", sa.Uuid(), nullable=False),
        sa.Column("period_month", sa.Date(), nullable=False),
        sa.Column("shelter", sa.String(), nullable=False),
        sa.Column("daily_rate_dkk", sa.Numeric(12, 2), nullable=True),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("refundable_days", sa.Integer(), nullable=False),
        sa.Column("gross_dkk", sa.Numeric(12, 2), nullable=False),
        sa.Column("refund_dkk", sa.Numeric(12, 2), nullable=False),
        sa.Column("correction", sa.Boolean(), nullable=False),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "id", name=op.f("pk_refund_line")),
    )
    op.create_index(op.f("ix_refund_line_municipality_code_month"), "refund_line", ["municipality_code", "month"])
    op.create_index(op.f("ix_refund_line_municipality_code_stay_id"), "refund_line", ["municipality_code", "stay_id"])

    for table in (*CHANGED, *WRITTEN_ONCE):
        rights = "SELECT, INSERT, UPDATE" if table in CHANGED else "SELECT, INSERT"
        op.execute(grant("support", table, rights))
        for statement in secure(table):
            op.execute(statement)


def downgrade() -> None:
    refuse_to_lose((*CHANGED, *WRITTEN_ONCE))
    for table in reversed((*CHANGED, *WRITTEN_ONCE)):
        op.drop_table(table)
    op.execute("DROP EXTENSION btree_gist")
