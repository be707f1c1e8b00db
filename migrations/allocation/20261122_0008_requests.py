"""Ad hoc requests and other homes."""

revision = "allocation_0008"
down_revision = "allocation_0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
