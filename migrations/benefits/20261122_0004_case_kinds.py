"""case_kinds."""

revision = "benefits_0004"
down_revision = "benefits_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
