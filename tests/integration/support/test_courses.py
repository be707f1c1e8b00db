"""The dates of a course raise tasks once, and nothing is closed by the calendar."""

from datetime import UTC, datetime

from kit.database.engine import connect
from kit.database.stories import Stories
from kit.database.worker import sweep
from services.support.jobs.sweeps import SWEEPS
from services.support.main import CALLER
from services.support.usecases.courses.ask_for_contact import ask_for_contact
from services.support.usecases.courses.raise_tasks import raise_tasks
from services.support.usecases.courses.remind_of_tasks import remind_of_tasks
from tests.integration.support.house import HELSINGOER, SOLROED, House

CTI = {"method": "cti", "valid_from": "2025-01-01", "caseload_limit": 10, "source": "local choice"}
OWN_SWEEPS = [raise_tasks, ask_for_contact, remind_of_tasks]


async def a_course(house: House, method: str = "cti") -> str:
    await house.as_team("PUT", "/v1/methods", {"methods": [CTI, CTI | {"method": "aftercare"}]})
    referral = await house.open()
    await house.worker("C1", method=method)
    await house.assign(referral, "C1")
    await house.outcome(referral, "signed", "2025-04-01")
    return referral


async def sweep_at(house: House, moment: datetime, municipality: str = HELSINGOER) -> int:
    """As the worker does, in its own role; the sweeps of courses alone, so that what they do can be counted."""
    house.clock.now = moment
    stories = Stories(connect(house.worker_database, pool_size=1), house.clock)
    try:
        return await sweep(stories, CALLER, municipality, OWN_SWEEPS)
    finally:
        await stories.engine.dispose()


async def test_a_task_is_raised_at_local_midnight_and_once(house: House) -> None:
    await a_course(house)
    assert await sweep_at(house, datetime(2025, 6, 30, 21, 59, 59, tzinfo=UTC)) == 0
    assert await sweep_at(house, datetime(2025, 6, 30, 22, 0, tzinfo=UTC)) == 1
    assert await sweep_at(house, datetime(2025, 6, 30, 22, 0, tzinfo=UTC)) == 0
    [task] = (await house.as_team("GET", "/v1/tasks")).json()
    assert (task["kind"], task["phase"], task["outcome"]) == ("phase_end", 1, None)


async def test_another_municipalitys_sweep_raises_nothing_here(house: House) -> None:
    await a_course(house)
    assert await sweep_at(house, datetime(2026, 6, 1, tzinfo=UTC), SOLROED) == 0


async def test_time_run_out_keeps_the_worker_until_the_need_is_assessed(house: House) -> None:
    referral = await a_course(house)
    assert await sweep_at(house, datetime(2026, 1, 1, tzinfo=UTC)) == 4
    assert (await house.as_team("GET", f"/v1/referrals/{referral}")).json()["state"] == "course"
    tasks = (await house.as_team("GET", "/v1/tasks", None)).json()
    [assess] = [task for task in tasks if task["kind"] == "assess_need"]
    path = f"/v1/tasks/{assess['id']}/completion"
    wrong = await house.as_coordinator("POST", path, {"outcome": "noted"})
    assert wrong.status_code == 422 and wrong.json()["errors"][0]["pointer"] == "/outcome"
    done = await house.as_coordinator("POST", path, {"outcome": "need_met"})
    assert done.status_code == 200, done.text
    assert (await house.as_coordinator("POST", path, {"outcome": "need_met"})).json() == done.json()
    assert (await house.as_coordinator("POST", path, {"outcome": "need_remains"})).status_code == 409
    assert (await house.as_team("GET", f"/v1/referrals/{referral}")).json()["state"] == "closed"
    [worker] = (await house.as_team("GET", "/v1/workers")).json()
    assert worker["caseload"] == 0


async def test_a_need_that_remains_keeps_the_worker(house: House) -> None:
    referral = await a_course(house, "aftercare")
    assert await sweep_at(house, datetime(2026, 4, 2, tzinfo=UTC)) == 3
    tasks = (await house.as_team("GET", "/v1/tasks?done=false")).json()
    [task] = [task for task in tasks if task["kind"] == "assess_need"]
    await house.as_coordinator("POST", f"/v1/tasks/{task['id']}/completion", {"outcome": "need_remains"})
    shown = (await house.as_team("GET", f"/v1/referrals/{referral}")).json()
    assert shown["state"] == "course" and shown["worker_reference"] == "C1"
    left = (await house.as_team("GET", "/v1/tasks?done=false")).json()
    assert sorted((task["kind"], task["phase"]) for task in left) == [("home_check", 6), ("home_check", 12)]
    kinds = [entry["kind"] for entry in (await house.as_team("GET", f"/v1/timeline/{referral}")).json()]
    assert kinds[-2:] == ["task_raised", "task_done"]


async def test_a_task_that_nobody_does_is_reminded_of_once(house: House) -> None:
    course = await a_course(house)
    await sweep_at(house, datetime(2025, 7, 1, 5, tzinfo=UTC))
    assert await sweep_at(house, datetime(2025, 7, 8, 21, 59, 59, tzinfo=UTC)) == 0
    assert await sweep_at(house, datetime(2025, 7, 8, 22, 0, tzinfo=UTC)) == 1, "five whole working days have passed"
    assert await sweep_at(house, datetime(2025, 7, 30, tzinfo=UTC)) == 0
    [task] = (await house.as_team("GET", "/v1/tasks")).json()
    assert task["reminded_at"] == "2025-07-08T22:00:00Z" and task["outcome"] is None
    kinds = [entry["kind"] for entry in (await house.as_team("GET", f"/v1/timeline/{course}")).json()]
    assert kinds[-2:] == ["task_raised", "task_overdue"]
    assert (await house.as_team("GET", f"/v1/referrals/{course}")).json()["state"] == "course"


async def test_a_task_done_in_time_is_not_reminded_of(house: House) -> None:
    await a_course(house)
    await sweep_at(house, datetime(2025, 7, 1, 5, tzinfo=UTC))
    [task] = (await house.as_team("GET", "/v1/tasks")).json()
    await house.as_coordinator("POST", f"/v1/tasks/{task['id']}/completion", {"outcome": "noted"})
    assert await sweep_at(house, datetime(2025, 7, 30, tzinfo=UTC)) == 0


def test_the_sweeps_of_courses_are_among_those_that_run() -> None:
    assert set(OWN_SWEEPS) <= set(SWEEPS)
