"""Versions of agreements, and the dated standing of estates."""

revision = "allocation_0005"
down_revision = "allocation_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
