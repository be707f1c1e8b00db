"""A way down that would lose what somebody has entered in support is refused, and nothing is lost."""

from collections.abc import Iterator
from itertools import pairwise

import psycopg
import pytest
from psycopg import sql

from migrations.climb import downgrade, upgrade
from migrations.losses import WouldLoseRows
from migrations.provision import Access, provision
from tests.server import DatabaseServer

REVISIONS = tuple(f"support_000{number}" for number in range(2, 10))
# A value of each type, and what the conditions of a table ask for beside it.
VALUES = {
    "bytea": "'x'",
    "boolean": "false",
    "character varying": "'x'",
    "date": "DATE '2025-01-01'",
    "integer": "1",
    "jsonb": "'[]'",
    "numeric": "1",
    "timestamp with time zone": "TIMESTAMPTZ '2025-01-01 10:00+00'",
    "uuid": "gen_random_uuid()",
}
ASKED_FOR = {
    "alert": {"owner_step": "'queue'"},
    "concern": {"tenancy_reference": "'x'"},
    "handover": {"no_meeting_reason": "'x'"},
    "referral": {"reference": "'x'"},
    "visit": {"ends_at": "TIMESTAMPTZ '2025-01-01 11:00+00'"},
}


@pytest.fixture
def access(database_server: DatabaseServer) -> Iterator[Access]:
    yield provision(database_server.admin_url, "support", "of-the-climb", "_losses")
    with psycopg.connect(database_server.admin_url, autocommit=True) as connection:
        connection.execute("DROP DATABASE support_losses WITH (FORCE)")


@pytest.fixture
def admin(access: Access, database_server: DatabaseServer) -> Iterator["psycopg.Connection"]:
    with psycopg.connect(database_server.admin_url, dbname="support_losses", autocommit=True) as connection:
        yield connection


def tables_of(admin: "psycopg.Connection") -> set[str]:
    return {name for (name,) in admin.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}


def enter(admin: "psycopg.Connection", table: str) -> None:
    """A row with something in every column that must have something."""
    columns = admin.execute(
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = 'public'"
        " AND table_name = %s AND is_nullable = 'NO'",
        [table],
    ).fetchall()
    values = {str(name): VALUES[kind] for name, kind in columns} | ASKED_FOR.get(table, {})
    values["municipality_code"] = "'0217'"
    names = sql.SQL(", ").join(map(sql.Identifier, values))
    statement = sql.SQL("INSERT INTO {} ({}) VALUES (" + ", ".join(values.values()) + ")")
    admin.execute(statement.format(sql.Identifier(table), names))


def count(admin: "psycopg.Connection", table: str) -> int:
    [(found,)] = admin.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchall()
    return int(found)


@pytest.mark.parametrize(("before", "revision"), list(pairwise(REVISIONS)))
def test_no_table_that_holds_a_row_is_dropped(
    access: Access, admin: "psycopg.Connection", before: str, revision: str
) -> None:
    upgrade("support", access.owner, before)
    earlier = tables_of(admin)
    upgrade("support", access.owner, revision)
    added = sorted(tables_of(admin) - earlier)
    assert added, "every revision of these adds tables"
    for table in added:
        enter(admin, table)
        with pytest.raises(WouldLoseRows, match=rf"cannot hold what stands in {table}: move it elsewhere first"):
            downgrade("support", access.owner, before)
        assert (tables_of(admin) - earlier, count(admin, table)) == (set(added), 1), table
        admin.execute(sql.SQL("TRUNCATE {}").format(sql.Identifier(table)))
    downgrade("support", access.owner, before)
    assert tables_of(admin) == earlier
    upgrade("support", access.owner, revision)
    assert tables_of(admin) - earlier == set(added)


def test_a_referral_that_no_offer_opened_is_not_lost_and_one_by_an_offer_goes_down_and_up(
    access: Access, admin: "psycopg.Connection"
) -> None:
    upgrade("support", access.owner, "support_0003")
    enter(admin, "referral")
    with pytest.raises(WouldLoseRows, match="cannot hold what stands in referral"):
        downgrade("support", access.owner, "support_0002")
    assert count(admin, "referral") == 1
    admin.execute(
        "UPDATE referral SET reference = NULL, offer_id = id, nomination_reference = 'C1',"
        " offered_at = opened_at, offer_due_at = opened_at"
    )
    downgrade("support", access.owner, "support_0002")
    upgrade("support", access.owner)
    assert admin.execute("SELECT source, nomination_reference FROM referral").fetchall() == [("offer", "C1")]


def test_rows_that_stand_in_every_table_reach_the_top_with_whom_they_were_sent_of(
    access: Access, admin: "psycopg.Connection"
) -> None:
    upgrade("support", access.owner, "support_0008")
    for table in ("concern", "eviction_case"):
        enter(admin, table)
        admin.execute(sql.SQL("UPDATE {} SET citizen_id = gen_random_uuid()").format(sql.Identifier(table)))
    upgrade("support", access.owner)
    for table in ("concern", "eviction_case"):
        query = sql.SQL("SELECT citizen_id = sent_citizen_id FROM {}").format(sql.Identifier(table))
        assert admin.execute(query).fetchall() == [(True,)], table
