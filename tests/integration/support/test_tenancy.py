"""Nobody sees another's data, also where the application asks without a condition of its own."""

import psycopg
import pytest

from tests.integration.support.house import HELSINGOER, SOLROED, House

OWN_TABLES = ("method_terms", "worker", "referral", "course_date", "task")


def seen(house: House, table: str, *, municipalities: str, cvr: str = "") -> int:
    """Rows of the table that the application's role sees under the given tenancy."""
    with psycopg.connect(house.database) as connection:
        connection.execute("SELECT set_config('hjemvej.municipalities', %s, true)", [municipalities])
        connection.execute("SELECT set_config('hjemvej.cvr', %s, true)", [cvr])
        row = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        assert row is not None
        return int(row[0])


async def a_full_house(house: House) -> str:
    terms = {"method": "cti", "valid_from": "2025-01-01", "caseload_limit": 10, "source": "local choice"}
    await house.as_team("PUT", "/v1/methods", {"methods": [terms]})
    referral = await house.open()
    await house.worker("C1", method="cti")
    await house.assign(referral, "C1")
    await house.outcome(referral, "signed", "2025-01-01")
    return referral


@pytest.mark.parametrize("table", ["method_terms", "worker", "referral", "course_date"])
async def test_the_application_sees_its_own_municipality_and_nothing_without_one(house: House, table: str) -> None:
    await a_full_house(house)
    assert seen(house, table, municipalities=HELSINGOER) > 0
    assert seen(house, table, municipalities=SOLROED) == 0
    assert seen(house, table, municipalities="") == 0


@pytest.mark.parametrize("table", OWN_TABLES)
async def test_a_housing_organisation_sees_no_row(house: House, table: str) -> None:
    await a_full_house(house)
    assert seen(house, table, municipalities=HELSINGOER, cvr="99000236") == 0


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
