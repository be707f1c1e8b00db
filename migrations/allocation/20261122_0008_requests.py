"""Ad hoc requests and other homes."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from kit.database.tenancy import grant, secure

revision = "allocation_0008"
down_revision = "allocation_0007"
branch_labels = None
depends_on = None

JSONB = postgresql.JSONB(astext_type=sa.Text())
MOMENT = sa.DateTime(timezone=True)

# table, and whether a housing organisation sees its own rows of it
TABLES = {
    "dwelling_request": False,
    "received_request": True,
    "request_answer": True,
    "other_home": False,
    "other_home_capacity": False,
    "other_home_referral": False,
}


def _municipality() -> sa.Column[str]:
    return sa.Column("municipality_code", sa.String(length=4), nullable=False)


def _required(name: str, kind: sa.types.TypeEngine) -> sa.Column:
    return sa.Column(name, kind, nullable=False)


def upgrade() -> None:
    op.create_table(
        "dwelling_request",
        _municipality(),
        _required("id", sa.Uuid()),
        _required("wanted", JSONB),
        sa.Column("nomination_id", sa.Uuid()),
        _required("status", sa.String()),
        _required("asked_at", MOMENT),
        _required("due_at", MOMENT),
        _required("asked_by", sa.String()),
        sa.Column("vacancy_id", sa.Uuid()),
        sa.Column("ended_at", MOMENT),
        _required("version", sa.Integer()),
        sa.CheckConstraint("due_at > asked_at", name=op.f("ck_dwelling_request_due_after_asked")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dwelling_request")),
    )
    op.create_index(
        op.f("ix_dwelling_request_municipality_code_status_due_at"),
        "dwelling_request",
        ["municipality_code", "status", "due_at"],
    )
    op.create_table(
        "received_request",
        _municipality(),
        _required("id", sa.Uuid()),
        _required("organisation_cvr", sa.String(length=8)),
        _required("request_id", sa.Uuid()),
        _required("wanted", JSONB),
        _required("status", sa.String()),
        _required("received_at", MOMENT),
        _required("due_at", MOMENT),
        sa.Column("closed_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_received_request")),
        sa.UniqueConstraint(
            "municipality_code",
            "request_id",
            "organisation_cvr",
            name=op.f("uq_received_request_municipality_code_request_id_organisation_cvr"),
        ),
    )
    op.create_table(
        "request_answer",
        _municipality(),
        _required("id", sa.Uuid()),
        _required("organisation_cvr", sa.String(length=8)),
        _required("received_id", sa.Uuid()),
        _required("number", sa.Integer()),
        _required("outcome", sa.String()),
        sa.Column("reference", sa.String()),
        sa.Column("dwelling", JSONB),
        _required("reasons", JSONB),
        _required("answered_at", MOMENT),
        sa.Column("vacancy_id", sa.Uuid()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_answer")),
        sa.UniqueConstraint(
            "municipality_code",
            "received_id",
            "number",
            name=op.f("uq_request_answer_municipality_code_received_id_number"),
        ),
        sa.UniqueConstraint(
            "municipality_code",
            "received_id",
            "reference",
            name=op.f("uq_request_answer_municipality_code_received_id_reference"),
        ),
    )
    op.create_table(
        "other_home",
        _municipality(),
        _required("id", sa.Uuid()),
        _required("reference", sa.String()),
        _required("provider", sa.String()),
        _required("kind", sa.String()),
        _required("located_in", sa.String(length=4)),
        _required("target_group", JSONB),
        _required("waiting_order", sa.String()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_other_home")),
        sa.UniqueConstraint("municipality_code", "reference", name=op.f("uq_other_home_municipality_code_reference")),
    )
    op.create_table(
        "other_home_capacity",
        _municipality(),
        _required("home_id", sa.Uuid()),
        _required("valid_from", sa.Date()),
        _required("places", sa.Integer()),
        sa.CheckConstraint("places >= 0", name=op.f("ck_other_home_capacity_places_not_negative")),
        sa.PrimaryKeyConstraint("municipality_code", "home_id", "valid_from", name=op.f("pk_other_home_capacity")),
    )
    _create_referrals()
    for table, organisation in TABLES.items():
        op.execute(grant("allocation", table, "SELECT, INSERT, UPDATE"))
        for statement in secure(table, organisation=organisation):
            op.execute(statement)


def _create_referrals() -> None:
    op.create_table(
        "other_home_referral",
        _municipality(),
        _required("id", sa.Uuid()),
        _required("home_id", sa.Uuid()),
        _required("nomination_id", sa.Uuid()),
        _required("number", sa.Integer()),
        _required("status", sa.String()),
        _required("why", JSONB),
        _required("referred_at", MOMENT),
        _required("referred_by", sa.String()),
        _required("also_ordinary_dwellings", sa.Boolean()),
        sa.Column("decided_at", MOMENT),
        sa.Column("decided_by", sa.String()),
        _required("decision_codes", JSONB),
        sa.Column("need", sa.String()),
        sa.Column("offered_at", MOMENT),
        sa.Column("offered_by", sa.String()),
        sa.Column("why_out_of_order", sa.String()),
        sa.Column("moved_in_on", sa.Date()),
        sa.Column("moved_out_on", sa.Date()),
        sa.Column("ended_at", MOMENT),
        sa.Column("end_code", sa.String()),
        _required("version", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_other_home_referral")),
        sa.UniqueConstraint(
            "municipality_code",
            "home_id",
            "number",
            name=op.f("uq_other_home_referral_municipality_code_home_id_number"),
        ),
    )
    op.create_index(
        "uq_other_home_referral_open",
        "other_home_referral",
        ["municipality_code", "home_id", "nomination_id"],
        unique=True,
        postgresql_where=sa.text("status IN ('referred', 'waiting', 'offered', 'accepted')"),
    )
    op.create_index(
        "uq_other_home_referral_resident",
        "other_home_referral",
        ["municipality_code", "nomination_id"],
        unique=True,
        postgresql_where=sa.text("status = 'resident'"),
    )
    op.create_index(
        op.f("ix_other_home_referral_municipality_code_home_id_status"),
        "other_home_referral",
        ["municipality_code", "home_id", "status"],
    )
    op.create_index(
        op.f("ix_other_home_referral_municipality_code_nomination_id"),
        "other_home_referral",
        ["municipality_code", "nomination_id"],
    )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
