"""The ledger in full: targets, owed rights, places and corrections; and every clause of an agreement."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "allocation_0004"
down_revision = "allocation_0003"
branch_labels = None
depends_on = None

JSONB = postgresql.JSONB(astext_type=sa.Text())
COUNTS = ("targeted_countable", "used_targeted", "owed")
FLAGS = ("staff_dwelling", "single_room", "mixed_lease", "filled_internally")

# What each entry moved, from the counts that stand after it and after the one before.
MOVEMENTS = """
    UPDATE ledger_entry SET movement = jsonb_strip_nulls(jsonb_build_object(
        'countable', nullif(moved.countable, 0), 'used_general', nullif(moved.used_general, 0),
        'lapsed', nullif(moved.lapsed, 0)))
    FROM (SELECT municipality_code, organisation_cvr, dwelling_class, sequence,
                 countable - lag(countable, 1, 0) OVER ledger AS countable,
                 used_general - lag(used_general, 1, 0) OVER ledger AS used_general,
                 lapsed - lag(lapsed, 1, 0) OVER ledger AS lapsed
          FROM ledger_entry
          WINDOW ledger AS (PARTITION BY municipality_code, organisation_cvr, dwelling_class ORDER BY sequence)
         ) AS moved
    WHERE (ledger_entry.municipality_code, ledger_entry.organisation_cvr, ledger_entry.dwelling_class,
           ledger_entry.sequence)
        = (moved.municipality_code, moved.organisation_cvr, moved.dwelling_class, moved.sequence)
"""


def _add(table: str, name: str, kind: sa.types.TypeEngine, default: str | None = None) -> None:
    """A column for every row there is; the default serves those alone."""
    op.add_column(table, sa.Column(name, kind, nullable=default is None, server_default=default))
    if default is not None:
        op.alter_column(table, name, server_default=None)


def upgrade() -> None:
    _add("agreement", "target", JSONB)
    _add("agreement", "estate_shares", JSONB, "[]")
    _add("agreement", "spread", JSONB)
    _add("agreement", "handed_back", sa.String(), "consume")
    _add("agreement", "silence", sa.String(), "keep")
    _add("agreement", "saturday_is_a_working_day", sa.Boolean(), "false")
    _add("agreement", "inspection_before_claiming", sa.Boolean(), "false")
    _add("agreement", "arrears_guarantee_months", sa.Integer(), "0")
    for table in ("ledger", "ledger_entry"):
        for name in COUNTS:
            _add(table, name, sa.Integer(), "0")
    _add("ledger", "began", sa.Integer(), "0")
    _add("ledger", "places", JSONB, "{}")
    _add("ledger_entry", "claimed_by", sa.String())
    _add("ledger_entry", "movement", JSONB, "{}")
    _add("ledger_entry", "known", JSONB, "{}")
    _add("ledger_entry", "made_by", sa.String())
    _add("ledger_entry", "person", sa.String())
    op.execute("ALTER TABLE ledger_entry NO FORCE ROW LEVEL SECURITY")
    op.execute(MOVEMENTS)
    op.execute("UPDATE ledger_entry SET claimed_by = 'general' WHERE outcome = 'claimed'")
    op.execute("ALTER TABLE ledger_entry FORCE ROW LEVEL SECURITY")
    op.alter_column("ledger_entry", "vacancy_id", nullable=True)
    op.drop_constraint("uq_ledger_entry_municipality_code_vacancy_id", "ledger_entry")
    op.create_index(
        "uq_ledger_entry_decision",
        "ledger_entry",
        ["municipality_code", "vacancy_id"],
        unique=True,
        postgresql_where=sa.text("outcome NOT IN ('handed_back', 'withdrawn', 'restarted')"),
    )
    op.create_unique_constraint(
        op.f("uq_ledger_entry_municipality_code_vacancy_id_outcome"),
        "ledger_entry",
        ["municipality_code", "vacancy_id", "outcome"],
    )
    # An entry is never edited: a correction is a new one.
    op.execute("REVOKE UPDATE ON ledger_entry FROM allocation_app, allocation_worker")
    _add("vacancy", "claimed_by", sa.String())
    _add("vacancy", "stairwell", sa.String())
    _add("vacancy", "corrects", sa.Uuid())
    _add("vacancy", "corrected_by", sa.Uuid())
    for name in FLAGS:
        _add("vacancy", name, sa.Boolean(), "false")
    op.execute("ALTER TABLE vacancy NO FORCE ROW LEVEL SECURITY")
    op.execute("UPDATE vacancy SET claimed_by = 'general' WHERE outcome = 'claimed'")
    op.execute("ALTER TABLE vacancy FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    op.execute("GRANT UPDATE ON ledger_entry TO allocation_app, allocation_worker")
    op.drop_constraint(op.f("uq_ledger_entry_municipality_code_vacancy_id_outcome"), "ledger_entry")
    op.drop_index("uq_ledger_entry_decision", "ledger_entry")
    op.execute("ALTER TABLE ledger_entry NO FORCE ROW LEVEL SECURITY")
    op.execute("DELETE FROM ledger_entry WHERE outcome IN ('handed_back', 'withdrawn', 'restarted')")
    op.execute("ALTER TABLE ledger_entry FORCE ROW LEVEL SECURITY")
    op.alter_column("ledger_entry", "vacancy_id", nullable=False)
    op.create_unique_constraint(
        op.f("uq_ledger_entry_municipality_code_vacancy_id"), "ledger_entry", ["municipality_code", "vacancy_id"]
    )
    columns = {
        "vacancy": ("claimed_by", "stairwell", "corrects", "corrected_by", *FLAGS),
        "ledger_entry": ("claimed_by", "movement", "known", "made_by", "person", *COUNTS),
        "ledger": ("began", "places", *COUNTS),
        "agreement": (
            "target",
            "estate_shares",
            "spread",
            "handed_back",
            "silence",
            "saturday_is_a_working_day",
            "inspection_before_claiming",
            "arrears_guarantee_months",
        ),
    }
    for table, names in columns.items():
        for name in names:
            op.drop_column(table, name)
