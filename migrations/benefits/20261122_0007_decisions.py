"""decisions."""

revision = "benefits_0007"
down_revision = "benefits_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
