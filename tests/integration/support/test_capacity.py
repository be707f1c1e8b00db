"""Teams, mixed caseloads, places over the limit, places ahead, the waiting list and fidelity, through the API."""

import uuid
from typing import Any

import pytest

from kit.database.stories import Stories
from services.support.main import CALLER
from services.support.usecases.capacity.waiting_list import tell_first_in_line
from tests.integration.support.house import HELSINGOER, House, a_team

CTI = {"method": "cti", "valid_from": "2020-01-01", "caseload_limit": 10, "source": "local choice"}
DISCIPLINE = {"discipline": "nurse", "hours_per_week": "37.00", "filled_hours_per_week": "37.00"}


async def fill(house: House, worker: str, citizens: int) -> list[str]:
    """So many citizens assigned to the worker."""
    referrals = [await house.open(uuid.uuid4()) for _ in range(citizens)]
    for referral in referrals:
        assert (await house.assign(referral, worker)).status_code == 200
    return referrals


async def enter_cti(house: House, **changes: object) -> None:
    answer = await house.as_team("PUT", "/v1/methods", {"methods": [CTI | changes]})
    assert answer.status_code == 200, answer.text


async def one(house: House, path: str, **match: object) -> dict[str, Any]:
    """The one row of a list that matches."""
    rows: list[dict[str, Any]] = (await house.as_team("GET", path)).json()
    found = [row for row in rows if all(row[name] == value for name, value in match.items())]
    assert len(found) == 1, rows
    return found[0]


async def places(house: House, method: str) -> dict[str, Any]:
    found = (await house.as_team("GET", "/v1/capacity")).json()["places"]
    rows: list[dict[str, Any]] = [row for row in found if row["method"] == method]
    assert len(rows) == 1, found
    return rows[0]


async def journal(house: House, kind: str) -> list[dict[str, Any]]:
    events = (await house.as_team("GET", "/v1/events")).json()["events"]
    return [event for event in events if event["kind"] == kind]


async def tell(stories: Stories) -> int:
    """What the sweep does for one municipality."""
    async with stories.begin(CALLER, HELSINGOER) as story:
        return await tell_first_in_line(story)


async def test_citizens_of_several_methods_fill_one_worker_by_their_own_limits(house: House) -> None:
    await enter_cti(house)
    await house.worker("W1", other_methods=["cti"])
    await fill(house, "W1", 4)
    taken = [
        await house.assign_to(await house.open(uuid.uuid4()), worker_reference="W1", method="cti") for _ in "12345"
    ]
    assert [answer.status_code for answer in taken] == [200] * 5
    refused = await house.assign_to(await house.open(uuid.uuid4()), worker_reference="W1", method="cti")
    assert (refused.status_code, refused.json()["caseload"]) == (409, 9), "4/8 and 5/10 are a whole worker"
    assert (await house.assign(await house.open(uuid.uuid4()), "W1")).status_code == 409


async def test_a_light_phase_makes_room(house: House) -> None:
    await enter_cti(house, caseload_limit=1, weights=[{"phase": 0, "weight": "1/2"}])
    await house.worker("W1", method="cti")
    await fill(house, "W1", 1)
    answer = await house.assign(await house.open(uuid.uuid4()), "W1")
    assert answer.status_code == 409, "a newcomer is weighed as in any phase that no row names: a whole place"


async def test_a_worker_is_not_assigned_by_a_method_that_the_worker_does_not_work_by(house: House) -> None:
    await house.worker("W1")
    answer = await house.assign_to(await house.open(), worker_reference="W1", method="cti")
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/method"]


async def test_half_the_hours_are_half_the_places(house: House) -> None:
    await house.worker("W1", hours_per_week="18.50")
    await fill(house, "W1", 4)
    answer = await house.assign(await house.open(uuid.uuid4()), "W1")
    assert (answer.status_code, answer.json()["limit"]) == (409, 4)


async def test_over_the_limit_only_by_a_person_with_a_code_and_shown_everywhere(house: House) -> None:
    await house.worker("W1")
    await fill(house, "W1", 8)
    ninth = await house.open(uuid.uuid4())
    body = {"worker_reference": "W1", "override": {"reason": "acute_danger"}}
    path = f"/v1/referrals/{ninth}/assignment"
    assert (await house.as_team("POST", path, body)).status_code == 403, "a system breaks no limit"
    unknown = await house.assign_to(ninth, worker_reference="W1", override={"reason": "because"})
    assert unknown.status_code == 422
    assert (await house.as_coordinator("POST", path, body)).status_code == 200
    worker = await one(house, "/v1/workers", reference="W1")
    assert (worker["caseload"], worker["over_limit"], worker["over_limit_assignments"]) == (9, True, 1)
    assert (await places(house, "icm"))["over"] == 1
    fidelity = await one(house, "/v1/fidelity", method="icm")
    assert fidelity["over_limit"] == {"acute_danger": 1}
    assert not fidelity["holds"]
    figures = (await house.as_team("GET", "/v1/figures")).json()
    assert next(row for row in figures["methods"] if row["method"] == "icm")["over_limit"] == 1
    entry = (await journal(house, "worker_assigned"))[-1]
    assert (entry["person"], entry["facts"]["over_limit"]) == ("support-coordinator", "acute_danger")
    assert [reason["met"] for reason in entry["reasons"] if reason["rule"] == "over-limit-by-a-person"] == [False]


async def test_an_override_where_there_is_room_is_no_broken_limit(house: House) -> None:
    await house.worker("W1")
    answer = await house.assign_to(await house.open(), worker_reference="W1", override={"reason": "acute_danger"})
    assert answer.status_code == 200
    assert (await one(house, "/v1/workers", reference="W1"))["over_limit_assignments"] == 0


async def test_a_person_breaks_no_unknown_limit(house: House) -> None:
    await house.worker("C1", method="cti")
    answer = await house.assign_to(await house.open(), worker_reference="C1", override={"reason": "acute_danger"})
    assert (answer.status_code, answer.json()["type"].rsplit(":", 1)[-1]) == (409, "caseload-limit-missing")


async def test_a_team_has_the_citizen_as_a_whole_and_its_coordinator_is_named(house: House) -> None:
    await house.worker("act-01", method="act", team="act-city")
    await house.team("act-city")
    referral = await house.open()
    alone = await house.assign(referral, "act-01")
    assert (alone.status_code, alone.json()["team_reference"]) == (409, "act-city")
    found = (await house.assign_to(referral, team_reference="act-city")).json()
    assert (found["worker_reference"], found["team_reference"], found["method"]) == ("act-01", "act-city", "act")
    team = await one(house, "/v1/teams", reference="act-city")
    assert (team["capacity"]["places"], team["capacity"]["taken"], team["capacity"]["free"]) == (8, 1, 7)
    assert (await one(house, "/v1/workers", reference="act-01"))["caseload"] == 0, "the team carries, not one alone"


async def test_a_new_coordinator_is_the_named_worker_of_the_teams_citizens(house: House) -> None:
    await house.worker("act-01", method="act", team="act-city")
    await house.worker("act-02", method="act", team="act-city")
    await house.team("act-city")
    referral = await house.open()
    await house.assign_to(referral, team_reference="act-city")
    await house.team("act-city", coordinator="act-02")
    assert (await house.as_team("GET", f"/v1/referrals/{referral}")).json()["worker_reference"] == "act-02"
    answer = await house.as_team("PUT", "/v1/teams/act-city", a_team() | {"method": "m_act", "coordinator": "act-02"})
    assert answer.status_code == 409, "the team's citizens came for its method"


async def test_a_ratio_that_nobody_has_entered_is_a_question(house: House) -> None:
    await house.worker("act-01", method="act", team="act-city")
    await house.team("act-city", ratio=None)
    found = await places(house, "act")
    assert (found["places"], found["free"]) == (None, None)
    assert "must enter the ratio" in found["question"]["en"]
    assert (await house.assign_to(await house.open(), team_reference="act-city")).status_code == 409


@pytest.mark.parametrize(
    ("changes", "pointer", "reason"),
    [
        ({"coordinator": None}, "/coordinator", "a team without a coordinator"),
        ({"coordinator": "nobody"}, "/coordinator", "a coordinator whom nobody has entered"),
        ({"ratio": 0}, "/ratio", "nobody works with no citizens"),
        ({"ratio": 10**12}, "/ratio", "no number of citizens"),
        ({"disciplines": []}, "/disciplines", "a multidisciplinary team has disciplines"),
        (
            {"disciplines": [DISCIPLINE | {"hours_per_week": "-1"}]},
            "/disciplines/0/hours_per_week",
            "negative hours",
        ),
        (
            {"disciplines": [DISCIPLINE | {"filled_hours_per_week": "169"}]},
            "/disciplines/0/filled_hours_per_week",
            "more hours than a week has",
        ),
        ({"disciplines": [DISCIPLINE, DISCIPLINE]}, "/disciplines/1/discipline", "the same discipline twice"),
    ],
)
async def test_a_team_that_makes_no_sense(house: House, changes: dict[str, object], pointer: str, reason: str) -> None:
    await house.worker("act-01", method="act", team="act-city")
    answer = await house.as_team("PUT", "/v1/teams/act-city", a_team() | changes)
    assert answer.status_code == 422, reason
    assert pointer in [error["pointer"] for error in answer.json()["errors"]], reason
    assert (await house.as_team("GET", "/v1/teams")).json() == [], reason


@pytest.mark.parametrize(
    ("changes", "pointer", "reason"),
    [
        ({"hours_per_week": "-5"}, "/hours_per_week", "negative hours"),
        ({"other_methods": ["icm"]}, "/other_methods", "the method stands there already"),
        ({"other_methods": ["cti", "cti"]}, "/other_methods", "twice"),
        (
            {"absences": [{"starts_on": "2025-03-02", "ends_on": "2025-03-01"}]},
            "/absences/0/ends_on",
            "an absence that ends before it starts",
        ),
        ({"capacity": -1}, "/capacity", "fewer than no citizens"),
    ],
)
async def test_a_worker_that_makes_no_sense(
    house: House, changes: dict[str, object], pointer: str, reason: str
) -> None:
    answer = await house.as_team("PUT", "/v1/workers/W1", {"team": "north", "method": "icm"} | changes)
    assert answer.status_code == 422, reason
    assert pointer in [error["pointer"] for error in answer.json()["errors"]], reason
    assert (await house.as_team("GET", "/v1/workers")).json() == [], reason


@pytest.mark.parametrize(
    ("weights", "pointer", "reason"),
    [
        ([{"weight": "0"}], "/methods/0/weights/0/weight", "a citizen weighs something"),
        ([{"weight": "-1"}], "/methods/0/weights/0/weight", "a negative weight"),
        ([{"weight": "1/0"}], "/methods/0/weights/0/weight", "no fraction"),
        ([{"phase": 4, "weight": "1"}], "/methods/0/weights/0/phase", "CTI has three phases"),
    ],
)
async def test_a_weight_that_makes_no_sense(
    house: House, weights: list[dict[str, object]], pointer: str, reason: str
) -> None:
    answer = await house.as_team("PUT", "/v1/methods", {"methods": [CTI | {"weights": weights}]})
    assert answer.status_code == 422, reason
    assert pointer in [error["pointer"] for error in answer.json()["errors"]], reason


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
