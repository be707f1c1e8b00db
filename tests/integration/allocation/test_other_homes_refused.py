"""What cannot be in homes for those who cannot live alone, and what comes at once: never more residents than places."""

import asyncio
from collections.abc import Awaitable
from typing import Any
from uuid import UUID

import httpx
import pytest

from kit.database.stories import Stories, Story
from services.allocation.domain.other_homes.homes import OtherHome
from services.allocation.store.other_homes import get_home
from services.allocation.usecases.other_homes import hold_referral
from tests.integration.allocation.conftest import Callers
from tests.integration.allocation.homes_desk import (
    APPROVED,
    a_home,
    a_home_referral,
    home_now,
    look,
    moved_in,
    promised,
    referred,
    registered_home,
    step,
    waiting,
)
from tests.integration.allocation.steps import claimed, nominated, offered
from tests.integration.callers import slug_of
from tests.integration.conftest import Databases

NOWHERE = "00000000-0000-4000-8000-000000000000"

WRONG_HOMES: list[tuple[dict[str, Any], str, str]] = [
    ({"capacity": [{"valid_from": "2025-01-01", "places": -1}]}, "/capacity/0/places", "negative places"),
    (
        {"capacity": [{"valid_from": "2025-01-01", "places": 10**30}]},
        "/capacity/0/places",
        "more than people",
    ),
    ({"capacity": [{"valid_from": "2025-01-01", "places": 1}] * 2}, "/capacity/1/valid_from", "two on one day"),
    ({"capacity": []}, "/capacity", "no places said"),
    ({"located_in": "9999"}, "/located_in", "no such municipality"),
    ({"kind": "hotel"}, "/kind", "not such a home"),
    ({"provider": ""}, "/provider", "nobody runs it"),
    ({"resident": "x"}, "/resident", "the directory holds nothing of a citizen"),
]


@pytest.mark.parametrize(("fields", "pointer", "reason"), WRONG_HOMES, ids=[row[2] for row in WRONG_HOMES])
async def test_a_wrong_home_is_pointed_out(
    registered: Callers, fields: dict[str, Any], pointer: str, reason: str
) -> None:
    answer = await registered.office.post("/v1/other-homes", a_home() | fields)
    assert answer.status_code == 422, reason
    assert pointer in {error["pointer"] for error in answer.json()["errors"]}, answer.text
    assert (await registered.office.get("/v1/other-homes")).json() == []


async def test_places_are_not_cut_below_those_who_hold_them(registered: Callers, stories: Stories) -> None:
    home = await registered_home(registered, places=2)
    for _ in range(2):
        await promised(registered, await waiting(registered, stories, home), "home_suits_the_need")
    path = f"/v1/other-homes/{home['id']}/capacity"
    for line in ({"valid_from": "2025-03-03", "places": 1}, {"valid_from": "2027-01-01", "places": 0}):
        told = await registered.office.put(path, line)
        assert slug_of(told) == "places-taken"
        assert told.json()["errors"][0]["pointer"] == "/places"
    negative = await registered.office.put(path, {"valid_from": "2025-03-03", "places": -1})
    assert negative.json()["errors"][0]["pointer"] == "/places"
    assert (await home_now(registered, home))["capacity"] == home["capacity"], "nothing is half changed"
    more = await registered.office.put(path, {"valid_from": "2025-03-03", "places": 3})
    assert (more.json()["places"], more.json()["free_places"]) == (3, 1)


WRONG_REFERRALS: list[tuple[dict[str, Any], str, str]] = [
    ({"why": []}, "/why", "no reason why not alone"),
    ({"why": ["diagnosis"]}, "/why/0", "not one of the codes"),
    ({"home_id": NOWHERE}, "/home_id", "no such home"),
    ({"nomination_id": NOWHERE}, "/nomination_id", "no such nomination"),
    ({"name": "x"}, "/name", "no names here"),
]


@pytest.mark.parametrize(("fields", "pointer", "reason"), WRONG_REFERRALS, ids=[row[2] for row in WRONG_REFERRALS])
async def test_a_wrong_referral_is_pointed_out(
    registered: Callers, stories: Stories, fields: dict[str, Any], pointer: str, reason: str
) -> None:
    home = await registered_home(registered)
    body = a_home_referral(home, await nominated(registered, stories)) | fields
    answer = await registered.social_worker.post("/v1/other-home-referrals", body)
    assert answer.status_code == 422, reason
    assert pointer in {error["pointer"] for error in answer.json()["errors"]}, answer.text
    assert (await registered.office.get("/v1/other-home-referrals")).json() == []


async def test_a_referral_needs_a_person(registered: Callers, stories: Stories) -> None:
    home = await registered_home(registered)
    body = a_home_referral(home, await nominated(registered, stories))
    assert slug_of(await registered.centre.post("/v1/other-home-referrals", body)) == "person-required"
    assert (await registered.office.post("/v1/other-home-referrals", body)).status_code == 403


async def test_nobody_is_referred_twice_to_one_home(registered: Callers, stories: Stories) -> None:
    home, elsewhere = await registered_home(registered), await registered_home(registered)
    referral = await referred(registered, home, await nominated(registered, stories))
    body = a_home_referral(home, referral["nomination_id"])
    assert slug_of(await registered.social_worker.post("/v1/other-home-referrals", body)) == "already-referred"
    await referred(registered, elsewhere, referral["nomination_id"])
    many = await registered.office.get(f"/v1/other-home-referrals?nomination_id={referral['nomination_id']}")
    assert len(many.json()) == 2, "on as many lists as it takes"


async def test_a_citizen_who_is_housed_is_not_referred(registered: Callers, stories: Stories) -> None:
    home, elsewhere = await registered_home(registered), await registered_home(registered)
    referral = await waiting(registered, stories, home)
    await moved_in(registered, referral)
    body = a_home_referral(elsewhere, referral["nomination_id"])
    assert slug_of(await registered.social_worker.post("/v1/other-home-referrals", body)) == "nomination-over"


async def test_nobody_moves_in_twice(registered: Callers, stories: Stories) -> None:
    home, elsewhere = await registered_home(registered), await registered_home(registered)
    referral = await waiting(registered, stories, home)
    also = await referred(registered, elsewhere, referral["nomination_id"])
    await step(registered.social_worker, registered, also, "decision", APPROVED)
    await moved_in(registered, referral, stays_nominated=True)
    again = await step(registered.social_worker, registered, referral, "move-in", {"moved_in_on": "2025-03-03"})
    assert slug_of(again) == "lives-in-other-home"
    await promised(registered, also)
    both = await step(registered.social_worker, registered, also, "move-in", {"moved_in_on": "2025-03-03"})
    assert slug_of(both) == "lives-in-other-home"
    assert (await look(registered, also))["status"] == "accepted"
    assert (await home_now(registered, elsewhere))["residents"] == 0


async def test_steps_out_of_turn_are_told(registered: Callers, stories: Stories) -> None:
    home = await registered_home(registered)
    referral = await referred(registered, home, await nominated(registered, stories))
    early = await step(registered.social_worker, registered, referral, "place-offer", {})
    assert slug_of(early) == "referral-not-there"
    stale = await registered.social_worker.post(
        f"/v1/other-home-referrals/{referral['id']}/decision", APPROVED, version=7
    )
    assert stale.status_code == 412
    await step(registered.social_worker, registered, referral, "withdrawal", {"code": "made_in_error"})
    late = await step(registered.social_worker, registered, referral, "decision", APPROVED)
    assert slug_of(late) == "referral-over"


WRONG_DAYS: list[tuple[str, dict[str, Any], str, str]] = [
    ("move-in", {"moved_in_on": "2025-03-04"}, "/moved_in_on", "tomorrow"),
    ("move-in", {"moved_in_on": "2025-03-02"}, "/moved_in_on", "before the referral"),
    ("move-out", {"moved_out_on": "2025-03-04", "code": "died"}, "/moved_out_on", "moved out tomorrow"),
    ("move-out", {"moved_out_on": "2025-03-02", "code": "died"}, "/moved_out_on", "out before in"),
]


@pytest.mark.parametrize(("name", "body", "pointer", "reason"), WRONG_DAYS, ids=[row[3] for row in WRONG_DAYS])
async def test_a_wrong_day_is_pointed_out(
    registered: Callers, stories: Stories, name: str, body: dict[str, Any], pointer: str, reason: str
) -> None:
    home = await registered_home(registered)
    before = promised if name == "move-in" else moved_in
    referral = await before(registered, await waiting(registered, stories, home))
    answer = await step(registered.social_worker, registered, referral, name, body)
    assert answer.status_code == 422, reason
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert (await look(registered, referral))["version"] == referral["version"]


async def test_an_open_offer_of_a_dwelling_is_answered_before_moving_in(quarter: Callers, stories: Stories) -> None:
    home = await registered_home(quarter)
    referral = await waiting(quarter, stories, home)
    await promised(quarter, referral)
    vacancy = await claimed(quarter)
    await offered(quarter, vacancy, referral["nomination_id"])
    told = await step(quarter.social_worker, quarter, referral, "move-in", {"moved_in_on": "2025-03-03"})
    assert slug_of(told) == "citizen-has-open-offer"
    assert (await look(quarter, referral))["status"] == "accepted"


async def _at_once(databases: Databases, *acts: Awaitable[httpx.Response]) -> list[httpx.Response]:
    """Two acts whose last write, into the journal, is held until both are waiting for a lock."""
    with databases.admin("allocation") as holder, databases.admin("allocation") as onlooker:
        holder.autocommit = False
        holder.execute("LOCK TABLE journal IN SHARE MODE")
        both = asyncio.gather(*acts)
        until = asyncio.get_running_loop().time() + 8
        waiters = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = 'allocation_test'"
        while onlooker.execute(waiters).fetchone() != (len(acts),):
            assert asyncio.get_running_loop().time() < until, "they never met"
            await asyncio.sleep(0.01)
        holder.rollback()
        return list(await both)


async def _two_for_one_place(callers: Callers, stories: Stories, databases: Databases) -> dict[str, Any]:
    """Two offers of the last place at the same moment; the answers' codes, and the home afterwards."""
    home = await registered_home(callers)
    two = [await waiting(callers, stories, home) for _ in range(2)]
    why = {"why_out_of_order": "home_suits_the_need"}
    answers = await _at_once(databases, *(step(callers.social_worker, callers, one, "place-offer", why) for one in two))
    return await home_now(callers, home) | {"answers": sorted(one.status_code for one in answers)}


async def test_the_last_place_is_given_once(registered: Callers, stories: Stories, databases: Databases) -> None:
    after = await _two_for_one_place(registered, stories, databases)
    assert after["answers"] == [200, 409]
    assert (after["places"], after["promised"]) == (1, 1)


async def test_without_the_lock_the_last_place_is_given_twice(
    registered: Callers, stories: Stories, databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the same two offers, and only the lock on the home's row is off."""

    async def unlocked(story: Story, home_id: UUID, *, lock: bool = False) -> OtherHome:
        return await get_home(story, home_id)

    monkeypatch.setattr(hold_referral, "get_home", unlocked)
    after = await _two_for_one_place(registered, stories, databases)
    assert after["answers"] == [200, 200]
    assert (after["places"], after["promised"]) == (1, 2), "the fault that the lock prevents"


async def test_a_place_is_not_closed_while_it_is_given_away(
    registered: Callers, stories: Stories, databases: Databases
) -> None:
    home = await registered_home(registered)
    one = await waiting(registered, stories, home)
    answers = await _at_once(
        databases,
        step(registered.social_worker, registered, one, "place-offer", {}),
        registered.office.put(f"/v1/other-homes/{home['id']}/capacity", {"valid_from": "2025-03-03", "places": 0}),
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    after = await home_now(registered, home)
    assert after["promised"] == after["places"], "either the place is closed or it is promised"
