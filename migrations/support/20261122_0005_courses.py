"""courses."""

revision = "support_0005"
down_revision = "support_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
