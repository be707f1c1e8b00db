"""From the assignment through the day of the keys to a kept home."""

import uuid
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.integration.support.house import House
from tests.integration.support.test_courses import CTI, a_course, sweep_at
from tests.integration.support.test_visits import KEPT, NOW, planned, recorded

AFTER = datetime(2025, 4, 2, 12, tzinfo=UTC)


async def an_assignment(house: House, method: str = "cti") -> str:
    await house.as_team("PUT", "/v1/methods", {"methods": [CTI, CTI | {"method": "aftercare"}]})
    referral = await house.open()
    await house.worker("C1", method=method)
    assert (await house.assign(referral, "C1")).status_code == 200
    return referral


async def sheet_of(house: House, course: str) -> dict[str, Any]:
    answer = await house.as_team("GET", f"/v1/courses/{course}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def open_tasks(house: House) -> list[tuple[str, int]]:
    tasks = (await house.as_team("GET", "/v1/tasks?done=false")).json()
    return sorted((task["kind"], task["phase"]) for task in tasks)


async def test_contact_is_asked_for_once_before_the_course_and_a_kept_visit_does_it(house: House) -> None:
    referral = await an_assignment(house)
    assert await sweep_at(house, NOW) == 1
    assert await sweep_at(house, NOW) == 0
    assert await open_tasks(house) == [("build_contact", 0)]
    await recorded(house, await planned(house, referral), KEPT)
    assert await open_tasks(house) == []
    assert await sweep_at(house, NOW) == 0


async def test_contact_is_not_asked_for_by_a_method_without_phases(house: House) -> None:
    await an_assignment(house, "aftercare")
    assert await sweep_at(house, NOW) == 0


async def test_contact_is_not_asked_for_when_the_course_has_started(house: House) -> None:
    await a_course(house)
    assert await sweep_at(house, AFTER) == 0


async def test_support_before_the_move_is_counted(house: House) -> None:
    course = await a_course(house)
    house.clock.now = NOW
    await recorded(house, await planned(house, course, purpose="contact_building", place="shelter"), KEPT)
    house.clock.now = AFTER
    [keys] = [
        visit
        for visit in (await house.as_team("GET", f"/v1/courses/{course}/visits")).json()
        if visit["purpose"] == "day_of_the_keys"
    ]
    times = {"began_at": "2025-04-01T10:00:00+02:00", "ended_at": "2025-04-01T12:00:00+02:00"}
    await recorded(house, keys["id"], {"status": "kept", **times})
    sheet = await sheet_of(house, course)
    assert (sheet["worker_at_signing"], sheet["contacts_before_start"], sheet["phase"]) == (True, 1, 1)
    assert sheet["visits"] == {"planned": 0, "kept": 2, "missed": 0, "moved": 0}
    assert sheet["next"]["kind"] == "plan_visit"


async def test_a_move_without_a_worker_is_recorded_as_such_and_has_its_first_visit_all_the_same(house: House) -> None:
    await house.as_team("PUT", "/v1/methods", {"methods": [CTI]})
    referral = await house.open()
    await house.outcome(referral, "signed", "2025-04-01")
    sheet = await sheet_of(house, referral)
    assert (sheet["worker_at_signing"], sheet["worker_reference"]) == (False, None)
    await house.worker("C1", method="cti")
    await house.assign(referral, "C1")
    assert (await sheet_of(house, referral))["worker_at_signing"] is False, "the worker came after the signing"
    [citizen] = (await house.as_team("GET", "/v1/workers/C1/day?on=2025-04-01")).json()["citizens"]
    assert [visit["purpose"] for visit in citizen["visits"]] == ["day_of_the_keys"]


async def answered(house: House, months: int, body: dict[str, str]) -> int:
    tasks = (await house.as_team("GET", "/v1/tasks")).json()
    [task] = [each for each in tasks if (each["kind"], each["phase"]) == ("home_check", months)]
    return (await house.as_coordinator("POST", f"/v1/tasks/{task['id']}/completion", body)).status_code


async def test_the_home_is_asked_about_after_6_12_and_24_months(house: House) -> None:
    await a_course(house)
    for moment, expected in (
        (datetime(2025, 9, 30, 21, 59, tzinfo=UTC), []),
        (datetime(2025, 9, 30, 22, 0, tzinfo=UTC), [6]),
        (datetime(2026, 4, 1, tzinfo=UTC), [6, 12]),
        (datetime(2027, 4, 1, tzinfo=UTC), [6, 12, 24]),
        (datetime(2030, 4, 1, tzinfo=UTC), [6, 12, 24]),
    ):
        await sweep_at(house, moment)
        found = [number for kind, number in await open_tasks(house) if kind == "home_check"]
        assert found == expected, moment
    assert await answered(house, 6, {"outcome": "home_kept"}) == 200
    assert await answered(house, 12, {"outcome": "home_lost"}) == 422, "lost why?"
    assert await answered(house, 12, {"outcome": "home_kept", "reason": "evicted"}) == 422, "kept, and evicted?"
    assert await answered(house, 12, {"outcome": "need_met"}) == 422, "that is no answer to it"
    assert await answered(house, 12, {"outcome": "home_lost", "reason": "evicted"}) == 200
    assert await answered(house, 12, {"outcome": "home_lost", "reason": "evicted"}) == 200, "the same again"
    assert await answered(house, 12, {"outcome": "home_lost", "reason": "in_prison"}) == 409
    figures = (await house.as_team("GET", "/v1/figures")).json()["courses"]["homes"]
    assert [(each["months"], each["asked"], each["kept"], each["lost"]) for each in figures] == [
        (6, 1, 1, 0),
        (12, 1, 0, 1),
        (24, 1, 0, 0),
    ]
    assert figures[1]["lost_by_reason"] == {"evicted": 1}


async def test_the_home_is_asked_about_also_when_support_has_ended(house: House) -> None:
    course = await a_course(house)
    body = {"ground": "need_met", "need_assessed_on": "2025-03-03"}
    await house.as_coordinator("POST", f"/v1/courses/{course}/closing", body)
    assert await sweep_at(house, datetime(2025, 10, 1, tzinfo=UTC)) == 1
    [citizen] = (await house.as_team("GET", "/v1/workers/C1/day?on=2025-10-01")).json()["citizens"]
    assert (citizen["state"], citizen["next"], citizen["visits"]) == ("closed", None, [])
    assert [task["kind"] for task in citizen["tasks"]] == ["home_check"]
    assert await answered(house, 6, {"outcome": "home_kept"}) == 200
    assert (await house.as_team("GET", "/v1/workers/C1/day?on=2025-10-01")).json()["citizens"] == []


async def put_items(house: House, course: str, *items: tuple[str, str]) -> Any:
    body = {"items": [{"item": item, "status": status} for item, status in items]}
    return await house.as_coordinator("PUT", f"/v1/courses/{course}/home-making", body)


async def test_open_needs_of_a_home_are_shown_and_counted(house: House) -> None:
    course = await a_course(house)
    await put_items(house, course, ("bed", "needed"), ("stove", "needed"), ("peer_support", "not_wanted"))
    answer = await put_items(house, course, ("bed", "got"), ("sport", "needed"))
    shown = answer.json()
    assert shown["open_needs"] == 2
    assert shown["home"] == [{"item": "bed", "status": "got"}, {"item": "stove", "status": "needed"}]
    assert shown["network"] == [{"item": "peer_support", "status": "not_wanted"}]
    assert "curtains" in shown["not_asked"] and "bed" not in shown["not_asked"]
    assert (await house.as_team("GET", f"/v1/courses/{course}/home-making")).json() == shown
    assert (await sheet_of(house, course))["open_needs"] == 2
    figures = (await house.as_team("GET", "/v1/figures")).json()["courses"]
    assert (figures["open_needs"], figures["courses_with_open_needs"]) == (2, 1)


@pytest.mark.parametrize(
    ("items", "pointer", "reason"),
    [
        ([("aquarium", "needed")], "/items/0/item", "not an item on the list"),
        ([("bed", "needed"), ("sofa", "broken")], "/items/1/status", "not how it can stand"),
        ([("bed", "needed"), ("bed", "got")], "/items/1/item", "named twice"),
        ([], "/items", "nothing entered"),
    ],
)
async def test_unknown_items_are_told_and_nothing_is_entered(
    house: House, items: list[tuple[str, str]], pointer: str, reason: str
) -> None:
    course = await a_course(house)
    answer = await put_items(house, course, *items)
    assert answer.status_code == 422 and answer.json()["errors"][0]["pointer"] == pointer, reason
    shown = (await house.as_team("GET", f"/v1/courses/{course}/home-making")).json()
    assert (shown["open_needs"], shown["home"]) == (0, []), reason


async def test_a_workers_day_says_what_is_next_for_each_citizen(house: House) -> None:
    course = await a_course(house)
    house.clock.now = NOW
    visit = await planned(house, course)
    other = await house.open()
    await house.assign(other, "C1")
    day = (await house.as_team("GET", "/v1/workers/C1/day")).json()
    assert day["on"] == "2025-03-05"
    citizens = {citizen["course_id"]: citizen for citizen in day["citizens"]}
    assert set(citizens) == {course, other}
    assert citizens[course]["next"]["kind"] == "record_visit" and citizens[course]["next"]["visit"]["id"] == visit
    assert citizens[other]["next"]["kind"] == "plan_visit"
    await recorded(house, visit, {"status": "missed", "reason": "no_answer"})
    friday = (await house.as_team("GET", "/v1/workers/C1/day?on=2025-03-07")).json()
    [missed] = [citizen for citizen in friday["citizens"] if citizen["course_id"] == course]
    assert [task["kind"] for task in missed["tasks"]] == ["next_attempt"]
    assert missed["next"]["kind"] == "do_task"
    assert (await house.as_team("GET", "/v1/workers/nobody/day")).status_code == 404
    assert (await house.as_team("GET", "/v1/workers/C1/day?on=tomorrow")).status_code == 422


async def test_a_course_is_read_in_the_order_of_time(house: House) -> None:
    course = await a_course(house)
    house.clock.now = NOW
    await recorded(house, await planned(house, course), KEPT)
    points = (await house.as_team("GET", f"/v1/courses/{course}/timeline")).json()
    assert [(point["what"], point["code"], point["status"]) for point in points] == [
        ("referral_opened", None, None),
        ("worker_assigned", "cti", None),
        ("visit", "ordinary", "kept"),
        ("course_starts", "cti", None),
        ("visit", "day_of_the_keys", "planned"),
        ("date", "phase_end", "ahead"),
        ("date", "home_check", "ahead"),
        ("date", "phase_end", "ahead"),
        ("date", "assess_need", "ahead"),
        ("date", "home_check", "ahead"),
        ("date", "home_check", "ahead"),
    ]
    missing = uuid.uuid4()
    for path in ("", "/timeline", "/home-making"):
        assert (await house.as_team("GET", f"/v1/courses/{missing}{path}")).status_code == 404


async def test_figures_count_visits_contact_before_the_move_and_endings(house: House) -> None:
    course = await a_course(house)
    house.clock.now = NOW
    await recorded(house, await planned(house, course), KEPT)
    await recorded(house, await planned(house, course), {"status": "missed", "reason": "not_there"})
    figures = (await house.as_team("GET", "/v1/figures")).json()["courses"]
    assert (figures["visits_kept"], figures["visits_missed"], figures["visits_planned"]) == (1, 1, 1)
    assert (figures["started"], figures["started_with_contact_before"]) == (1, 1)
    assert figures["endings"] == {}
    body = {"ground": "need_met", "need_assessed_on": "2025-03-05"}
    await house.as_coordinator("POST", f"/v1/courses/{course}/closing", body)
    assert (await house.as_team("GET", "/v1/figures")).json()["courses"]["endings"] == {"need_met": 1}
