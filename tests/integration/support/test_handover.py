"""Handovers without a break and changes of method without a gap, through the API."""

from datetime import datetime
from typing import Any

import pytest

from tests.integration.support.house import House

CTI = {"method": "cti", "valid_from": "2020-01-01", "caseload_limit": 10, "source": "local choice"}


async def helped(house: House, *, moved_in_on: str | None = None, worker: str = "W1") -> str:
    """A citizen whom W1 helps by ICM; W2 works by CTI and ICM."""
    await house.as_team("PUT", "/v1/methods", {"methods": [CTI]})
    await house.worker("W1")
    await house.worker("W2", method="cti", other_methods=["icm"])
    referral = await house.open()
    assert (await house.assign(referral, worker)).status_code == 200
    if moved_in_on:
        assert (await house.outcome(referral, "signed", moved_in_on)).status_code == 200
    return referral


async def caseloads(house: House) -> dict[str, int]:
    return {row["reference"]: row["caseload"] for row in (await house.as_team("GET", "/v1/workers")).json()}


async def read(house: House, referral: str) -> dict[str, Any]:
    found: dict[str, Any] = (await house.as_team("GET", f"/v1/referrals/{referral}")).json()
    return found


async def entries(house: House, kind: str) -> list[dict[str, Any]]:
    events = (await house.as_team("GET", "/v1/events")).json()["events"]
    return [event for event in events if event["kind"] == kind]


def today(house: House) -> str:
    moment: datetime = house.clock()
    return moment.date().isoformat()


async def test_a_citizen_goes_to_the_new_worker_who_has_met_the_citizen(house: House) -> None:
    referral = await helped(house)
    answer = await house.hand_over(referral, worker_reference="W2", joint_meeting_on=today(house))
    assert (answer.status_code, answer.json()["worker_reference"], answer.json()["method"]) == (200, "W2", "icm")
    assert await caseloads(house) == {"W1": 0, "W2": 1}
    (entry,) = await entries(house, "citizen_handed_over")
    assert (entry["facts"]["from_worker"], entry["facts"]["to_worker"]) == ("W1", "W2")
    assert [reason["met"] for reason in entry["reasons"] if reason["rule"] == "met-before-handover"] == [True]


@pytest.mark.parametrize(
    ("body", "pointer", "reason"),
    [
        ({"worker_reference": "W2"}, "/joint_meeting_on", "nobody says whether they met"),
        ({"worker_reference": "W2", "joint_meeting_on": "2199-01-01"}, "/joint_meeting_on", "not yet held"),
        ({"worker_reference": "W2", "joint_meeting_on": "2020-01-01"}, "/joint_meeting_on", "before the old one came"),
        ({"worker_reference": "W2", "no_meeting_reason": "busy"}, "/no_meeting_reason", "not a reason"),
        ({"worker_reference": "W1", "no_meeting_reason": "acute"}, "/worker_reference", "the same worker"),
        ({"worker_reference": "W9", "no_meeting_reason": "acute"}, "/worker_reference", "nobody has entered W9"),
        ({"team_reference": "T9", "no_meeting_reason": "acute"}, "/team_reference", "nobody has entered T9"),
        ({"no_meeting_reason": "acute"}, "/worker_reference", "to nobody"),
    ],
)
async def test_a_handover_that_makes_no_sense_changes_nothing(
    house: House, body: dict[str, object], pointer: str, reason: str
) -> None:
    referral = await helped(house)
    answer = await house.hand_over(referral, **body)
    assert answer.status_code == 422, reason
    assert pointer in [error["pointer"] for error in answer.json()["errors"]], reason
    assert await caseloads(house) == {"W1": 1, "W2": 0}, reason
    assert await entries(house, "citizen_handed_over") == [], reason


async def test_the_new_worker_needs_room_and_the_old_one_keeps_the_citizen_until_then(house: House) -> None:
    referral = await helped(house)
    await house.worker("W2", method="icm", capacity=0)
    refused = await house.hand_over(referral, worker_reference="W2", no_meeting_reason="acute")
    assert refused.status_code == 409
    assert await caseloads(house) == {"W1": 1, "W2": 0}
    given = await house.hand_over(
        referral, worker_reference="W2", no_meeting_reason="acute", override={"reason": "no_other_support"}
    )
    assert given.status_code == 200
    assert await caseloads(house) == {"W1": 0, "W2": 1}


async def test_a_handover_needs_a_person_and_the_version_last_read(house: House) -> None:
    referral = await helped(house)
    path, body = f"/v1/referrals/{referral}/handover", {"worker_reference": "W2", "no_meeting_reason": "acute"}
    system, person = house.token("support_team"), house.token("support_team", person="support-coordinator")
    assert (await house.send("POST", path, body, bearer=system, if_match=2)).status_code == 403
    assert (await house.send("POST", path, body, bearer=person)).status_code == 428
    assert (await house.send("POST", path, body, bearer=person, if_match=1)).status_code == 412
    assert await caseloads(house) == {"W1": 1, "W2": 0}


async def test_a_worker_leaves_only_when_every_citizen_has_been_handed_over(house: House) -> None:
    referral = await helped(house)
    leaving = {"team": "north", "method": "icm", "ends_on": today(house)}
    refused = await house.as_team("PUT", "/v1/workers/W1", leaving)
    assert (refused.status_code, refused.json()["caseload"]) == (409, 1)
    ahead = await house.as_team("PUT", "/v1/workers/W1", leaving | {"ends_on": "2199-01-01"})
    assert ahead.status_code == 200, "a day ahead may be entered before the handovers"
    await house.hand_over(referral, worker_reference="W2", joint_meeting_on=today(house))
    assert (await house.as_team("PUT", "/v1/workers/W1", leaving)).status_code == 200
    assert (await house.assign(await house.open(), "W1")).status_code == 409, "who has left takes nobody"


async def test_a_coordinator_leaves_only_when_the_team_has_another(house: House) -> None:
    await house.worker("act-01", method="act", team="act-city")
    await house.team("act-city")
    leaving = {"team": "act-city", "method": "act", "ends_on": today(house)}
    assert (await house.as_team("PUT", "/v1/workers/act-01", leaving)).status_code == 409


async def test_a_citizen_goes_from_a_worker_to_a_team_and_back(house: House) -> None:
    referral = await helped(house)
    await house.worker("act-01", method="act", team="act-city")
    await house.team("act-city")
    up = await house.change_method(referral, "act", team_reference="act-city", joint_meeting_on=today(house))
    assert (up.status_code, up.json()["team_reference"], up.json()["worker_reference"]) == (200, "act-city", "act-01")
    down = await house.change_method(referral, "icm", worker_reference="W1", joint_meeting_on=today(house))
    assert (down.status_code, down.json()["team_reference"], down.json()["worker_reference"]) == (200, None, "W1")
    assert await caseloads(house) == {"W1": 1, "W2": 0, "act-01": 0}


async def test_the_dates_of_the_new_method_are_counted_from_the_change(house: House) -> None:
    referral = await helped(house, moved_in_on="2025-01-01")
    assert (await read(house, referral))["course"]["dates"] == [], "ICM has no end"
    changed = await house.change_method(referral, "cti", worker_reference="W2", joint_meeting_on=today(house))
    course = changed.json()["course"]
    assert (course["starts_on"], course["phase"]) == ("2025-01-01", 1)
    assert [each["kind"] for each in course["dates"]] == ["phase_end", "phase_end", "assess_need"]
    assert course["dates"][0]["on"][:7] > today(house)[:7]
    back = await house.change_method(referral, "icm", worker_reference="W2")
    assert (back.json()["worker_reference"], back.json()["course"]["dates"]) == ("W2", []), "W2 works by both: goes on"
    again = await house.change_method(referral, "cti", worker_reference="W2")
    assert len(again.json()["course"]["dates"]) == 3
    assert len(await entries(house, "method_changed")) == 3


async def test_a_change_before_the_move_counts_from_the_move(house: House) -> None:
    referral = await helped(house)
    await house.change_method(referral, "cti", worker_reference="W2", joint_meeting_on=today(house))
    await house.outcome(referral, "signed", "2025-04-01")
    assert (await read(house, referral))["course"]["ends_on"] == "2026-01-01"


async def test_a_change_of_method_by_another_worker_needs_a_meeting_too(house: House) -> None:
    referral = await helped(house)
    answer = await house.change_method(referral, "cti", worker_reference="W2")
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/joint_meeting_on"]
    assert await caseloads(house) == {"W1": 1, "W2": 0}


async def test_without_a_worker_there_is_nothing_to_hand_over(house: House) -> None:
    await house.worker("W2")
    answer = await house.hand_over(await house.open(), worker_reference="W2", no_meeting_reason="acute")
    assert (answer.status_code, answer.json()["type"].rsplit(":", 1)[-1]) == (409, "nothing-to-hand-over")


async def test_fidelity_counts_handovers_with_and_without_a_joint_meeting(house: House) -> None:
    referral = await helped(house, moved_in_on="2025-01-01")
    await house.hand_over(referral, worker_reference="W2", joint_meeting_on=today(house))
    await house.hand_over(referral, worker_reference="W1", no_meeting_reason="acute")
    rows = (await house.as_team("GET", "/v1/fidelity")).json()
    icm = next(row for row in rows if row["method"] == "icm")
    assert (icm["handovers"], icm["joint_meetings"]) == (2, 1)
    assert [each["met"] for each in icm["reasons"] if each["rule"] == "one-relation"] == [False]
    management = await house.as_party("management", "GET", "/v1/fidelity")
    assert management.status_code == 200
    assert referral not in management.text
