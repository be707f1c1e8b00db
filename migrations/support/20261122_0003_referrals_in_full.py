"""referrals_in_full."""

revision = "support_0003"
down_revision = "support_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
