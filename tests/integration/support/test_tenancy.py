"""Nobody sees another's data, also where the application asks without a condition of its own."""

from collections.abc import AsyncIterator

import psycopg
import pytest
from fastapi import FastAPI

from kit.database.stories import Stories
from kit.database.tenancy import EXEMPT
from tests.integration.conftest import Databases
from tests.integration.support.everything import everything
from tests.integration.support.house import HELSINGOER, SOLROED, House
from tests.integration.support.test_contact_line import OTHER, OWN

# Of these alone a housing organisation sees rows: its own matters, and its own entries of the journal.
OPEN_TO_ORGANISATIONS = {"contact_line", "journal"}
TENANCIES = {
    "in its own municipality": (HELSINGOER, "support_team", ""),
    "in another": (SOLROED, "support_team", ""),
    "without one": ("", "support_team", ""),
    "to an organisation": (HELSINGOER, "housing_organisation", OWN),
    "to another organisation": (HELSINGOER, "housing_organisation", OTHER),
}


SHOWN_TO_ALL = {f"note is shown {tenancy}" for tenancy in TENANCIES if tenancy != "in its own municipality"}
CONTROLS = (
    ("DROP POLICY tenancy ON note", {"note is not shown in its own municipality"}),
    ("CREATE POLICY by_mistake ON note FOR SELECT USING (true)", SHOWN_TO_ALL),
    ("ALTER TABLE note DISABLE ROW LEVEL SECURITY", SHOWN_TO_ALL | {"note is not forced"}),
    ("ALTER TABLE note NO FORCE ROW LEVEL SECURITY", {"note is not forced"}),
    ("TRUNCATE note", {"note is empty", "note is not shown in its own municipality"}),
)


def tables_of(connection: "psycopg.Connection") -> list[tuple[str, bool]]:
    """Every table that bears a municipality, as the database itself knows them, and whether its rows are held back
    from everybody, its owner included."""
    return connection.execute(
        "SELECT relname::text, relrowsecurity AND relforcerowsecurity FROM pg_class c"
        " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relname <> ALL(%s)"
        " AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = c.oid AND attname = 'municipality_code')"
        " ORDER BY 1",
        [list(EXEMPT)],
    ).fetchall()


def sees(connection: "psycopg.Connection", table: str, tenancy: str) -> bool:
    """Whether the application's role sees a row of the table under the tenancy."""
    for name, value in zip(("municipalities", "party", "cvr"), TENANCIES[tenancy], strict=True):
        connection.execute("SELECT set_config(%s, %s, true)", [f"hjemvej.{name}", value])
    connection.execute("SET LOCAL ROLE support_app")
    found = connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is not None
    connection.execute("RESET ROLE")
    return found


def wrong_with(connection: "psycopg.Connection") -> set[str]:
    """What is wrong with the tenancy of any table."""
    wrong = set()
    for table, forced in tables_of(connection):
        expected = {"in its own municipality", *(["to an organisation"] if table in OPEN_TO_ORGANISATIONS else [])}
        shown = {tenancy for tenancy in TENANCIES if sees(connection, table, tenancy)}
        wrong |= {f"{table} is shown {tenancy}" for tenancy in shown - expected}
        wrong |= {f"{table} is not shown {tenancy}" for tenancy in expected - shown}
        wrong |= set() if forced else {f"{table} is not forced"}
        if connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is None:
            wrong.add(f"{table} is empty")
    return wrong


@pytest.fixture
async def full(
    house: House, application: FastAPI, stories: Stories, databases: Databases
) -> AsyncIterator["psycopg.Connection"]:
    await everything(house, application, stories)
    with databases.admin("support") as connection:
        yield connection


async def test_every_table_is_seen_in_its_own_municipality_alone(full: "psycopg.Connection") -> None:
    """A table that is added fails here until somebody has entered a row of it in `everything`."""
    with full.transaction():
        assert len(tables_of(full)) > len(OPEN_TO_ORGANISATIONS)
        assert wrong_with(full) == set()


async def test_control_a_protection_taken_away_is_found(full: "psycopg.Connection") -> None:
    """The test above means something only if it goes red when a table's protection is switched off."""
    for statement, found in CONTROLS:
        with full.transaction(force_rollback=True):
            full.execute(statement)
            assert wrong_with(full) == found, statement
    with full.transaction():
        assert wrong_with(full) == set(), "each was put back"


async def test_no_row_can_be_deleted(full: "psycopg.Connection") -> None:
    """What somebody did is not undone by the application, in any table."""
    deletable = full.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
        " AND (has_table_privilege('support_app', oid, 'DELETE')"
        " OR has_table_privilege('support_worker', oid, 'DELETE'))"
    ).fetchall()
    assert deletable == [("kept_answer",)], "answers kept for repeats are swept"


async def a_full_house(house: House) -> str:
    terms = {"method": "cti", "valid_from": "2025-01-01", "caseload_limit": 10, "source": "local choice"}
    await house.as_team("PUT", "/v1/methods", {"methods": [terms]})
    referral = await house.open()
    await house.worker("C1", method="cti")
    await house.assign(referral, "C1")
    await house.outcome(referral, "signed", "2025-01-01")
    return referral


def test_the_application_cannot_write_into_another_municipality(house: House) -> None:
    with psycopg.connect(house.database) as connection:
        connection.execute("SELECT set_config('hjemvej.municipality', %s, true)", [HELSINGOER])
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(
                "INSERT INTO worker (municipality_code, reference, team, method, absences)"
                " VALUES (%s, 'W1', 'north', 'icm', '[]')",
                [SOLROED],
            )


def test_the_application_cannot_delete_nor_change_the_journal(house: House) -> None:
    for statement in ("DELETE FROM referral", "UPDATE journal SET kind = 'x'", "DELETE FROM journal"):
        with psycopg.connect(house.database) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement)


async def test_foreign_and_missing_look_the_same(house: House) -> None:
    referral = await a_full_house(house)
    house.municipality = SOLROED
    foreign = await house.as_team("GET", f"/v1/referrals/{referral}")
    missing = await house.as_team("GET", "/v1/referrals/00000000-0000-0000-0000-000000000001")
    assert (foreign.status_code, foreign.json()["type"]) == (404, missing.json()["type"])
    assert (await house.assign(referral, "C1")).status_code == 404
    assert (await house.as_team("GET", "/v1/referrals")).json() == []
    assert (await house.as_team("GET", "/v1/workers")).json() == []


async def test_the_same_references_live_beside_each_other_in_two_municipalities(house: House) -> None:
    referral = await a_full_house(house)
    house.municipality = SOLROED
    await house.worker("C1", method="icm")
    shown = (await house.as_allocation("GET", f"/v1/referrals/{referral}")).status_code
    assert shown == 404
    [worker] = (await house.as_team("GET", "/v1/workers")).json()
    assert (worker["method"], worker["caseload"]) == ("icm", 0)


async def test_each_party_hears_what_concerns_it_and_no_more(house: House) -> None:
    await a_full_house(house)

    async def heard(party: str, **more: str) -> list[str]:
        answer = await house.as_party(party, "GET", "/v1/events", **more)
        return [event["kind"] for event in answer.json()["events"]]

    assert await heard("allocation_office") == ["support_without_room", "support_in_place"]
    assert await heard("social_centre") == ["support_in_place"]
    assert await heard("management") == []
    assert await heard("housing_organisation", cvr="99000236") == []


async def test_a_token_for_another_municipality_is_refused(house: House) -> None:
    house.municipality = HELSINGOER
    answer = await house.send("GET", "/v1/referrals", bearer=house.token("support_team", municipality=SOLROED))
    assert answer.status_code == 403


async def test_without_the_scope_nothing_is_done(house: House) -> None:
    answer = await house.as_party("social_centre", "GET", "/v1/referrals")
    assert answer.status_code == 403 and "referrals:read" in answer.json()["detail"]
