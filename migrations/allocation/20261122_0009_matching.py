"""Citizens' wishes, assessments of areas, priority schemes, overrides and matching in batches."""

import sqlalchemy as sa
from alembic import op

from kit.database.tenancy import grant, secure

revision = "allocation_0009"
down_revision = "allocation_0008"
branch_labels = None
depends_on = None

TABLES = ("area_assessment",)
WISHES = ("wanted_estates", "unwanted_estates")


def upgrade() -> None:
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
        sa.Column("assessed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("municipality_code", "nomination_id", "area", name=op.f("pk_area_assessment")),
    )
    for table in TABLES:
        op.execute(grant("allocation", table, "SELECT, INSERT, UPDATE"))
        for statement in secure(table):
            op.execute(statement)


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    for name in (*WISHES, "highest_floor_without_lift", "leaving_care"):
        op.drop_column("nomination", name)
