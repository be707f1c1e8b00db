"""Notices and alerts through the API: who is told, what each may see, and what is refused."""

import asyncio
import uuid
from datetime import UTC, datetime

import pytest

from tests.integration.support.alerts import (
    CITIZEN,
    TERMS,
    acknowledge,
    alerts,
    exemption,
    heard,
    matched,
    notify,
    the_alert,
    with_worker,
)
from tests.integration.support.house import House


async def test_a_sanction_notice_is_with_the_worker_before_the_sanction_falls(house: House) -> None:
    await with_worker(house)
    told = await notify(house)
    assert told.status_code == 201, told.text
    assert (told.json()["short"], told.json()["acknowledged_at"]) == (False, None)
    alert = await the_alert(house)
    assert (alert["kind"], alert["subject_id"], alert["happens_on"]) == ("sanction", told.json()["id"], "2025-04-01")
    assert (alert["owner"]["step"], alert["owner"]["reference"]) == ("worker", "W1")
    assert alert["owner"]["reasons"][0]["rule"] == "worker-of-the-course"
    assert await alerts(house, "?worker=W1&state=open") == [alert]
    assert await alerts(house, "?worker=W2") == []
    raised = [event for event in await heard(house, "support_team") if event["kind"] == "alert_raised"]
    assert [event["facts"]["owner_reference"] for event in raised] == ["W1"]


async def test_alerts_come_in_pages(house: House) -> None:
    await with_worker(house)
    for number in range(3):
        assert (await notify(house, reference=f"S{number}")).status_code == 201
    first = await house.as_team("GET", "/v1/alerts?limit=2")
    assert len(first.json()) == 2
    following = first.headers["link"].split(">")[0].removeprefix("<")
    rest = await house.as_team("GET", following)
    ids = [each["id"] for each in first.json() + rest.json()]
    assert ids == sorted(ids) and len(set(ids)) == 3


async def test_a_worker_away_that_day_has_it_with_the_coordinator(house: House) -> None:
    await with_worker(house, absences=[{"starts_on": "2025-03-03", "ends_on": "2025-03-04"}])
    await notify(house)
    alert = await the_alert(house)
    assert (alert["owner"]["step"], alert["owner"]["reference"]) == ("coordinator", "K1")


async def test_without_worker_and_coordinator_it_is_in_the_teams_queue(house: House) -> None:
    await house.open(citizen_id=CITIZEN)
    await notify(house)
    alert = await the_alert(house)
    assert (alert["owner"]["step"], alert["owner"]["reference"]) == ("queue", None)
    assert [reason["met"] for reason in alert["owner"]["reasons"]] == [False, False]


async def test_a_discharge_today_is_of_the_highest_urgency(house: House) -> None:
    await with_worker(house)
    answer = await notify(house, "discharge", discharge_on="2025-03-03")
    assert answer.status_code == 201, answer.text
    alert = await the_alert(house)
    assert (alert["kind"], alert["urgency"]) == ("discharge", "highest")
    assert alert["acknowledge_by"] == "2025-03-03T10:00:00Z", "one opening hour"


async def test_acknowledged_and_then_ended_by_a_person(house: House) -> None:
    await with_worker(house)
    notice = (await notify(house)).json()["id"]
    alert = await the_alert(house)
    early = await matched(house, f"/v1/alerts/{alert['id']}/outcome", {"outcome": "sanction_averted"}, 1)
    assert (early.status_code, early.json()["type"].rsplit(":", 1)[-1]) == (409, "alert-not-acknowledged")
    acknowledged = await acknowledge(house, alert)
    assert (acknowledged.status_code, acknowledged.json()["acknowledged_by"]) == (200, "support-coordinator")
    assert acknowledged.headers["etag"] == '"2"'
    twice = await matched(house, f"/v1/alerts/{alert['id']}/acknowledgement", {"action": "plan_made"}, 2)
    assert (twice.status_code, twice.json()["action"]) == (409, "contacted_sender")
    wrong = await matched(house, f"/v1/alerts/{alert['id']}/outcome", {"outcome": "rent_paid"}, 2)
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "/outcome")
    ended = await matched(house, f"/v1/alerts/{alert['id']}/outcome", {"outcome": "sanction_averted"}, 2)
    assert (ended.status_code, ended.json()["state"]) == (200, "ended")
    seen = (await house.as_party("job_centre", "GET", f"/v1/sanction-notices/{notice}")).json()
    assert seen["acknowledged_at"] == "2025-03-03T09:00:00Z"
    figures = (await house.as_party("management", "GET", "/v1/figures/alerts")).json()
    assert (figures["sanctions_averted"], figures["acknowledged_in_time_percent"]) == (1, 100.0)
    assert figures["by_kind"][0]["raised"] == 1


async def test_an_alert_is_acknowledged_only_as_it_was_read(house: House) -> None:
    await with_worker(house)
    await notify(house)
    alert = await the_alert(house)
    path = f"/v1/alerts/{alert['id']}/acknowledgement"
    stale = await matched(house, path, {"action": "plan_made"}, 9)
    unread = await house.as_coordinator("POST", path, {"action": "plan_made"})
    nobody = await house.as_team("POST", path, {"action": "plan_made"})
    assert [stale.status_code, unread.status_code, nobody.status_code] == [412, 428, 403]
    assert await the_alert(house) == alert


async def test_the_same_reference_is_the_same_alert_and_a_newer_notice_a_new_entry(house: House) -> None:
    await with_worker(house)
    first = await notify(house)
    again = await notify(house)
    assert (again.status_code, again.json()) == (200, first.json())
    other = await notify(house, sanction_from_on="2025-05-01")
    assert other.status_code == 409
    assert [error["pointer"] for error in other.json()["errors"]] == ["/sanction_from_on"]
    await acknowledge(house, await the_alert(house))
    newer = await notify(house, reference="S2", sanction_from_on="2025-03-06", replaces_reference="S1")
    assert (newer.status_code, newer.json()["short"]) == (201, True)
    alert = await the_alert(house)
    assert (alert["happens_on"], alert["state"], alert["urgency"]) == ("2025-03-06", "open", "high")
    old = (await house.as_party("job_centre", "GET", f"/v1/sanction-notices/{first.json()['id']}")).json()
    assert old["sanction_from_on"] == "2025-04-01" and old["replaced_at"] is not None
    twice = await notify(house, reference="S3", replaces_reference="S1")
    assert (twice.status_code, twice.json()["errors"][0]["pointer"]) == (422, "/replaces_reference")


async def test_the_same_notice_many_times_at_once_is_one_alert(house: House) -> None:
    await with_worker(house)
    answers = await asyncio.gather(*(notify(house) for _ in range(8)))
    assert sorted(answer.status_code for answer in answers) == [200] * 7 + [201]
    assert len(await alerts(house)) == 1


async def test_a_withdrawn_notice_ends_its_alert_and_the_record_says_so(house: House) -> None:
    await with_worker(house)
    notice = (await notify(house)).json()["id"]
    for _ in range(2):
        answer = await house.send("POST", f"/v1/sanction-notices/{notice}/withdrawal", bearer=house.token("job_centre"))
        assert (answer.status_code, answer.json()["withdrawn_at"]) == (200, "2025-03-03T09:00:00Z")
    alert = await the_alert(house)
    assert (alert["state"], alert["outcome"]) == ("ceased", None)
    assert [event["kind"] for event in await heard(house, "support_team")].count("alert_ceased") == 1
    exempt = await exemption(house, notice)
    assert (exempt.status_code, exempt.json()["type"].rsplit(":", 1)[-1]) == (409, "notice-withdrawn")


async def test_an_exemption_is_asked_for_and_granted(house: House) -> None:
    await with_worker(house)
    notice = (await notify(house)).json()["id"]
    asked = await exemption(house, notice, "support_team")
    assert asked.status_code == 201, asked.text
    granted = await exemption(house, notice)
    assert {each["by"] for each in granted.json()["exemptions"]} == {"asked", "granted"}
    assert (await exemption(house, notice)).status_code == 200
    wrong = await exemption(house, notice, to_on="2025-03-31")
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "/to_on")
    assert (await the_alert(house))["state"] == "open", "a person says what came of it"
    assert "exemption_asked" in [event["kind"] for event in await heard(house, "job_centre")]


@pytest.mark.parametrize(
    ("kind", "changes", "pointers", "reason"),
    [
        ("sanction", {"sanction_from_on": "2025-03-02"}, ["/sanction_from_on"], "yesterday"),
        ("sanction", {"citizen_id": str(uuid.UUID(int=5))}, ["/citizen_id"], "about nobody"),
        ("sanction", {"kind": "fine"}, ["/kind"], "no such kind"),
        ("sanction", {"replaces_reference": "S9"}, ["/replaces_reference"], "replaces nothing"),
        ("discharge", {"discharge_on": "2027-03-03"}, ["/discharge_on"], "two years ahead"),
        ("discharge", {"discharge_on": "2025-03-02"}, ["/discharge_on"], "yesterday"),
        ("discharge", {"diagnosis": "F20"}, ["/diagnosis"], "nobody asked for it"),
    ],
)
async def test_a_bad_notice_is_told_precisely_and_changes_nothing(
    house: House, kind: str, changes: dict[str, object], pointers: list[str], reason: str
) -> None:
    await with_worker(house)
    answer = await notify(house, kind, **changes)
    assert answer.status_code == 422, reason
    assert [error["pointer"] for error in answer.json()["errors"]] == pointers, reason
    assert await alerts(house) == []
    assert (await notify(house, kind)).status_code == 201, "the reference is still free"


async def test_the_municipality_enters_its_own_time_limits(house: House) -> None:
    held = (await house.as_team("GET", "/v1/alert-terms")).json()
    assert (held["rows"], held["today"]["verified"]) == ([], False)
    await with_worker(house)
    assert (await house.as_team("PUT", "/v1/alert-terms", TERMS | {"time_to_act_days": 30})).status_code == 200
    assert (await notify(house)).json()["short"] is True
    wrong = await house.as_team("PUT", "/v1/alert-terms", TERMS | {"high_hours": 0, "follow_up_days": 366})
    assert [error["pointer"] for error in wrong.json()["errors"]] == ["/high_hours", "/follow_up_days"]


async def test_a_notice_of_a_citizen_whose_course_has_ended_is_in_the_queue(house: House) -> None:
    referral = await with_worker(house)
    await house.outcome(referral, "declined")
    house.clock.now = datetime(2025, 3, 5, 9, tzinfo=UTC)
    assert (await notify(house)).json()["citizen_id"] == CITIZEN
    assert (await the_alert(house))["owner"]["step"] == "queue"
