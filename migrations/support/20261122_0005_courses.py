"""Courses of support: closings, visits, goals, notes and items of everyday life; tasks are reminded of once."""

import sqlalchemy as sa
from alembic import op

from kit.database.tenancy import grant, secure
from migrations.losses import refuse_to_lose

revision = "support_0005"
down_revision = "support_0004"
branch_labels = None
depends_on = None

# No housing organisation sees a row of any of these.
TABLES = ("course_terms", "course_end", "course_item", "visit", "goal", "goal_step", "note")


def upgrade() -> None:
    _extend_tasks()
    op.create_table(
        "course_terms",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("cooling_days", sa.Integer(), nullable=False),
        sa.Column("next_attempt_days", sa.Integer(), nullable=False),
        sa.Column("reminder_days", sa.Integer(), nullable=False),
        sa.Column("assessment_days", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "valid_from", name=op.f("pk_course_terms")),
    )
    op.create_table(
        "course_end",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("wish_said_on", sa.Date(), nullable=True),
        sa.Column("wish_channel", sa.String(), nullable=True),
        sa.Column("wish_heard_by", sa.String(), nullable=True),
        sa.Column("wish_withdrawn_on", sa.Date(), nullable=True),
        sa.Column("receiving_municipality_code", sa.String(length=4), nullable=True),
        sa.Column("moves_on", sa.Date(), nullable=True),
        sa.Column("acknowledged_on", sa.Date(), nullable=True),
        sa.Column("ground", sa.String(), nullable=True),
        sa.Column("ending", sa.String(), nullable=True),
        sa.Column("rule", sa.String(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.CheckConstraint("(ending IS NULL) = (ground IS NULL)", name=op.f("ck_course_end_ending_with_ground")),
        sa.PrimaryKeyConstraint("municipality_code", "referral_id", name=op.f("pk_course_end")),
    )
    op.create_table(
        "course_item",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "referral_id", "item", name=op.f("pk_course_item")),
    )
    op.create_table(
        "visit",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("moved_to", sa.Uuid(), nullable=True),
        sa.Column("worker_reference", sa.String(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(status = 'kept') = (began_at IS NOT NULL)", name=op.f("ck_visit_kept_has_begun")),
        sa.CheckConstraint("ended_at > began_at", name=op.f("ck_visit_ended_after_begun")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_visit_ends_after_start")),
        sa.PrimaryKeyConstraint("municipality_code", "id", name=op.f("pk_visit")),
    )
    op.create_index(
        op.f("ix_visit_municipality_code_referral_id_starts_at"),
        "visit",
        ["municipality_code", "referral_id", "starts_at"],
        unique=False,
    )
    op.create_table(
        "goal",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("dimension", sa.String(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("key_mark", sa.String(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("municipality_code", "id", name=op.f("pk_goal")),
    )
    op.create_index(op.f("ix_goal_municipality_code_key_mark"), "goal", ["municipality_code", "key_mark"], unique=False)
    op.create_index(
        op.f("ix_goal_municipality_code_referral_id"), "goal", ["municipality_code", "referral_id"], unique=False
    )
    op.create_table(
        "goal_step",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("key_mark", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("municipality_code", "id", name=op.f("pk_goal_step")),
    )
    op.create_index(
        op.f("ix_goal_step_municipality_code_key_mark"), "goal_step", ["municipality_code", "key_mark"], unique=False
    )
    op.create_index(
        op.f("ix_goal_step_municipality_code_referral_id"),
        "goal_step",
        ["municipality_code", "referral_id"],
        unique=False,
    )
    op.create_table(
        "note",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("key_mark", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "id", name=op.f("pk_note")),
    )
    op.create_index(op.f("ix_note_municipality_code_key_mark"), "note", ["municipality_code", "key_mark"], unique=False)
    op.create_index(
        op.f("ix_note_municipality_code_referral_id"), "note", ["municipality_code", "referral_id"], unique=False
    )

    for table in TABLES:
        op.execute(grant("support", table, "SELECT, INSERT, UPDATE"))
        for statement in secure(table):
            op.execute(statement)


def _extend_tasks() -> None:
    op.add_column("course_date", sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("task", sa.Column("reason", sa.String(), nullable=True))
    op.add_column("task", sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("task", sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_task_remind",
        "task",
        ["municipality_code", "remind_at"],
        unique=False,
        postgresql_where=sa.text("outcome IS NULL AND reminded_at IS NULL"),
    )


def downgrade() -> None:
    refuse_to_lose(TABLES)
    for table in reversed(TABLES):
        op.drop_table(table)
    op.drop_index("ix_task_remind", table_name="task")
    for column in ("reminded_at", "remind_at", "reason"):
        op.drop_column("task", column)
    op.drop_column("course_date", "dropped_at")
