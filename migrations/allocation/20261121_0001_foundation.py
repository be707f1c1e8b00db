"""What every service stands on."""

from migrations.foundation import lay, lift

revision = "allocation_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    lay("allocation")


def downgrade() -> None:
    lift()
