"""payments."""

revision = "benefits_0008"
down_revision = "benefits_0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
