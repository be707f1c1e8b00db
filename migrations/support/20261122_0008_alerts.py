"""alerts."""

revision = "support_0008"
down_revision = "support_0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
