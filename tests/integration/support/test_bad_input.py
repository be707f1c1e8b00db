"""Bad input is told at its field, and changes nothing."""

import uuid

import pytest

from tests.integration.support.house import House, an_offer

TERMS = {"method": "cti", "valid_from": "2025-01-01", "caseload_limit": 10, "source": "local choice"}


@pytest.mark.parametrize(
    ("changes", "pointer", "reason"),
    [
        ({"birth_year": 1899}, "/birth_year", "nobody is that old"),
        ({"birth_year": 2026}, "/birth_year", "not born yet"),
        ({"birth_year": 10**30}, "/birth_year", "no year"),
        ({"support_needs": "some"}, "/support_needs", "not a level of need"),
        ({"situation": "castle"}, "/situation", "not a situation in the count"),
        ({"offered_at": "2025-03-03T09:00:00"}, "/offered_at", "a moment needs its offset"),
        ({"offered_at": 0}, "/offered_at", "a number is no moment"),
        ({"offered_at": "0001-01-01T00:00:00+14:00"}, "/offered_at", "before any calendar"),
        ({"birth_year": "1984"}, "/birth_year", "text is no number"),
        ({"offer_due_at": "2025-03-03T09:00:00+01:00"}, "/offer_due_at", "no time to answer"),
        ({"citizen_id": "C1"}, "/citizen_id", "not an identifier"),
        ({"nomination_reference": ""}, "/nomination_reference", "no reference"),
        ({"name": "x"}, "/name", "support needs no name"),
    ],
)
async def test_an_offer_that_makes_no_sense(
    house: House, changes: dict[str, object], pointer: str, reason: str
) -> None:
    answer = await house.as_allocation("PUT", f"/v1/referrals/{uuid.uuid4()}", an_offer(**changes))
    assert answer.status_code == 422, reason
    assert pointer in [error["pointer"] for error in answer.json()["errors"]], reason
    assert (await house.as_team("GET", "/v1/referrals")).json() == [], reason


@pytest.mark.parametrize(
    ("rows", "pointer", "reason"),
    [
        ([TERMS | {"method": "icm", "caseload_limit": 9}], "/methods/0/caseload_limit", "ICM is at most eight"),
        ([TERMS, TERMS | {"caseload_limit": 0, "method": "act"}], "/methods/1/caseload_limit", "nobody"),
        ([TERMS | {"valid_to": "2025-01-01"}], "/methods/0/valid_to", "ends where it begins"),
        ([TERMS | {"age_from": 30, "age_below": 20}], "/methods/0/age_below", "serves nobody"),
        ([TERMS, TERMS], "/methods", "two rows from the same day"),
        ([TERMS | {"caseload_limit": 10**40}], "/methods/0/caseload_limit", "a slip of the finger"),
        ([TERMS | {"valid_from": 0}], "/methods/0/valid_from", "a number is no date"),
        ([TERMS | {"offered": 1}], "/methods/0/offered", "a number is no answer"),
        ([TERMS | {"source": ""}], "/methods/0/source", "a number needs its source"),
        ([], "/methods", "nothing entered"),
    ],
)
async def test_methods_are_checked_field_by_field_and_entered_all_or_none(
    house: House, rows: list[dict[str, object]], pointer: str, reason: str
) -> None:
    answer = await house.as_team("PUT", "/v1/methods", {"methods": rows})
    assert answer.status_code == 422, reason
    assert pointer in [error["pointer"] for error in answer.json()["errors"]], reason
    methods = (await house.as_team("GET", "/v1/methods")).json()
    cti = next(method for method in methods if method["method"] == "cti")
    assert cti["limit"] is None and cti["question"]["en"].startswith("How many"), reason


async def test_methods_show_their_limit_with_its_source(house: House) -> None:
    await house.as_team("PUT", "/v1/methods", {"methods": [TERMS]})
    methods = {each["method"]: each for each in (await house.as_team("GET", "/v1/methods")).json()}
    assert methods["cti"]["limit"] == {"citizens": 10, "source": "local choice", "verified": False}
    assert methods["icm"]["limit"]["citizens"] == 8 and methods["icm"]["limit"]["verified"]
    assert methods["ordinary_support"]["offered"] and not methods["act"]["offered"]


@pytest.mark.parametrize(
    ("worker", "pointer", "reason"),
    [
        ({"method": "friend"}, "/method", "not a method"),
        ({"capacity": -1}, "/capacity", "no number of citizens"),
        ({"absences": [{"starts_on": "2025-03-03", "ends_on": "2025-03-03"}]}, "/absences/0/ends_on", "no day away"),
        ({"name": "x"}, "/name", "a worker has no name here"),
    ],
)
async def test_a_worker_that_makes_no_sense(house: House, worker: dict[str, object], pointer: str, reason: str) -> None:
    answer = await house.as_team("PUT", "/v1/workers/W1", {"team": "north", "method": "icm"} | worker)
    assert answer.status_code == 422, reason
    assert answer.json()["errors"][0]["pointer"] == pointer, reason


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2025-02-30", 0])
async def test_a_move_on_an_impossible_day_is_told_at_its_field(house: House, day: object) -> None:
    referral = await house.open()
    body = {"outcome": "signed", "at": "2025-03-05T10:00:00+01:00", "move_in_on": day}
    answer = await house.as_allocation("PUT", f"/v1/referrals/{referral}/offer-outcome", body)
    assert answer.status_code == 422 and answer.json()["errors"][0]["pointer"] == "/move_in_on"


async def test_an_unknown_worker_is_told_at_its_field(house: House) -> None:
    answer = await house.assign(await house.open(), "nobody")
    assert answer.status_code == 422 and answer.json()["errors"][0]["pointer"] == "/worker_reference"


async def test_an_unknown_referral_is_not_found(house: House) -> None:
    await house.worker("W1")
    assert (await house.assign(str(uuid.uuid4()), "W1")).status_code == 404
    assert (await house.outcome(str(uuid.uuid4()), "declined")).status_code == 404
