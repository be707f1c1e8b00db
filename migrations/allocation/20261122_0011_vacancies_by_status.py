"""Vacancies are listed by status first: an index that begins with the municipality alone would be taken, where nothing
is known yet of a table that has just been filled, to find one vacancy by its reference, and read all of them."""

from alembic import op

revision = "allocation_0011"
down_revision = "allocation_0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index(op.f("ix_vacancy_municipality_code_status_id"), "vacancy")
    op.create_index(op.f("ix_vacancy_status_municipality_code_id"), "vacancy", ["status", "municipality_code", "id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_vacancy_status_municipality_code_id"), "vacancy")
    op.create_index(op.f("ix_vacancy_municipality_code_status_id"), "vacancy", ["municipality_code", "status", "id"])
