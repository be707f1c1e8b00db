"""The municipality's answer to a claim, and private lettings."""

revision = "allocation_0007"
down_revision = "allocation_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
