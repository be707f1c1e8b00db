"""Many assign at once: never a ninth, because the worker's row is taken in turn."""

import asyncio
import uuid
from collections import Counter

import pytest

from kit.database.stories import Story
from services.support.domain.capacity.caseload import Worker
from services.support.store.workers import find_worker
from services.support.usecases.capacity import take_place
from tests.integration.support.house import House, an_offer

AT_ONCE = 24


async def assign_at_once(house: House, workers: list[str]) -> Counter[int]:
    """One referral for each assignment, then all assignments together; how often each status was answered."""
    referrals = [await house.open(uuid.uuid4()) for _ in workers]
    pairs = zip(referrals, workers, strict=True)
    answers = await asyncio.gather(*(house.assign(referral, worker) for referral, worker in pairs))
    return Counter(answer.status_code for answer in answers)


async def caseloads(house: House) -> list[int]:
    return [worker["caseload"] for worker in (await house.as_team("GET", "/v1/workers")).json()]


async def test_many_at_once_fill_the_worker_and_never_go_over(house: House) -> None:
    await house.worker("W1")
    assert await assign_at_once(house, ["W1"] * AT_ONCE) == {200: 8, 409: AT_ONCE - 8}
    assert await caseloads(house) == [8]


async def test_two_workers_fill_up_beside_each_other(house: House) -> None:
    await house.worker("W1")
    await house.worker("W2", capacity=3)
    assert await assign_at_once(house, ["W1", "W2"] * 10) == {200: 11, 409: 9}
    assert await caseloads(house) == [8, 3]


async def test_a_place_freed_is_taken_once(house: House) -> None:
    await house.worker("W1", capacity=1)
    held = await house.open()
    await house.assign(held, "W1")
    await house.outcome(held, "expired")
    assert (await assign_at_once(house, ["W1"] * 6))[200] == 1


async def test_the_same_referral_assigned_to_two_workers_at_once_gets_one(house: House) -> None:
    await house.worker("W1")
    await house.worker("W2")
    referral = await house.open()
    answers = await asyncio.gather(*(house.assign(referral, worker) for worker in ("W1", "W2") * 4))
    assert Counter(answer.status_code for answer in answers) == {200: 4, 409: 4}
    assert sum(await caseloads(house)) == 1


async def test_many_at_once_fill_a_team_and_never_go_over(house: House) -> None:
    await house.worker("act-01", method="act", team="act-city")
    await house.team("act-city")
    referrals = [await house.open(uuid.uuid4()) for _ in range(12)]
    answers = await asyncio.gather(*(house.assign_to(referral, team_reference="act-city") for referral in referrals))
    assert Counter(answer.status_code for answer in answers) == {200: 8, 409: 4}
    assert (await house.as_team("GET", "/v1/teams")).json()[0]["capacity"]["taken"] == 8


async def test_citizens_handed_both_ways_at_once_all_arrive(house: House) -> None:
    """Both rows are taken in order of reference: otherwise the two directions would wait for each other in a ring."""
    await house.worker("W1")
    await house.worker("W2")
    pairs = [("W1", "W2"), ("W2", "W1")] * 3
    referrals = [await house.open(uuid.uuid4()) for _ in pairs]
    for referral, (holder, _) in zip(referrals, pairs, strict=True):
        await house.assign(referral, holder)
    handed = [
        house.hand_over(referral, worker_reference=to, no_meeting_reason="acute")
        for referral, (_, to) in zip(referrals, pairs, strict=True)
    ]
    assert Counter(answer.status_code for answer in await asyncio.gather(*handed)) == {200: 6}
    assert await caseloads(house) == [3, 3]


async def test_assigned_and_handed_over_at_once_never_a_ninth(house: House) -> None:
    await house.worker("W1")
    await house.worker("W2")
    held = [await house.open(uuid.uuid4()) for _ in range(8)]
    fresh = [await house.open(uuid.uuid4()) for _ in range(8)]
    for referral in held:
        await house.assign(referral, "W1")
    answers = await asyncio.gather(
        *(house.hand_over(referral, worker_reference="W2", no_meeting_reason="acute") for referral in held),
        *(house.assign(referral, "W2") for referral in fresh),
    )
    assert Counter(answer.status_code for answer in answers) == {200: 8, 409: 8}
    assert (await caseloads(house))[1] == 8


async def test_the_same_offer_sent_many_times_at_once_opens_one_referral(house: House) -> None:
    path = f"/v1/referrals/{uuid.uuid4()}"
    answers = await asyncio.gather(*(house.as_allocation("PUT", path, an_offer()) for _ in range(8)))
    assert Counter(answer.status_code for answer in answers) == {201: 1, 200: 7}
    events = (await house.as_team("GET", "/v1/events")).json()["events"]
    assert [event["kind"] for event in events].count("referral_opened") == 1


async def test_control_without_the_lock_a_ninth_gets_in(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests above mean something only if they go red when the promise is switched off."""

    async def not_locked(story: Story, reference: str) -> Worker | None:
        found = await find_worker(story, reference)
        # Everybody has read before anybody writes, as it happens on a busy day.
        await asyncio.sleep(0.2)
        return found

    monkeypatch.setattr(take_place, "lock_worker", not_locked)
    await house.worker("W1")
    for _ in range(3):
        await assign_at_once(house, ["W1"] * AT_ONCE)
    assert (await caseloads(house))[0] > 8
