"""The municipality's answer to a claim, and private lettings.

Claims made before this have no deadline: none was ever counted for them.
"""

import sqlalchemy as sa
from alembic import op

revision = "allocation_0007"
down_revision = "allocation_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("vacancy", sa.Column("answer_due_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("vacancy", sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("vacancy", sa.Column("answer", sa.String(), nullable=True))
    op.create_index(
        "ix_vacancy_unanswered",
        "vacancy",
        ["municipality_code", "answer_due_at"],
        unique=False,
        postgresql_where=sa.text("status = 'claimed' AND answer IS DISTINCT FROM 'confirmed'"),
    )


def downgrade() -> None:
    op.drop_index("ix_vacancy_unanswered", "vacancy")
    for name in ("answer", "answered_at", "answer_due_at"):
        op.drop_column("vacancy", name)
