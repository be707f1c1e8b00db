"""Those who wait stand together in an index, in order of nomination and with what matching looks at: ten thousand are
read from it alone. Those who wish for certain estates stand in another, for they are few."""

import sqlalchemy as sa
from alembic import op

revision = "allocation_0013"
down_revision = "allocation_0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_nomination_in_order",
        "nomination",
        ["municipality_code", "status", "nominated_on", "id"],
        postgresql_include=["facts_in_numbers", "facts_in_words"],
    )
    op.create_index(
        "ix_nomination_with_wishes",
        "nomination",
        ["municipality_code", "status"],
        postgresql_where=sa.text("wanted_estates <> '{}' OR unwanted_estates <> '{}'"),
    )
    op.drop_index(op.f("ix_nomination_municipality_code_status"), "nomination")
    # An index can be read alone where the table has been looked through since it was changed.
    op.execute("ALTER TABLE nomination SET (autovacuum_vacuum_scale_factor = 0.02)")


def downgrade() -> None:
    op.execute("ALTER TABLE nomination RESET (autovacuum_vacuum_scale_factor)")
    op.create_index(op.f("ix_nomination_municipality_code_status"), "nomination", ["municipality_code", "status"])
    op.drop_index("ix_nomination_with_wishes", "nomination")
    op.drop_index("ix_nomination_in_order", "nomination")
