"""Places ahead, the waiting list and the staffing of a year, through the API."""

import uuid

import pytest

from kit.database.stories import Stories
from services.support.main import CALLER
from services.support.usecases.capacity.waiting_list import tell_first_in_line
from tests.integration.support.house import HELSINGOER, House
from tests.integration.support.test_capacity import CTI, enter_cti, fill, journal


async def tell(stories: Stories) -> int:
    """What the sweep does for one municipality."""
    async with stories.begin(CALLER, HELSINGOER) as story:
        return await tell_first_in_line(story)


async def test_places_ahead_know_absences_leaving_and_the_ends_of_methods(house: House) -> None:
    await enter_cti(house)
    await house.worker("W1", method="cti", ends_on="2025-12-01")
    await house.worker("W2", method="cti", absences=[{"starts_on": "2025-05-01", "ends_on": "2025-06-01"}])
    (referral,) = await fill(house, "W2", 1)
    await house.outcome(referral, "signed", "2025-04-01")
    found = (await house.as_team("GET", "/v1/capacity?on=2025-03-15&until=2025-05-15")).json()
    assert [(row["workers"], row["free"]) for row in found["places"]] == [(2, 19)]
    assert [(row["workers"], row["free"]) for row in found["places_until"]] == [(1, 10)], "W2 is away"
    later = (await house.as_team("GET", "/v1/capacity?on=2025-03-15&until=2026-01-15")).json()
    assert [(row["on"], row["citizens"]) for row in later["endings"]] == [("2026-01-01", 1)]
    assert [(row["workers"], row["free"]) for row in later["places_until"]] == [(1, 9)], "W1 has left"


@pytest.mark.parametrize("query", ["on=2025-03-02&until=2025-03-01", "on=2025-03-02&until=2199-01-01"])
async def test_a_look_ahead_has_its_bounds(house: House, query: str) -> None:
    assert (await house.as_team("GET", f"/v1/capacity?{query}")).status_code == 422


async def test_the_first_in_need_is_told_when_a_place_comes_free_and_a_person_assigns(
    house: House, stories: Stories
) -> None:
    icm = {"method": "icm", "valid_from": "2020-01-01", "source": "local choice"}
    assert (await house.as_team("PUT", "/v1/methods", {"methods": [icm]})).status_code == 200
    await house.worker("W1", capacity=1)
    (held,) = await fill(house, "W1", 1)
    order = {
        "valid_from": "2025-01-01",
        "criteria": ["needs", "situation", "waiting_since"],
        "situations": ["street", "hotel"],
        "source": "the council",
    }
    assert (await house.as_team("PUT", "/v1/waiting-orders", order)).status_code == 200
    hotel = await house.open(uuid.uuid4(), situation="hotel")
    street = await house.open(uuid.uuid4(), situation="street")
    line = (await house.as_team("GET", "/v1/waiting-list?method=icm")).json()
    assert [(row["number"], row["referral_id"]) for row in line["waiting"]] == [(1, street), (2, hotel)]
    assert [reason["rule"] for reason in line["waiting"][0]["reasons"]][:2] == ["order-needs", "order-situation"]
    await tell(stories)
    assert await journal(house, "place_came_free") == [], "there is no place yet"
    await house.outcome(held, "expired")
    await tell(stories)
    await tell(stories)
    assert [event["subject_id"] for event in await journal(house, "place_came_free")] == [street]
    task = (await house.as_team("GET", "/v1/tasks?done=false")).json()
    assert [(row["referral_id"], row["kind"]) for row in task if row["kind"] == "assign_worker"] == [
        (street, "assign_worker")
    ]
    assert (await house.as_team("GET", f"/v1/referrals/{street}")).json()["state"] == "open", "a person still assigns"
    assert (await house.assign(street, "W1")).status_code == 200
    open_tasks = (await house.as_team("GET", "/v1/tasks?done=false")).json()
    assert [row for row in open_tasks if row["kind"] == "assign_worker"] == []
    line = (await house.as_team("GET", "/v1/waiting-list?method=icm")).json()
    assert [row["referral_id"] for row in line["waiting"]] == [hotel]


async def test_an_order_that_makes_no_sense(house: House) -> None:
    body = {"valid_from": "2025-01-01", "criteria": ["situation"], "situations": [], "source": "x"}
    answer = await house.as_team("PUT", "/v1/waiting-orders", body)
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/situations"]


async def test_no_organisation_sees_who_waits_or_who_works(house: House) -> None:
    await house.worker("W1", capacity=0)
    await house.open()
    for path in ("/v1/waiting-list?method=icm", "/v1/teams"):
        answer = await house.as_party("housing_organisation", "GET", path, cvr="99000236")
        found = answer.json()
        assert (found if isinstance(found, list) else found["waiting"]) == [], path


async def test_an_estimate_of_staffing_says_what_fewer_workers_lead_to(house: House) -> None:
    needs = [
        {"support_needs": "medium", "situation": "street", "birth_year": 1984, "starts_on": f"2025-{month:02}-01"}
        for month in range(1, 13)
    ] * 2
    await house.as_team("PUT", "/v1/methods", {"methods": [CTI | {"method": "icm", "caseload_limit": 8}]})
    body = {"since": "2025-01-01", "until": "2026-01-01", "fewer": 2, "needs": needs}
    (found,) = (await house.as_team("POST", "/v1/staffing-estimates", body)).json()["methods"]
    assert (found["method"], found["needed"]["workers"], found["needed"]["peak_citizens"]) == ("icm", 3, 24)
    fewer = found["needed"]["fewer"]
    assert (fewer["workers"], fewer["worst_caseload"], fewer["most_waiting"]) == (1, 24, 16)
    assert (await house.as_team("GET", "/v1/referrals")).json() == [], "nothing is stored"


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"until": "2024-12-31"}, "/until"),
        ({"until": "2100-01-01"}, "/until"),
        ({"fewer": -1}, "/fewer"),
        ({"needs": []}, "/needs"),
    ],
)
async def test_an_estimate_that_makes_no_sense(house: House, changes: dict[str, object], pointer: str) -> None:
    need = {"support_needs": "low", "situation": "street", "birth_year": 1984, "starts_on": "2025-01-01"}
    body = {"since": "2025-01-01", "until": "2026-01-01", "needs": [need]} | changes
    answer = await house.as_team("POST", "/v1/staffing-estimates", body)
    assert answer.status_code == 422
    assert pointer in [error["pointer"] for error in answer.json()["errors"]]


async def test_a_course_without_a_worker_takes_nobodys_place_and_waits(house: House) -> None:
    await house.worker("W1", capacity=0)
    referral = await house.open()
    await house.outcome(referral, "signed", "2025-04-01")
    assert [row["caseload"] for row in (await house.as_team("GET", "/v1/workers")).json()] == [0]
    method = (await house.as_team("GET", f"/v1/referrals/{referral}")).json()["recommendation"]["method"]
    line = (await house.as_team("GET", f"/v1/waiting-list?method={method}")).json()
    assert [row["referral_id"] for row in line["waiting"]] == [referral]
