"""lanes."""

revision = "benefits_0005"
down_revision = "benefits_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
