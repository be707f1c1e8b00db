"""prevention."""

revision = "support_0006"
down_revision = "support_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
