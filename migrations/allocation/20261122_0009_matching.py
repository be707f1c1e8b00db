"""Citizens' wishes, assessments of areas, priority schemes, overrides and matching in batches."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kit.database.tenancy import MUNICIPALITY_READ, NO_ORGANISATION, grant, secure

revision = "allocation_0009"
down_revision = "allocation_0008"
branch_labels = None
depends_on = None

TABLES = ("area_assessment", "priority_scheme", "offer_override", "matching")
MOMENT = sa.DateTime(timezone=True)
WISHES = ("wanted_estates", "unwanted_estates")


# Everybody who waits is read for each shortlist: the municipalities of the token are read once, not for every row.
READ_ONCE = (
    "municipality_code = ANY ((SELECT string_to_array(current_setting('hjemvej.municipalities', true), ','))::text[])"
)


def upgrade() -> None:
    op.execute(f"ALTER POLICY tenancy ON nomination USING ({READ_ONCE} AND {NO_ORGANISATION})")
    for name in WISHES:
        column = sa.Column(name, sa.ARRAY(sa.String()), nullable=False, server_default="{}")
        op.add_column("nomination", column)
        op.alter_column("nomination", name, server_default=None)
    op.add_column("nomination", sa.Column("highest_floor_without_lift", sa.Integer(), nullable=True))
    op.add_column("nomination", sa.Column("leaving_care", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.alter_column("nomination", "leaving_care", server_default=None)
    op.create_table(
        "area_assessment",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("nomination_id", sa.Uuid(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("may_live_there", sa.Boolean(), nullable=False),
        sa.Column("assessed_by", sa.String(), nullable=False),
        sa.Column("assessed_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "nomination_id", "area", name=op.f("pk_area_assessment")),
    )
    op.create_table(
        "priority_scheme",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("content", postgresql.JSONB(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.CheckConstraint("valid_to > valid_from", name=op.f("ck_priority_scheme_covers_a_day")),
        sa.PrimaryKeyConstraint("municipality_code", "version", name=op.f("pk_priority_scheme")),
    )
    op.create_table(
        "offer_override",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("why", sa.LargeBinary(), nullable=True),
        sa.Column("passed_over", sa.Integer(), nullable=False),
        sa.Column("overridden_by", sa.String(), nullable=False),
        sa.Column("overridden_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "offer_id", name=op.f("pk_offer_override")),
    )
    op.create_table(
        "matching",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("scheme_version", sa.String(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("snapshot", postgresql.JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matching")),
    )
    for table in TABLES:
        op.execute(grant("allocation", table, "SELECT, INSERT, UPDATE"))
        for statement in secure(table):
            op.execute(statement)


def downgrade() -> None:
    op.execute(f"ALTER POLICY tenancy ON nomination USING ({MUNICIPALITY_READ} AND {NO_ORGANISATION})")
    for table in reversed(TABLES):
        op.drop_table(table)
    for name in (*WISHES, "highest_floor_without_lift", "leaving_care"):
        op.drop_column("nomination", name)
