"""pre_approvals."""

revision = "benefits_0006"
down_revision = "benefits_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
