"""Several act on one course at once: it ends once, and a task is reminded of once."""

import asyncio
from collections import Counter
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlmodel.sql.expression import SelectOfScalar

from kit.database.journal import record
from kit.database.stories import Story
from services.support.domain.referrals.referral import Referral
from services.support.store.referrals import get_referral
from services.support.usecases.courses import close_course, record_visit, remind_of_tasks
from tests.integration.support.house import House
from tests.integration.support.test_courses import a_course, sweep_at
from tests.integration.support.test_visits import MISSED, NOW, planned

MET = {"ground": "need_met", "need_assessed_on": "2025-03-03"}
DEAD = {"ground": "death", "died_on": "2025-03-03"}
LATE = datetime(2025, 7, 30, tzinfo=UTC)


async def not_locked(story: Story, referral_id: UUID, *, lock: bool = False) -> Referral:
    # Everybody has read before anybody has written, as it happens on a busy day.
    del lock
    found = await get_referral(story, referral_id)
    await asyncio.sleep(0.2)
    return found


async def kinds_of(house: House, course: str) -> Counter[str]:
    return Counter(entry["kind"] for entry in (await house.as_team("GET", f"/v1/timeline/{course}")).json())


async def close_at_once(house: House, course: str, *bodies: dict[str, str]) -> Counter[int]:
    path = f"/v1/courses/{course}/closing"
    answers = await asyncio.gather(*(house.as_coordinator("POST", path, body) for body in bodies))
    return Counter(answer.status_code for answer in answers)


async def test_a_course_closed_by_many_at_once_ends_once(house: House) -> None:
    course = await a_course(house)
    assert await close_at_once(house, course, *[MET] * 6) == {200: 6}
    assert (await kinds_of(house, course))["course_ended"] == 1


async def test_of_two_grounds_at_once_one_ends_the_course(house: House) -> None:
    course = await a_course(house)
    assert await close_at_once(house, course, *[MET, DEAD] * 3) == {200: 3, 409: 3}
    assert (await kinds_of(house, course))["course_ended"] == 1


async def test_control_without_the_lock_a_course_ends_more_than_once(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(close_course, "get_referral", not_locked)
    course = await a_course(house)
    await close_at_once(house, course, *[MET, DEAD] * 3)
    assert (await kinds_of(house, course))["course_ended"] > 1


async def missed_at_once(house: House) -> tuple[Counter[int], list[int]]:
    """Six visits of one course, and each recorded as missed by two at once; the numbers of the attempts asked for."""
    course = await a_course(house)
    house.clock.now = NOW
    paths = [f"/v1/visits/{await planned(house, course)}/result" for _ in range(6)] * 2
    answers = await asyncio.gather(*(house.as_coordinator("POST", path, MISSED) for path in paths))
    tasks = (await house.as_team("GET", "/v1/tasks?done=false")).json()
    assert {task["kind"] for task in tasks} == {"next_attempt"}
    return Counter(answer.status_code for answer in answers), [task["phase"] for task in tasks]


async def test_many_visits_missed_at_once_leave_one_attempt_to_make(house: House) -> None:
    assert await missed_at_once(house) == ({200: 12}, [6])


async def test_control_without_the_lock_missed_visits_ask_for_attempts_of_the_same_number(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_visit, "get_referral", not_locked)
    answers, numbers = await missed_at_once(house)
    assert answers[200] > 1
    assert numbers != [6]


async def remind_at_once(house: House) -> list[int]:
    await a_course(house)
    await sweep_at(house, datetime(2025, 7, 1, 5, tzinfo=UTC))
    return sorted(await asyncio.gather(*(sweep_at(house, LATE) for _ in range(4))))


async def test_sweeps_at_once_remind_of_a_task_once(house: House) -> None:
    assert await remind_at_once(house) == [0, 0, 0, 1]


async def test_control_without_the_lock_a_task_is_reminded_of_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def slowly(*told: Any, **more: Any) -> None:
        # Everybody has read before anybody has committed, as it happens where several workers run.
        await asyncio.sleep(0.2)
        await record(*told, **more)

    monkeypatch.setattr(remind_of_tasks, "record", slowly)
    monkeypatch.setattr(SelectOfScalar, "with_for_update", lambda query, **_: query)
    assert sum(await remind_at_once(house)) > 1
