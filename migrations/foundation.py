"""What the first revision of every service lays: the kit's tables, the municipalities, and the job tables."""

import csv
from pathlib import Path

from alembic import op
from procrastinate.schema import SchemaManager

from kit.database.engine import new_registry
from kit.database.tables import add_kit_tables
from kit.database.tenancy import grant, secure, secure_journal, secure_kept_answers

MUNICIPALITIES = Path(__file__).parent / "municipalities.csv"


def lay(service: str) -> None:
    """Create and grant."""
    kit = new_registry().metadata
    add_kit_tables(kit)
    kit.create_all(op.get_bind())
    for statement in [*secure_journal(), *secure_kept_answers(), *secure("seal")]:
        op.execute(statement)
    for table, rights in {
        "journal": "SELECT, INSERT",
        "seal": "SELECT, INSERT",
        "kept_answer": "SELECT, INSERT, DELETE",
        "business_clock": "SELECT, INSERT, UPDATE",
        "municipality": "SELECT",
    }.items():
        op.execute(grant(service, table, rights))
    with MUNICIPALITIES.open(encoding="utf-8") as file:
        rows = [{"code": row["code"], "name": row["name"], "region": row["region"]} for row in csv.DictReader(file)]
    op.bulk_insert(kit.tables["municipality"], rows)
    _lay_jobs(service)


def _lay_jobs(service: str) -> None:
    roles = f"{service}_app, {service}_worker"
    op.execute("CREATE SCHEMA procrastinate")
    op.execute("SET LOCAL search_path = procrastinate")
    # The schema holds percent signs and several statements: it goes to the driver as it stands, without parameters.
    op.get_bind().connection.cursor().execute(SchemaManager.get_schema())
    op.execute("SET LOCAL search_path = public, procrastinate")
    op.execute(f"GRANT USAGE ON SCHEMA procrastinate TO {roles}")
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA procrastinate TO {roles}")
    op.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA procrastinate TO {roles}")


def lift() -> None:
    """Undo it all."""
    op.execute("DROP SCHEMA procrastinate CASCADE")
    kit = new_registry().metadata
    add_kit_tables(kit)
    kit.drop_all(op.get_bind())
