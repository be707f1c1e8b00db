"""Teams, mixed caseloads and places over the limit, through the API."""

import uuid
from typing import Any

import pytest

from tests.integration.support.house import House, a_team

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
