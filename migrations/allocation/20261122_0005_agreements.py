"""Versions of agreements, and the dated standing of estates."""

import sqlalchemy as sa
from alembic import op

from kit.database.tenancy import NO_ORGANISATION, grant, secure

revision = "allocation_0005"
down_revision = "allocation_0004"
branch_labels = None
depends_on = None

COLUMNS = ("signed_on", "case_reference", "series_id", "number", "status", "version")

# What stood before is the first and only version of its series, and in force.
FIRST_VERSIONS = "UPDATE agreement SET series_id = id, number = 1, status = 'in_force', version = 1"


def upgrade() -> None:
    _add_versions()
    op.create_table(
        "estate_standing",
        sa.Column("municipality_code", sa.String(length=4), nullable=False),
        sa.Column("organisation_cvr", sa.String(length=8), nullable=False),
        sa.Column("estate", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.CheckConstraint("valid_to >= valid_from", name=op.f("ck_estate_standing_ends_after_it_begins")),
        sa.PrimaryKeyConstraint(
            "municipality_code", "organisation_cvr", "estate", "kind", "valid_from", name=op.f("pk_estate_standing")
        ),
    )
    op.execute(grant("allocation", "estate_standing", "SELECT, INSERT, UPDATE"))
    for statement in secure("estate_standing", organisation=True):
        op.execute(statement)


def _add_versions() -> None:
    op.add_column("agreement", sa.Column("signed_on", sa.Date(), nullable=True))
    op.add_column("agreement", sa.Column("case_reference", sa.String(), nullable=True))
    op.add_column("agreement", sa.Column("series_id", sa.Uuid(), nullable=True))
    op.add_column("agreement", sa.Column("number", sa.Integer(), nullable=True))
    op.add_column("agreement", sa.Column("status", sa.String(), nullable=True))
    op.add_column("agreement", sa.Column("version", sa.Integer(), nullable=True))
    op.execute("ALTER TABLE agreement NO FORCE ROW LEVEL SECURITY")
    op.execute(FIRST_VERSIONS)
    op.execute("ALTER TABLE agreement FORCE ROW LEVEL SECURITY")
    for name in ("series_id", "number", "status", "version"):
        op.alter_column("agreement", name, nullable=False)
    op.create_unique_constraint(
        op.f("uq_agreement_municipality_code_series_id_number"),
        "agreement",
        ["municipality_code", "series_id", "number"],
    )
    op.create_index(
        "uq_agreement_draft_of_series",
        "agreement",
        ["municipality_code", "series_id"],
        unique=True,
        postgresql_where=sa.text("status = 'draft'"),
    )
    # The municipality's drafts are its own until they are put in force.
    op.execute(f"CREATE POLICY drafts ON agreement AS RESTRICTIVE USING ({NO_ORGANISATION} OR status <> 'draft')")


def downgrade() -> None:
    op.drop_table("estate_standing")
    op.execute("DROP POLICY drafts ON agreement")
    op.execute("ALTER TABLE agreement NO FORCE ROW LEVEL SECURITY")
    op.execute("DELETE FROM agreement WHERE status = 'draft'")
    op.execute("ALTER TABLE agreement FORCE ROW LEVEL SECURITY")
    op.drop_index("uq_agreement_draft_of_series", "agreement")
    op.drop_constraint(op.f("uq_agreement_municipality_code_series_id_number"), "agreement")
    for name in COLUMNS:
        op.drop_column("agreement", name)
