"""What every service stands on."""

from migrations.foundation import lay, lift

revision = "support_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    lay("support")


def downgrade() -> None:
    lift()
