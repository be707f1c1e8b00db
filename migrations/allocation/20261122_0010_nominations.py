"""Criteria of the council, tasks, consent and merges."""

revision = "allocation_0010"
down_revision = "allocation_0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
