"""Priority schemes, overrides and matching in batches."""

revision = "allocation_0009"
down_revision = "allocation_0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
