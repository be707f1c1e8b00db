"""Visits of a course, from plan to what came of them."""

import uuid
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.integration.support.house import House
from tests.integration.support.test_courses import a_course

NOW = datetime(2025, 3, 5, 13, tzinfo=UTC)
PLAN = {
    "purpose": "ordinary",
    "place": "home",
    "starts_at": "2025-03-05T10:00:00+01:00",
    "ends_at": "2025-03-05T11:00:00+01:00",
}
KEPT = {"status": "kept", "began_at": "2025-03-05T10:05:00+01:00", "ended_at": "2025-03-05T10:50:00+01:00"}
MISSED = {"status": "missed", "reason": "no_answer"}
NEW_TIME = {"starts_at": "2025-03-07T10:00:00+01:00", "ends_at": "2025-03-07T11:00:00+01:00"}
MOVED = {"status": "moved", "moved_to": NEW_TIME}


async def planned(house: House, course: str, **changes: object) -> str:
    answer = await house.as_coordinator("POST", f"/v1/courses/{course}/visits", PLAN | changes)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def recorded(house: House, visit: str, result: dict[str, Any]) -> dict[str, Any]:
    answer = await house.as_coordinator("POST", f"/v1/visits/{visit}/result", result)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def visits_of(house: House, course: str) -> list[dict[str, Any]]:
    visits: list[dict[str, Any]] = (await house.as_team("GET", f"/v1/courses/{course}/visits")).json()
    return sorted(visits, key=lambda visit: str(visit["starts_at"]))


async def open_tasks(house: House) -> list[tuple[str, str]]:
    tasks = (await house.as_team("GET", "/v1/tasks?done=false")).json()
    return [(task["kind"], task["due_at"]) for task in tasks]


async def test_the_day_of_the_keys_has_a_visit_without_anybody_planning_it(house: House) -> None:
    course = await a_course(house)
    [visit] = await visits_of(house, course)
    assert (visit["purpose"], visit["status"]) == ("day_of_the_keys", "planned")
    assert visit["starts_at"] == "2025-04-01T08:00:00Z", "ten o'clock in Denmark, in summer time"


async def test_a_kept_visit_says_when_and_by_whom(house: House) -> None:
    course = await a_course(house)
    house.clock.now = NOW
    visit = await planned(house, course)
    kept = await recorded(house, visit, KEPT)
    assert (kept["status"], kept["worker_reference"], kept["began_at"]) == ("kept", "C1", "2025-03-05T09:05:00Z")
    assert await recorded(house, visit, KEPT) == kept
    other = await house.as_coordinator("POST", f"/v1/visits/{visit}/result", MISSED)
    assert other.status_code == 409 and other.json()["status"] == 409
    assert other.json()["type"].endswith("visit-recorded-otherwise")


async def test_a_missed_visit_asks_for_the_next_attempt_until_one_is_planned(house: House) -> None:
    course = await a_course(house)
    house.clock.now = NOW
    await recorded(house, await planned(house, course), MISSED)
    assert await open_tasks(house) == [("next_attempt", "2025-03-07T23:00:00Z")], "two whole working days"
    await planned(house, course, **NEW_TIME)
    assert await open_tasks(house) == []


async def test_the_next_attempt_waits_for_working_days(house: House) -> None:
    course = await a_course(house)
    house.clock.now = datetime(2025, 4, 16, 13, tzinfo=UTC)
    await recorded(house, await planned(house, course), MISSED)
    assert await open_tasks(house) == [("next_attempt", "2025-04-23T22:00:00Z")], "Easter is from the 17th to the 21st"


async def test_a_kept_visit_is_an_attempt_made(house: House) -> None:
    course = await a_course(house)
    house.clock.now = NOW
    await recorded(house, await planned(house, course), MISSED)
    await recorded(house, await planned(house, course), KEPT)
    assert await open_tasks(house) == []


async def test_a_moved_visit_is_a_new_one_at_its_new_time(house: House) -> None:
    course = await a_course(house)
    house.clock.now = NOW
    visit = await planned(house, course)
    moved = await recorded(house, visit, MOVED)
    assert await recorded(house, visit, MOVED) == moved
    first, second, _ = await visits_of(house, course)
    assert (first["status"], first["moved_to"]) == ("moved", second["id"])
    assert (second["status"], second["starts_at"]) == ("planned", "2025-03-07T09:00:00Z")
    elsewhere = MOVED | {"moved_to": NEW_TIME | {"ends_at": "2025-03-07T12:00:00+01:00"}}
    assert (await house.as_coordinator("POST", f"/v1/visits/{visit}/result", elsewhere)).status_code == 409


@pytest.mark.parametrize(
    ("changes", "pointers", "reason"),
    [
        ({"ends_at": "2025-03-05T09:59:00+01:00"}, ["/ends_at"], "ends before it begins"),
        ({"ends_at": "2025-03-05T10:00:00+01:00"}, ["/ends_at"], "takes no time"),
        ({"ends_at": "2025-03-07T10:00:00+01:00"}, ["/ends_at"], "two days long"),
        ({"starts_at": "2025-02-28T10:00:00+01:00", "ends_at": "2025-02-28T11:00:00+01:00"}, ["/starts_at"], "before"),
        ({"starts_at": "2035-03-05T10:00:00+01:00", "ends_at": "2035-03-05T11:00:00+01:00"}, ["/starts_at"], "ten on"),
        (
            {"starts_at": "2025-02-28T10:00:00+01:00", "ends_at": "2025-02-28T09:00:00+01:00"},
            ["/ends_at", "/starts_at"],
            "both are told at once",
        ),
        ({"place": "moon"}, ["/place"], "nobody lives there"),
        ({"purpose": "control"}, ["/purpose"], "not what a visit is for"),
        ({"note": "x"}, ["/note"], "no free text in a visit"),
    ],
)
async def test_a_visit_that_makes_no_sense_is_not_planned(
    house: House, changes: dict[str, object], pointers: list[str], reason: str
) -> None:
    course = await a_course(house)
    answer = await house.as_coordinator("POST", f"/v1/courses/{course}/visits", PLAN | changes)
    assert answer.status_code == 422, reason
    assert [error["pointer"] for error in answer.json()["errors"]] == pointers, reason
    assert len(await visits_of(house, course)) == 1, reason


@pytest.mark.parametrize(
    ("result", "pointers", "reason"),
    [
        (KEPT | {"ended_at": "2025-03-05T14:30:00+01:00"}, ["/ended_at"], "half an hour from now"),
        (KEPT | {"ended_at": "2025-03-05T10:05:00+01:00"}, ["/ended_at"], "ends as it begins"),
        (KEPT | {"ended_at": "2025-03-05T10:00:00+01:00"}, ["/ended_at"], "ends before it begins"),
        (KEPT | {"began_at": "2025-03-01T10:00:00+01:00"}, ["/began_at", "/ended_at"], "before the referral"),
        ({"status": "kept"}, ["/began_at", "/ended_at"], "kept when?"),
        ({"status": "missed"}, ["/reason"], "missed why?"),
        ({"status": "moved"}, ["/moved_to"], "moved to when?"),
        ({"status": "planned"}, ["/status"], "that is what it is already"),
        (
            {"status": "moved", "moved_to": {k: v.replace("-07T", "-04T") for k, v in NEW_TIME.items()}},
            ["/moved_to/starts_at"],
            "moved to yesterday",
        ),
        ({"status": "lost"}, ["/status"], "not a result"),
    ],
)
async def test_a_result_that_makes_no_sense_changes_nothing(
    house: House, result: dict[str, object], pointers: list[str], reason: str
) -> None:
    course = await a_course(house)
    house.clock.now = NOW
    visit = await planned(house, course, ends_at="2025-03-05T15:00:00+01:00")
    answer = await house.as_coordinator("POST", f"/v1/visits/{visit}/result", result)
    assert answer.status_code == 422, reason
    assert [error["pointer"] for error in answer.json()["errors"]] == pointers, reason
    assert {each["status"] for each in await visits_of(house, course)} == {"planned"}, reason
    assert await open_tasks(house) == [], reason


async def test_a_visit_ahead_has_not_been_missed_yet(house: House) -> None:
    course = await a_course(house)
    [visit] = await visits_of(house, course)
    answer = await house.as_coordinator("POST", f"/v1/visits/{visit['id']}/result", MISSED)
    assert answer.status_code == 422 and answer.json()["errors"][0]["pointer"] == "/status"


async def test_a_course_that_has_ended_has_no_more_visits(house: House) -> None:
    course = await a_course(house)
    house.clock.now = NOW
    visit = await planned(house, course)
    body = {"ground": "need_met", "need_assessed_on": "2025-03-05"}
    assert (await house.as_coordinator("POST", f"/v1/courses/{course}/closing", body)).status_code == 200
    for path, sent in ((f"/v1/courses/{course}/visits", PLAN), (f"/v1/visits/{visit}/result", KEPT)):
        answer = await house.as_coordinator("POST", path, sent)
        assert answer.status_code == 409 and answer.json()["type"].endswith("course-ended")


async def test_what_is_not_there_is_not_found(house: House) -> None:
    missing = uuid.uuid4()
    assert (await house.as_coordinator("POST", f"/v1/courses/{missing}/visits", PLAN)).status_code == 404
    assert (await house.as_coordinator("POST", f"/v1/visits/{missing}/result", MISSED)).status_code == 404
    assert (await house.as_team("GET", f"/v1/courses/{missing}/visits")).status_code == 404


async def test_contacts_a_week_count_kept_visits_over_the_time_with_the_worker(house: House) -> None:
    course = await a_course(house)
    house.clock.now = datetime(2025, 3, 31, 13, tzinfo=UTC)
    for day, result in ((5, "kept"), (12, "missed"), (19, "kept")):
        span = {name: f"2025-03-{day:02}T{hour}:00:00+01:00" for name, hour in (("starts_at", 10), ("ends_at", 11))}
        times = {"began_at": span["starts_at"], "ended_at": span["ends_at"]}
        visit = await planned(house, course, **span)
        await recorded(house, visit, {"status": "kept", **times} if result == "kept" else MISSED)

    async def counted(since: str, until: str) -> Any:
        return (await house.as_team("GET", f"/v1/contacts?since={since}&until={until}")).json()

    [whole] = await counted("2025-03-04", "2025-03-25")
    [last] = await counted("2025-03-18", "2025-03-25")
    assert (whole["worker_reference"], whole["method"], whole["courses"]) == ("C1", "cti", 1)
    assert (whole["days"], whole["contacts"], round(whole["per_week"], 4)) == (21.0, 2, 0.6667)
    assert (last["contacts"], last["per_week"]) == (1, 1.0)
    assert await counted("2025-02-01", "2025-03-01") == [], "nobody had a worker then"
    assert {whole["team"], last["team"]} == {"north"}
    fidelity = (await house.as_team("GET", "/v1/fidelity")).json()
    [cti] = [row for row in fidelity if (row["method"], row["team"]) == ("cti", "north")]
    assert (cti["contacts"], cti["contacts_per_week"]) == (2, "0.50"), "the same count, of the last four weeks"
    backwards = await house.as_team("GET", "/v1/contacts?since=2025-03-04&until=2025-03-04")
    assert backwards.status_code == 422 and backwards.json()["errors"][0]["pointer"] == "/query/until"
