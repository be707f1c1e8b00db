"""Methods, workers, referrals, and the dates and tasks of courses."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kit.database.tenancy import grant, secure

revision = "support_0002"
down_revision = "support_0001"
branch_labels = None
depends_on = None

# No housing organisation sees a row of any of these.
TABLES = ("method_terms", "worker", "referral", "course_date", "task")


def upgrade() -> None:
    op.create_table(
        "course_date",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("phase", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("municipality_code", "referral_id", "kind", "phase", name=op.f("pk_course_date")),
    )
    op.create_index(
        "ix_course_date_due",
        "course_date",
        ["municipality_code", "due_at"],
        unique=False,
        postgresql_where=sa.text("raised_at IS NULL"),
    )
    op.create_table(
        "method_terms",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("offered", sa.Boolean(), nullable=False),
        sa.Column("caseload_limit", sa.Integer(), nullable=True),
        sa.Column("age_from", sa.Integer(), nullable=True),
        sa.Column("age_below", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "method", "valid_from", name=op.f("pk_method_terms")),
    )
    op.create_table(
        "referral",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("citizen_id", sa.Uuid(), nullable=False),
        sa.Column("nomination_reference", sa.String(), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=False),
        sa.Column("support_needs", sa.String(), nullable=False),
        sa.Column("situation", sa.String(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offer_due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wanted_method", sa.String(), nullable=False),
        sa.Column("recommended_method", sa.String(), nullable=False),
        sa.Column("had_room", sa.Boolean(), nullable=False),
        sa.Column("reasons", postgresql.JSONB(), nullable=False),
        sa.Column("worker_reference", sa.String(), nullable=True),
        sa.Column("method", sa.String(), nullable=True),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("outcome_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("worker_at_signing", sa.Boolean(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state <> 'assigned' OR worker_reference IS NOT NULL", name=op.f("ck_referral_assigned_has_worker")
        ),
        sa.CheckConstraint("state <> 'course' OR starts_on IS NOT NULL", name=op.f("ck_referral_course_has_start")),
        sa.CheckConstraint(
            "(worker_reference IS NULL) = (method IS NULL)", name=op.f("ck_referral_worker_with_method")
        ),
        sa.PrimaryKeyConstraint("municipality_code", "id", name=op.f("pk_referral")),
    )
    op.create_index(
        "ix_referral_caseload",
        "referral",
        ["municipality_code", "worker_reference"],
        unique=False,
        postgresql_where=sa.text("state IN ('assigned', 'course')"),
    )
    op.create_index(
        op.f("ix_referral_municipality_code_state_id"), "referral", ["municipality_code", "state", "id"], unique=False
    )
    op.create_index("uq_referral_offer", "referral", ["municipality_code", "offer_id"], unique=True)
    op.create_table(
        "task",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("phase", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("municipality_code", "id", name=op.f("pk_task")),
    )
    op.create_index(
        op.f("ix_task_municipality_code_referral_id"), "task", ["municipality_code", "referral_id"], unique=False
    )
    op.create_table(
        "worker",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("absences", postgresql.JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "reference", name=op.f("pk_worker")),
    )

    for table in TABLES:
        op.execute(grant("support", table, "SELECT, INSERT, UPDATE"))
        for statement in secure(table):
            op.execute(statement)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
