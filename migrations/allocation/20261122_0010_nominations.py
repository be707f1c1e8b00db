"""The council's criteria, the life of a nomination, tasks, consents, debt notices and the municipality's contact."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kit.database.tenancy import grant, secure

revision = "allocation_0010"
down_revision = "allocation_0009"
branch_labels = None
depends_on = None

JSONB = postgresql.JSONB(astext_type=sa.Text())
MOMENT = sa.DateTime(timezone=True)
TEXTS = sa.ARRAY(sa.String())

TABLES = (
    "allocation_criteria",
    "replaced_facts",
    "nomination_assessment",
    "consent",
    "task",
    "debt_notice",
    "contact_point",
)

# Everybody nominated before the council entered criteria qualified on the day, by the version of that name.
COLUMNS = (
    ("criteria_version", sa.String(), "'local-1'"),
    ("criterion", sa.String(), None),
    ("whole_assessment", sa.Boolean(), "false"),
    ("documents_needed", TEXTS, "'{}'"),
    ("documents_given", TEXTS, "'{}'"),
    ("reasons", JSONB, "'[]'"),
    ("facts_version", sa.Integer(), "1"),
    ("close_code", sa.String(), None),
    ("merged_into", sa.Uuid(), None),
)
DAYS = ("waiting_since_on", "facts_on", "qualified_on")
UNDER_WAY = "status IN ('received', 'assessment', 'open')"


def _waiting_citizen(where: str) -> None:
    op.create_index(
        "uq_nomination_waiting_citizen",
        "nomination",
        ["municipality_code", "citizen_id"],
        unique=True,
        postgresql_where=sa.text(where),
    )


def upgrade() -> None:
    for name, kind, default in COLUMNS:
        column = sa.Column(name, kind, nullable=default is None, server_default=sa.text(default) if default else None)
        op.add_column("nomination", column)
        if default:
            op.alter_column("nomination", name, server_default=None)
    for name in DAYS:
        op.add_column("nomination", sa.Column(name, sa.Date(), nullable=True))
    op.execute("ALTER TABLE nomination NO FORCE ROW LEVEL SECURITY")
    op.execute(
        "UPDATE nomination SET waiting_since_on = nominated_on, facts_on = nominated_on, qualified_on = nominated_on"
    )
    op.execute("ALTER TABLE nomination FORCE ROW LEVEL SECURITY")
    for name in DAYS[:2]:
        op.alter_column("nomination", name, nullable=False)
    op.drop_index("uq_nomination_waiting_citizen", "nomination")
    _waiting_citizen(UNDER_WAY)
    op.add_column("citizen_name", sa.Column("sealed_under", sa.String(), nullable=True))
    op.create_table(
        "allocation_criteria",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("criteria", JSONB, nullable=False),
        sa.Column("entered_at", MOMENT, nullable=False),
        sa.CheckConstraint("valid_to > valid_from", name=op.f("ck_allocation_criteria_covers_a_day")),
        sa.PrimaryKeyConstraint("municipality_code", "version", name=op.f("pk_allocation_criteria")),
    )
    op.create_table(
        "replaced_facts",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("nomination_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("facts", JSONB, nullable=False),
        sa.Column("facts_on", sa.Date(), nullable=False),
        sa.Column("replaced_at", MOMENT, nullable=False),
        sa.Column("replaced_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "nomination_id", "version", name=op.f("pk_replaced_facts")),
    )
    op.create_table(
        "nomination_assessment",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("nomination_id", sa.Uuid(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("codes", TEXTS, nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_under", sa.String(), nullable=True),
        sa.Column("heard_on", sa.Date(), nullable=True),
        sa.Column("assessed_at", MOMENT, nullable=False),
        sa.Column("assessed_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "nomination_id", name=op.f("pk_nomination_assessment")),
    )
    op.create_table(
        "consent",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("nomination_id", sa.Uuid(), nullable=False),
        sa.Column("items", TEXTS, nullable=False),
        sa.Column("to_cvr", sa.String(), nullable=True),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index(
        op.f("ix_consent_municipality_code_nomination_id"),
        "consent",
        ["municipality_code", "nomination_id"],
        unique=False,
    )
    op.create_table(
        "task",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("nomination_id", sa.Uuid(), nullable=False),
        sa.Column("raised_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("told_at", MOMENT, nullable=True),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.Column("done_by", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
    )
    for name, columns, unique in (
        ("uq_task_open", ["municipality_code", "subject_id", "kind"], True),
        ("ix_task_due", ["municipality_code", "due_at"], False),
    ):
        op.create_index(name, "task", columns, unique=unique, postgresql_where=sa.text("done_at IS NULL"))
    op.create_table(
        "debt_notice",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("vacancy_id", sa.Uuid(), nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("municipality_code", "offer_id", name=op.f("pk_debt_notice")),
    )
    op.create_table(
        "contact_point",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("municipality_code", name=op.f("pk_contact_point")),
    )
    for table in TABLES:
        op.execute(grant("allocation", table, "SELECT, INSERT, UPDATE"))
        for statement in secure(table):
            op.execute(statement)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    op.drop_column("citizen_name", "sealed_under")
    op.execute("ALTER TABLE nomination NO FORCE ROW LEVEL SECURITY")
    op.execute("UPDATE nomination SET status = 'open' WHERE status IN ('received', 'assessment')")
    op.execute("ALTER TABLE nomination FORCE ROW LEVEL SECURITY")
    op.drop_index("uq_nomination_waiting_citizen", "nomination")
    _waiting_citizen("status = 'open'")
    for name in (*DAYS, *(name for name, _, _ in COLUMNS)):
        op.drop_column("nomination", name)
