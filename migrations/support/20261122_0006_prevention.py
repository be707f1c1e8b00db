"""Opening hours, concerns, the contact line of housing organisations, eviction cases, and their deadlines."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kit.database.tenancy import grant, secure
from migrations.losses import refuse_to_lose

revision = "support_0006"
down_revision = "support_0005"
branch_labels = None
depends_on = None

CHANGED = (
    "opening_hours",
    "prevention_terms",
    "concern",
    "concern_words",
    "contact_line",
    "prevention_deadline",
    "eviction_case",
)
WRITTEN_ONCE = ("eviction_step",)
# The one table of which a housing organisation sees its own rows.
OF_ORGANISATIONS = ("contact_line",)


def _municipality() -> sa.Column[object]:
    return sa.Column("municipality_code", sa.String(length=4), nullable=False)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    numbers = (
        "at_once_hours",
        "fast_hours",
        "ordinary_hours",
        "answer_hours",
        "warn_hours",
        "at_once_days",
        "fast_days",
        "court_warn_days",
    )
    op.create_table(
        "prevention_terms",
        _municipality(),
        sa.Column("valid_from", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in numbers),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "valid_from", name=op.f("pk_prevention_terms")),
    )
    op.create_table(
        "concern",
        _municipality(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("danger", sa.String(), nullable=False),
        sa.Column("deadline_on", sa.Date(), nullable=True),
        sa.Column("citizen_id", sa.Uuid(), nullable=True),
        sa.Column("tenancy_reference", sa.String(), nullable=True),
        _moment("received_at"),
        sa.Column("lane", sa.String(), nullable=False),
        _moment("first_contact_due_at"),
        sa.Column("reasons", postgresql.JSONB(), nullable=False),
        sa.Column("worker_reference", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        _moment("contacted_at", nullable=True),
        sa.Column("contact_channel", sa.String(), nullable=True),
        sa.Column("contacted_by", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        _moment("closed_at", nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "citizen_id IS NOT NULL OR tenancy_reference IS NOT NULL", name=op.f("ck_concern_about_somebody")
        ),
        sa.CheckConstraint(
            "(contacted_at IS NULL) = (contact_channel IS NULL)", name=op.f("ck_concern_contact_with_channel")
        ),
        sa.CheckConstraint("(state = 'closed') = (outcome IS NOT NULL)", name=op.f("ck_concern_closed_with_outcome")),
        sa.PrimaryKeyConstraint("municipality_code", "id", name=op.f("pk_concern")),
    )
    op.create_index("uq_concern_reference", "concern", ["municipality_code", "sender", "reference"], unique=True)
    op.create_index(op.f("ix_concern_municipality_code_citizen_id"), "concern", ["municipality_code", "citizen_id"])
    op.create_table(
        "concern_words",
        _municipality(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("key_mark", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "id", name=op.f("pk_concern_words")),
    )
    op.create_index(
        op.f("ix_concern_words_municipality_code_key_mark"), "concern_words", ["municipality_code", "key_mark"]
    )
    op.create_table(
        "contact_line",
        _municipality(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_cvr", sa.String(length=8), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("tenancy_reference", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        _moment("received_at"),
        _moment("answer_due_at"),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        _moment("answered_at", nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_contact_line_answer_with_moment")),
        sa.CheckConstraint(
            "state NOT IN ('answered', 'closed') OR answer IS NOT NULL",
            name=op.f("ck_contact_line_answered_has_answer"),
        ),
        sa.PrimaryKeyConstraint("municipality_code", "id", name=op.f("pk_contact_line")),
    )
    op.create_index(
        "uq_contact_line_reference",
        "contact_line",
        ["municipality_code", "organisation_cvr", "reference"],
        unique=True,
    )
    _create_opening_hours()
    _create_deadlines()
    _create_evictions()
    for table in (*CHANGED, *WRITTEN_ONCE):
        op.execute(grant("support", table, "SELECT, INSERT, UPDATE" if table in CHANGED else "SELECT, INSERT"))
        for statement in secure(table, organisation=table in OF_ORGANISATIONS):
            op.execute(statement)


def _create_opening_hours() -> None:
    op.create_table(
        "opening_hours",
        _municipality(),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("openings", postgresql.JSONB(), nullable=False),
        sa.Column("closed_days", postgresql.JSONB(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "valid_from", name=op.f("pk_opening_hours")),
    )


def _create_deadlines() -> None:
    op.create_table(
        "prevention_deadline",
        _municipality(),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        _moment("due_at"),
        _moment("warn_at"),
        _moment("warned_at", nullable=True),
        _moment("late_at", nullable=True),
        _moment("done_at", nullable=True),
        sa.PrimaryKeyConstraint("municipality_code", "subject_id", "kind", name=op.f("pk_prevention_deadline")),
    )
    for name, column, unsaid in (("warn", "warn_at", "warned_at"), ("late", "due_at", "late_at")):
        op.create_index(
            f"ix_prevention_deadline_{name}",
            "prevention_deadline",
            ["municipality_code", column],
            postgresql_where=sa.text(f"{unsaid} IS NULL AND done_at IS NULL"),
        )


def _create_evictions() -> None:
    op.create_table(
        "eviction_case",
        _municipality(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("concern_id", sa.Uuid(), nullable=True),
        sa.Column("citizen_id", sa.Uuid(), nullable=True),
        sa.Column("tenancy_reference", sa.String(), nullable=True),
        sa.Column("notice_on", sa.Date(), nullable=False),
        _moment("opened_at"),
        _moment("court_at", nullable=True),
        sa.Column("marks", postgresql.JSONB(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("outcome_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(outcome IS NULL) = (outcome_on IS NULL)", name=op.f("ck_eviction_case_outcome_with_day")),
        sa.CheckConstraint("outcome_on >= notice_on", name=op.f("ck_eviction_case_outcome_after_notice")),
        sa.PrimaryKeyConstraint("municipality_code", "id", name=op.f("pk_eviction_case")),
    )
    op.create_index("uq_eviction_case_reference", "eviction_case", ["municipality_code", "reference"], unique=True)
    op.create_index(
        op.f("ix_eviction_case_municipality_code_citizen_id"), "eviction_case", ["municipality_code", "citizen_id"]
    )
    op.create_table(
        "eviction_step",
        _municipality(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("pay_by", sa.Date(), nullable=True),
        _moment("recorded_at"),
        sa.Column("recorded_by", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("municipality_code", "id", name=op.f("pk_eviction_step")),
    )
    op.create_index(
        op.f("ix_eviction_step_municipality_code_case_id"), "eviction_step", ["municipality_code", "case_id"]
    )


def downgrade() -> None:
    refuse_to_lose((*CHANGED, *WRITTEN_ONCE))
    for table in reversed((*CHANGED, *WRITTEN_ONCE)):
        op.drop_table(table)
