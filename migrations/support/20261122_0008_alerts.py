"""Alerts, the notices they come from, exemptions, and the municipality's own time limits."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kit.database.tenancy import grant, secure
from migrations.losses import refuse_to_lose

revision = "support_0008"
down_revision = "support_0007"
branch_labels = None
depends_on = None

# No housing organisation sees a row of any of these.
TABLES = ("alert_terms", "notice", "exemption", "alert")


def upgrade() -> None:
    _terms()
    _notices()
    _alerts()
    for table in TABLES:
        op.execute(grant("support", table, "SELECT, INSERT, UPDATE"))
        for statement in secure(table):
            op.execute(statement)


def _terms() -> None:
    op.create_table(
        "alert_terms",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("normal_hours", sa.Integer(), nullable=False),
        sa.Column("high_hours", sa.Integer(), nullable=False),
        sa.Column("highest_hours", sa.Integer(), nullable=False),
        sa.Column("time_to_act_days", sa.Integer(), nullable=False),
        sa.Column("follow_up_days", sa.Integer(), nullable=False),
        sa.Column("offer_risk_days", sa.Integer(), nullable=False),
        sa.Column("phase_warning_days", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "valid_from", name=op.f("pk_alert_terms")),
    )


def _notices() -> None:
    op.create_table(
        "notice",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("happens_on", sa.Date(), nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("replaces_reference", sa.String(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("short", sa.Boolean(), nullable=False),
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column("follow_up_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("follow_up_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("municipality_code", "id", name=op.f("pk_notice")),
    )
    op.create_index("uq_notice_reference", "notice", ["municipality_code", "kind", "sender", "reference"], unique=True)
    for column in ("alert_id", "citizen_id"):
        op.create_index(
            op.f(f"ix_notice_municipality_code_{column}"), "notice", ["municipality_code", column], unique=False
        )
    op.create_index(
        "ix_notice_follow_up",
        "notice",
        ["municipality_code", "follow_up_due_at"],
        unique=False,
        postgresql_where=sa.text("follow_up_asked_at IS NULL AND replaced_at IS NULL AND withdrawn_at IS NULL"),
    )
    op.create_table(
        "exemption",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(), nullable=True),
        sa.CheckConstraint("to_on >= from_on", name=op.f("ck_exemption_ends_after_it_begins")),
        sa.PrimaryKeyConstraint("municipality_code", "id", name=op.f("pk_exemption")),
    )
    op.create_index(
        op.f("ix_exemption_municipality_code_notice_id"), "exemption", ["municipality_code", "notice_id"], unique=False
    )


def _alerts() -> None:
    op.create_table(
        "alert",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("happens_on", sa.Date(), nullable=False),
        sa.Column("urgency", sa.String(), nullable=False),
        sa.Column("phase", sa.Integer(), nullable=True),
        sa.Column("owner_step", sa.String(), nullable=False),
        sa.Column("owner_reference", sa.String(), nullable=True),
        sa.Column("worker_reference", sa.String(), nullable=True),
        sa.Column("reasons", postgresql.JSONB(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acknowledge_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("escalations", sa.Integer(), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_by", sa.String(), nullable=True),
        sa.Column("action", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(owner_step IN ('queue', 'manager')) = (owner_reference IS NULL)", name=op.f("ck_alert_has_owner")
        ),
        sa.CheckConstraint("(state = 'ended') = (outcome IS NOT NULL)", name=op.f("ck_alert_ended_has_outcome")),
        sa.CheckConstraint(
            "outcome IS NULL OR acknowledged_at IS NOT NULL", name=op.f("ck_alert_outcome_was_acknowledged")
        ),
        sa.PrimaryKeyConstraint("municipality_code", "id", name=op.f("pk_alert")),
    )
    for columns in (["owner_reference", "id"], ["state", "id"], ["citizen_id"]):
        name = op.f(f"ix_alert_municipality_code_{'_'.join(columns)}")
        op.create_index(name, "alert", ["municipality_code", *columns], unique=False)
    op.create_index(
        "ix_alert_due",
        "alert",
        ["municipality_code", "acknowledge_by"],
        unique=False,
        postgresql_where=sa.text("state = 'open'"),
    )


def downgrade() -> None:
    refuse_to_lose(TABLES)
    for table in reversed(TABLES):
        op.drop_table(table)
