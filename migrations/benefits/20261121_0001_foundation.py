"""What every service stands on."""

from migrations.foundation import lay, lift

revision = "benefits_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    lay("benefits")


def downgrade() -> None:
    lift()
