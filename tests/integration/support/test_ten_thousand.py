"""Assignments at the limit by the thousand, 32 at a time: never a ninth. The wide one runs with `make fuzz`."""

import asyncio
import uuid
from collections import Counter
from dataclasses import replace

import pytest

from kit.database.stories import Stories, Story
from kit.values.callers import Caller, Party
from services.support.domain.capacity.assignments import CaseloadFull, Taker
from services.support.domain.capacity.caseload import Worker
from services.support.domain.methods.methods import Method
from services.support.store.referrals import add_referral
from services.support.store.workers import find_worker, save_worker
from services.support.usecases.capacity import take_place
from services.support.usecases.capacity.assign_worker import assign_worker
from services.support.usecases.capacity.look_at_workers import look_at_workers
from tests.integration.support.house import HELSINGOER
from tests.unit.support.test_referrals import OPEN

AT_ONCE = 32
LIMIT = 8
PERSON = Caller("support-team", Party.SUPPORT_TEAM, (HELSINGOER,), frozenset(), person="support-coordinator")


async def enter(stories: Stories, workers: int, requests: int) -> list[uuid.UUID]:
    """So many workers of ICM, and so many referrals that nobody has yet."""
    async with stories.begin(PERSON, HELSINGOER) as story:
        for number in range(workers):
            await save_worker(story, Worker(f"W{number:04}", "north", Method.ICM, None, ()))
        referrals = [
            replace(OPEN, id=each, opening=replace(OPEN.opening, offer_id=each, citizen_id=each))
            for each in (uuid.uuid4() for _ in range(requests))
        ]
        for referral in referrals:
            assert await add_referral(story, referral)
    return [referral.id for referral in referrals]


async def assign_all(stories: Stories, workers: int, requests: int) -> tuple[Counter[str], list[int]]:
    """So many requests against so many workers, straight at the story; the outcomes, and every worker's caseload."""
    referrals = await enter(stories, workers, requests)
    gate, outcomes = asyncio.Semaphore(AT_ONCE), Counter[str]()

    async def assign(number: int) -> None:
        # Neighbours in time ask for the same worker, so that the last places are fought over.
        taker = Taker(f"W{number * workers // requests:04}")
        async with gate:
            try:
                async with stories.begin(PERSON, HELSINGOER) as story:
                    await assign_worker(story, referrals[number], taker)
                outcomes["assigned"] += 1
            except CaseloadFull:
                outcomes["full"] += 1

    await asyncio.gather(*(assign(number) for number in range(requests)))
    async with stories.begin(PERSON, HELSINGOER) as story:
        caseloads = [standing.caseload.citizens for standing in await look_at_workers(story)]
    return outcomes, caseloads


async def test_four_hundred_assignments_at_the_limit_never_a_ninth(stories: Stories) -> None:
    outcomes, caseloads = await assign_all(stories, workers=40, requests=400)
    assert outcomes == {"assigned": 320, "full": 80}
    assert caseloads == [LIMIT] * 40


@pytest.mark.fuzz
async def test_ten_thousand_assignments_at_the_limit_never_a_ninth(stories: Stories) -> None:
    outcomes, caseloads = await assign_all(stories, workers=1000, requests=10_000)
    assert outcomes == {"assigned": 8000, "full": 2000}
    assert caseloads == [LIMIT] * 1000


async def test_control_without_the_lock_some_worker_gets_a_ninth(
    stories: Stories, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tests above mean something only if they go red when the promise is switched off."""

    async def not_locked(story: Story, reference: str) -> Worker | None:
        found = await find_worker(story, reference)
        # Everybody has read before anybody writes, as it happens on a busy day.
        await asyncio.sleep(0.05)
        return found

    monkeypatch.setattr(take_place, "lock_worker", not_locked)
    _, caseloads = await assign_all(stories, workers=4, requests=96)
    assert max(caseloads) > LIMIT
