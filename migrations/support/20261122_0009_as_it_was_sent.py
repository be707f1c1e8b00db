"""What was sent of a citizen, as it was sent; and an eviction outcome put right as a line of its own."""

import sqlalchemy as sa
from alembic import op

from kit.database.tenancy import grant, secure
from migrations.losses import refuse_to_lose

revision = "support_0009"
down_revision = "support_0008"
branch_labels = None
depends_on = None

# No housing organisation sees a row of it.
WRITTEN_ONCE = ("eviction_correction",)
# Each keeps whom its sender meant, since the citizen that it is about may turn out to be another.
SENT = ("concern", "eviction_case")


def upgrade() -> None:
    for table in SENT:
        op.add_column(table, sa.Column("sent_citizen_id", sa.Uuid(), nullable=True))
        # The owner of the tables passes by no forced policy, so it is lifted for what stands already.
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        op.execute(f"UPDATE {table} SET sent_citizen_id = citizen_id")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.create_table(
        "eviction_correction",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("outcome_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "case_id", name=op.f("pk_eviction_correction")),
    )
    for table in WRITTEN_ONCE:
        op.execute(grant("support", table, "SELECT, INSERT"))
        for statement in secure(table):
            op.execute(statement)


def downgrade() -> None:
    refuse_to_lose(WRITTEN_ONCE)
    for table in WRITTEN_ONCE:
        op.drop_table(table)
    for table in SENT:
        op.drop_column(table, "sent_citizen_id")
