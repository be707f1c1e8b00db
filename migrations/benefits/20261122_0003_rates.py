"""rates."""

revision = "benefits_0003"
down_revision = "benefits_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
