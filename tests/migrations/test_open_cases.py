"""Cases that are open when lanes come are warned of by the next sweep, and the fast track's are the manager's."""

from collections.abc import Iterator

import psycopg
import pytest

from migrations.climb import downgrade, upgrade
from migrations.provision import Access, provision
from tests.server import DatabaseServer

BEFORE, AFTER = "benefits_0004", "benefits_0005"


@pytest.fixture
def access(database_server: DatabaseServer) -> Iterator[Access]:
    yield provision(database_server.admin_url, "benefits", "of-the-climb", "_lanes")
    with psycopg.connect(database_server.admin_url, autocommit=True) as connection:
        connection.execute("DROP DATABASE benefits_lanes WITH (FORCE)")


@pytest.fixture
def admin(access: Access, database_server: DatabaseServer) -> Iterator["psycopg.Connection"]:
    upgrade("benefits", access.owner, BEFORE)
    with psycopg.connect(database_server.admin_url, dbname="benefits_lanes", autocommit=True) as connection:
        yield connection


def open_case(admin: "psycopg.Connection", reference: str, lane: str, status: str) -> None:
    admin.execute(
        "INSERT INTO benefits_case (municipality_code, id, kind, citizen_id, nomination_reference, lane, household,"
        " dwelling, confirmed, opened_at, complete_at, due_at, due_reason, requested_by, status, version)"
        " VALUES ('0217', gen_random_uuid(), 'deposit_loan', gen_random_uuid(), %s, %s, '{}', '{}', '{}',"
        " '2025-03-03', '2025-03-03', '2025-03-04', '{}', '{}', %s, 1)",
        [reference, lane, status],
    )


def test_open_cases_are_handed_over_and_decided_ones_are_not(admin: "psycopg.Connection", access: Access) -> None:
    open_case(admin, "fast", "fast", "open")
    open_case(admin, "slow", "ordinary", "open")
    open_case(admin, "done", "fast", "decided")
    upgrade("benefits", access.owner, AFTER)
    found = admin.execute(
        "SELECT nomination_reference, escalates_at = opened_at, asked_manager_at = opened_at FROM benefits_case"
        " ORDER BY nomination_reference"
    ).fetchall()
    assert found == [("done", None, None), ("fast", True, True), ("slow", True, None)]
    forced = admin.execute("SELECT relforcerowsecurity FROM pg_class WHERE relname = 'benefits_case'").fetchone()
    assert forced == (True,), "the owner is bound by the policies again"
    downgrade("benefits", access.owner, BEFORE)
    kept = admin.execute("SELECT count(*) FROM benefits_case").fetchone()
    assert kept == (3,)
