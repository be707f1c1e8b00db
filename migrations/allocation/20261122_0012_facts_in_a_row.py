"""The facts of a household that matching looks at stand together on its row, in one width: ten thousand are read by two
aggregates instead of a dozen, and PostgreSQL keeps them in step with the columns that they are made from."""

import sqlalchemy as sa
from alembic import op

revision = "allocation_0012"
down_revision = "allocation_0011"
branch_labels = None
depends_on = None

NUMBERS = """
    int4send(nominated_on - DATE '0001-01-01' + 1) || int4send(homeless_since_on - DATE '0001-01-01' + 1)
    || int4send(waiting_since_on - DATE '0001-01-01' + 1) || int4send(birth_year) || int4send(adults + children)
    || int4send(children) || int4send(needs_lift::integer) || int4send(has_pet::integer)
    || int4send(leaving_care::integer)
    || int4send(least(coalesce(highest_rent_dkk * 100, -2147483648), 2147483647)::integer)
    || int4send(coalesce(highest_floor_without_lift, '-2147483648')) || int4send(lottery)
"""
WORDS = "id::text || ' ' || reference || ' ' || situation || ' ' || coalesce(debt_to_cvr, '')"


def upgrade() -> None:
    op.add_column(
        "nomination",
        sa.Column("facts_in_numbers", sa.LargeBinary(), sa.Computed(NUMBERS, persisted=True), nullable=False),
    )
    op.add_column(
        "nomination", sa.Column("facts_in_words", sa.String(), sa.Computed(WORDS, persisted=True), nullable=False)
    )


def downgrade() -> None:
    op.drop_column("nomination", "facts_in_words")
    op.drop_column("nomination", "facts_in_numbers")
