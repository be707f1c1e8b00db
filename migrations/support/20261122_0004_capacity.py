"""capacity."""

revision = "support_0004"
down_revision = "support_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
