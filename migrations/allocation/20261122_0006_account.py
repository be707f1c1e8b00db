"""Statements, guarantees and rights of 100 %."""

revision = "allocation_0006"
down_revision = "allocation_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
