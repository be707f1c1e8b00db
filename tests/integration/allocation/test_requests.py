"""Ad hoc requests: several organisations asked at once, the first usable dwelling taken, and nobody told too much."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import psycopg
import pytest

from kit.database.stories import Stories, Story
from services.allocation.domain.requests.request import DwellingRequest
from services.allocation.main import CALLER
from services.allocation.store import requests as store
from services.allocation.usecases.requests.close_unanswered import close_unanswered
from tests.builders.posting import ORGANISATION_A, ORGANISATION_B, a_vacancy, an_estate, an_offer_deadline
from tests.integration.allocation.conftest import Callers
from tests.integration.allocation.steps import LEASE, accepted, nominated, offered, secured
from tests.integration.callers import CallerOf, slug_of
from tests.integration.conftest import Clock, Databases

OF_ANSWERS = [
    "reference", "dwelling_id", "notice_received_on", "vacant_from_on", "estate", "dwelling_class", "rooms", "area_m2",
    "floor", "lift", "pets_allowed", "first_let_year", "rent_dkk", "utilities_dkk", "deposit_dkk",
]  # fmt: skip


def a_dwelling(**replaced: Any) -> dict[str, Any]:
    """A dwelling as an organisation offers it: two rooms at 4,300 a month on the ground floor."""
    usual = a_vacancy(rent_dkk="4300.00", floor=0)
    return {name: usual[name] for name in OF_ANSWERS} | replaced


def a_request(**replaced: Any) -> dict[str, Any]:
    """Both organisations are asked for a small cheap dwelling, and have three working days."""
    return {
        "wanted": {"max_rooms": 2, "max_rent_dkk": "4500.00"},
        "asked": [{"organisation_cvr": ORGANISATION_A}, {"organisation_cvr": ORGANISATION_B}],
        "answer_within_working_days": 3,
    } | replaced


@pytest.fixture
async def registered(callers: Callers) -> AsyncIterator[Callers]:
    """Organisations A and B have an estate each, and no agreement with the municipality."""
    estates = [an_estate(), an_estate(organisation_cvr=ORGANISATION_B, organisation_name="Boligorganisation B")]
    assert (await callers.office.put("/v1/estates", {"estates": estates})).is_success
    assert (await callers.office.put("/v1/rates", {"rates": [an_offer_deadline()]})).is_success
    yield callers


async def asked(callers: Callers, **fields: Any) -> dict[str, Any]:
    answer = await callers.office.post("/v1/dwelling-requests", a_request(**fields))
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def received(organisation: CallerOf) -> dict[str, Any]:
    """The one request the organisation has received, in full."""
    [one] = (await organisation.get("/v1/received-requests")).json()
    found: dict[str, Any] = (await organisation.get(f"/v1/received-requests/{one['id']}")).json()
    return found


async def answer(organisation: CallerOf, dwelling: dict[str, Any] | None, received_id: str = "") -> httpx.Response:
    of = received_id or (await received(organisation))["id"]
    return await organisation.post(f"/v1/received-requests/{of}/answers", {"dwelling": dwelling})


async def in_full(callers: Callers, request: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = (await callers.office.get(f"/v1/dwelling-requests/{request['id']}")).json()
    return found


async def test_each_organisation_receives_a_request_of_its_own(registered: Callers) -> None:
    request = await asked(
        registered,
        asked=[{"organisation_cvr": ORGANISATION_A}, {"organisation_cvr": ORGANISATION_B, "estates": ["02"]}],
    )
    assert (request["status"], len(request["asked"])) == ("open", 2)
    assert request["due_at"] == "2025-03-07T00:00:00+01:00", "the midnight that ends the third working day"
    one = await received(registered.organisation_a)
    assert one["wanted_in_words"]["en"] == "dwellings with at most 2 rooms and rent of at most DKK 4,500 a month"
    assert one["estates"] == [], "B's estates are not A's to know"
    assert (await received(registered.organisation_b))["estates"] == ["02"]


async def test_an_organisation_learns_nothing_of_citizen_and_others(
    registered: Callers, stories: Stories
) -> None:
    nomination_id = await nominated(registered, stories)
    request = await asked(registered, nomination_id=nomination_id)
    assert request["nomination_id"] == nomination_id, "the office sees whom it is for"
    one = await received(registered.organisation_a)
    mine = await registered.organisation_a.get(f"/v1/received-requests/{one['id']}")
    events = await registered.organisation_a.get("/v1/events")
    timeline = await registered.organisation_a.get(f"/v1/timeline/{one['id']}")
    assert [entry["kind"] for entry in timeline.json()] == ["request_received"]
    for told in (mine.text, events.text, timeline.text):
        for secret in (nomination_id, ORGANISATION_B, request["id"]):
            assert secret not in told
    assert (await registered.organisation_a.get("/v1/dwelling-requests")).status_code == 403
    theirs = (await received(registered.organisation_b))["id"]
    hidden = await registered.organisation_a.get(f"/v1/received-requests/{theirs}")
    missing = await registered.organisation_a.get("/v1/received-requests/00000000-0000-4000-8000-000000000000")
    assert hidden.status_code == missing.status_code == 404
    assert {**hidden.json(), "trace_id": ""} == {**missing.json(), "trace_id": ""}


async def test_the_database_itself_shows_an_organisation_its_own_row_alone(
    registered: Callers, databases: Databases
) -> None:
    await asked(registered)
    await answer(registered.organisation_b, None)
    with psycopg.connect(databases.access["allocation"].app) as connection:
        settings = {"municipalities": "0217", "municipality": "0217", "cvr": ORGANISATION_A}
        for name, value in settings.items():
            connection.execute("SELECT set_config(%s, %s, true)", [f"hjemvej.{name}", value])
        for table, count in {"dwelling_request": 0, "received_request": 1, "request_answer": 0}.items():
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (count,), table


async def test_the_first_usable_dwelling_is_taken_and_the_others_are_told(registered: Callers) -> None:
    request = await asked(registered)
    nothing = await answer(registered.organisation_b, None)
    assert (nothing.status_code, nothing.json()["outcome"]) == (201, "nothing_now")
    taken = await answer(registered.organisation_a, a_dwelling())
    assert (taken.status_code, taken.json()["outcome"]) == (201, "taken")
    vacancy_id = taken.json()["vacancy_id"]
    posted = (await registered.office.get(f"/v1/vacancies/{vacancy_id}")).json()
    assert (posted["status"], posted["decision"]["right"], posted["decision"]["counted"]) == ("claimed", "full", False)
    assert posted["decision"]["reasons"][0]["source"] == "ABL § 59(2), ad hoc"
    assert (await received(registered.organisation_a))["status"] == "taken"
    other = await received(registered.organisation_b)
    assert other["status"] == "no_longer_needed"
    assert vacancy_id not in str(other)
    events = (await registered.organisation_b.get("/v1/events")).text
    assert '"request_closed"' in events
    assert vacancy_id not in events
    ended = await in_full(registered, request)
    assert (ended["status"], ended["vacancy_id"]) == ("taken", vacancy_id)
    heard = [entry["kind"] for entry in (await registered.office.get(f"/v1/timeline/{request['id']}")).json()]
    assert heard == ["dwelling_requested", "request_answered", "request_taken", "request_answered"]
    late = await answer(registered.organisation_b, a_dwelling())
    assert slug_of(late) == "no-longer-needed"


async def test_a_dwelling_that_is_not_usable_is_told_which_limits_it_misses(registered: Callers) -> None:
    await asked(registered, wanted={"max_rooms": 2, "max_rent_dkk": "4500.00", "step_free": True})
    refused = await answer(registered.organisation_a, a_dwelling(rooms=3, floor=2))
    assert (refused.status_code, refused.json()["outcome"]) == (201, "not_usable")
    missed = [reason["text"]["en"] for reason in refused.json()["reasons"] if not reason["met"]]
    assert missed == [
        "The dwelling is not what was asked for: it should have at most 2 rooms.",
        "The dwelling should be without stairs.",
    ]
    assert (await registered.office.get("/v1/vacancies")).json() == [], "nothing is claimed"
    better = await answer(registered.organisation_a, a_dwelling())
    assert better.json()["outcome"] == "taken", "another dwelling can be offered until the deadline"


async def test_the_same_answer_again_is_the_same_answer(registered: Callers) -> None:
    await asked(registered)
    body = a_dwelling()
    nothing = [await answer(registered.organisation_a, None) for _ in range(2)]
    assert [one.status_code for one in nothing] == [201, 200]
    first, again = [await answer(registered.organisation_a, body) for _ in range(2)]
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    other = await answer(registered.organisation_a, body | {"rent_dkk": "4000.00"})
    assert slug_of(other) == "content-differs"
    assert [error["pointer"] for error in other.json()["errors"]] == ["/dwelling/rent_dkk"]
    assert len((await registered.office.get("/v1/vacancies")).json()) == 1


async def test_an_ad_hoc_dwelling_does_not_count_in_the_quarter(quarter: Callers) -> None:
    """Three ordinary vacancies, an ad hoc dwelling, and the fourth ordinary one is the claimed one as before."""
    for _ in range(3):
        await quarter.organisation_a.post("/v1/vacancies", a_vacancy())
    await asked(quarter)
    assert (await answer(quarter.organisation_a, a_dwelling())).json()["outcome"] == "taken"
    await quarter.organisation_a.post("/v1/vacancies", a_vacancy())
    rows = (await quarter.office.get(f"/v1/ledgers/{ORGANISATION_A}")).json()
    assert [(row["outcome"], row["counted"]) for row in rows] == [
        ("released", True), ("released", True), ("released", True), ("claimed", False), ("claimed", True)
    ]  # fmt: skip


async def test_the_deadline_closes_a_request_once(registered: Callers, stories: Stories, clock: Clock) -> None:
    request = await asked(registered)
    clock.now += timedelta(days=3, hours=16)
    late = await answer(registered.organisation_a, a_dwelling())
    assert slug_of(late) == "answer-after-deadline", "also before the sweep has come by"
    swept = []
    for _ in range(2):
        async with stories.begin(CALLER, "0217") as story:
            swept.append(await close_unanswered(story))
    assert swept == [1, 0]
    assert (await in_full(registered, request))["status"] == "unanswered"
    assert (await received(registered.organisation_a))["status"] == "deadline_passed"
    heard = [entry["kind"] for entry in (await registered.office.get(f"/v1/timeline/{request['id']}")).json()]
    assert heard == ["dwelling_requested", "request_unanswered"]
    assert slug_of(await answer(registered.organisation_a, a_dwelling())) == "answer-after-deadline"


async def test_the_sweep_is_among_those_the_worker_runs(registered: Callers) -> None:
    request = await asked(registered)
    moved = await registered.driver.put("/v1/clock", {"now_at": "2025-03-10T09:00:00+01:00"})
    assert moved.is_success, moved.text
    assert (await in_full(registered, request))["status"] == "unanswered"


async def test_the_office_may_withdraw_a_request(registered: Callers) -> None:
    request = await asked(registered)
    path = f"/v1/dwelling-requests/{request['id']}/withdrawal"
    assert (await registered.office.post(path, version=9)).status_code == 412
    assert (await registered.office.post(path)).status_code == 428
    withdrawn = await registered.office.post(path, version=request["version"])
    assert withdrawn.json()["status"] == "withdrawn"
    assert {one["status"] for one in withdrawn.json()["asked"]} == {"no_longer_needed"}
    assert slug_of(await registered.office.post(path, version=2)) == "request-over"
    assert slug_of(await answer(registered.organisation_a, a_dwelling())) == "no-longer-needed"
    assert (await registered.office.get("/v1/vacancies")).json() == []


WRONG_REQUESTS: list[tuple[dict[str, Any], str, str]] = [
    ({"asked": []}, "/asked", "nobody is asked"),
    ({"asked": [{"organisation_cvr": "99000252"}]}, "/asked/0/organisation_cvr", "not registered here"),
    ({"asked": [{"organisation_cvr": "99000237"}]}, "/asked/0/organisation_cvr", "no CVR number"),
    ({"asked": [{"organisation_cvr": ORGANISATION_A}] * 2}, "/asked/1/organisation_cvr", "asked twice"),
    (
        {"asked": [{"organisation_cvr": ORGANISATION_A, "estates": ["77"]}]},
        "/asked/0/estates/0",
        "it has no such estate",
    ),
    ({"answer_within_working_days": 0}, "/answer_within_working_days", "the deadline has passed"),
    ({"answer_within_working_days": -3}, "/answer_within_working_days", "a deadline in the past"),
    ({"answer_within_working_days": 10**30}, "/answer_within_working_days", "after the end of time"),
    ({"wanted": {"vacant_by_on": "2025-03-02"}}, "/wanted/vacant_by_on", "wanted by yesterday"),
    ({"wanted": {"min_rooms": 3, "max_rooms": 2}}, "/wanted/min_rooms", "the least above the most"),
    ({"wanted": {"max_rooms": 0}}, "/wanted/max_rooms", "no rooms"),
    ({"wanted": {"diagnosis": "x"}}, "/wanted/diagnosis", "it describes a dwelling, not a citizen"),
    ({"nomination_id": "00000000-0000-4000-8000-000000000000"}, "/nomination_id", "no such nomination"),
]


@pytest.mark.parametrize(("fields", "pointer", "reason"), WRONG_REQUESTS, ids=[row[2] for row in WRONG_REQUESTS])
async def test_a_wrong_request_is_pointed_out(
    registered: Callers, fields: dict[str, Any], pointer: str, reason: str
) -> None:
    told = await registered.office.post("/v1/dwelling-requests", a_request(**fields))
    assert told.status_code == 422, reason
    assert pointer in {error["pointer"] for error in told.json()["errors"]}, told.text
    assert (await registered.office.get("/v1/dwelling-requests")).json() == []
    assert (await registered.organisation_a.get("/v1/received-requests")).json() == []


WRONG_DWELLINGS: list[tuple[dict[str, Any], str, str]] = [
    ({"estate": "77"}, "/dwelling/estate", "the estate is not registered"),
    ({"rent_dkk": "0.00"}, "/dwelling/rent_dkk", "no dwelling is let for nothing"),
    ({"rooms": 10**400}, "/dwelling/rooms", "more rooms than there are atoms"),
    ({"vacant_from_on": "2025-02-01"}, "/dwelling/vacant_from_on", "vacant before the notice"),
    ({"notice_received_on": "2025-03-04", "vacant_from_on": "2025-04-01"}, "/dwelling/posted_on", "notice tomorrow"),
    ({"dwelling_class": "private"}, "/dwelling/dwelling_class", "private letting has an act of its own"),
    ({"tenant": "x"}, "/dwelling/tenant", "an unknown field"),
]


@pytest.mark.parametrize(("fields", "pointer", "reason"), WRONG_DWELLINGS, ids=[row[2] for row in WRONG_DWELLINGS])
async def test_a_wrong_dwelling_is_pointed_out(
    registered: Callers, fields: dict[str, Any], pointer: str, reason: str
) -> None:
    await asked(registered)
    told = await answer(registered.organisation_a, a_dwelling(**fields))
    assert told.status_code == 422, reason
    assert pointer in {error["pointer"] for error in told.json()["errors"]}, told.text
    one = await received(registered.organisation_a)
    assert (one["status"], one["answers"]) == ("open", [])


async def test_a_dwelling_posted_or_held_already_is_not_taken_again(quarter: Callers) -> None:
    first = a_vacancy(rent_dkk="4300.00")
    await quarter.organisation_a.post("/v1/vacancies", first)
    await asked(quarter)
    posted = await answer(quarter.organisation_a, {name: first[name] for name in OF_ANSWERS})
    assert slug_of(posted) == "dwelling-already-posted"
    held = a_dwelling()
    assert (await answer(quarter.organisation_a, held)).json()["outcome"] == "taken"
    await asked(quarter)
    [second] = (await quarter.organisation_a.get("/v1/received-requests?status=open")).json()
    again = await answer(quarter.organisation_a, held | {"reference": "another-reference"}, second["id"])
    assert slug_of(again) == "dwelling-at-disposal"


async def test_nobody_answers_for_another(registered: Callers) -> None:
    await asked(registered)
    theirs = (await received(registered.organisation_b))["id"]
    told = await answer(registered.organisation_a, a_dwelling(), theirs)
    assert slug_of(told) == "not-found"
    assert (await received(registered.organisation_b))["answers"] == []
    office = await answer(registered.office, a_dwelling(), theirs)
    assert office.status_code == 403


async def test_an_ad_hoc_dwelling_goes_the_ordinary_way_to_a_lease(registered: Callers, stories: Stories) -> None:
    """No agreement is in force: the offer, the lease and the rent for the time it stood empty follow all the same."""
    nomination_id = await nominated(registered, stories)
    await asked(registered, nomination_id=nomination_id)
    taken = (await answer(registered.organisation_a, a_dwelling())).json()
    offer = await offered(registered, {"id": taken["vacancy_id"]}, nomination_id)
    await secured(registered, offer["id"])
    await accepted(registered, offer["id"])
    lease = await registered.organisation_a.put(f"/v1/vacancies/{taken['vacancy_id']}/lease", LEASE)
    assert lease.status_code == 200, lease.text
    account = (await registered.organisation_a.get(f"/v1/accounts/{ORGANISATION_A}")).json()
    [line] = [line for line in account["lines"] if line["vacancy_id"] == taken["vacancy_id"]]
    assert (line["kind"], line["days"]) == ("vacancy_rent", 14), "from 1 April to 15 April"
    assert (await registered.office.get(f"/v1/vacancies/{taken['vacancy_id']}")).json()["status"] == "let"


async def _two_at_once(callers: Callers, databases: Databases) -> list[httpx.Response]:
    """Both organisations answer while the request's row is held; they go on when both are waiting for a lock."""
    request = await asked(callers)
    ids = [(await received(one))["id"] for one in (callers.organisation_a, callers.organisation_b)]
    with databases.admin("allocation") as holder, databases.admin("allocation") as onlooker:
        holder.autocommit = False
        holder.execute("SELECT FROM dwelling_request WHERE id = %s FOR UPDATE", [UUID(request["id"])])
        both = asyncio.gather(
            answer(callers.organisation_a, a_dwelling(), ids[0]), answer(callers.organisation_b, a_dwelling(), ids[1])
        )
        until = asyncio.get_running_loop().time() + 8
        waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = 'allocation_test'"
        while onlooker.execute(waiting).fetchone() != (2,):
            assert asyncio.get_running_loop().time() < until, "they never met"
            await asyncio.sleep(0.01)
        holder.rollback()
        return list(await both)


async def test_of_two_usable_answers_at_once_exactly_one_is_taken(registered: Callers, databases: Databases) -> None:
    answers = await _two_at_once(registered, databases)
    assert sorted(one.status_code for one in answers) == [201, 409], [one.text for one in answers]
    [loser] = [one for one in answers if one.status_code == 409]
    assert slug_of(loser) == "no-longer-needed"
    assert len((await registered.office.get("/v1/vacancies")).json()) == 1


async def test_without_the_lock_both_are_taken(
    registered: Callers, databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the same two answers, and only the lock on the request's row is off."""
    get_request = store.get_request

    async def unlocked(story: Story, request_id: UUID, *, lock: bool = False) -> DwellingRequest:
        return await get_request(story, request_id)

    monkeypatch.setattr(store, "get_request", unlocked)
    answers = await _two_at_once(registered, databases)
    assert [one.status_code for one in answers] == [201, 201]
    assert len((await registered.office.get("/v1/vacancies")).json()) == 2, "the fault that the lock prevents"


async def test_another_municipality_sees_none_of_it(registered: Callers) -> None:
    request = await asked(registered)
    assert (await registered.neighbour_office.get("/v1/dwelling-requests")).json() == []
    assert (await registered.neighbour_office.get(f"/v1/dwelling-requests/{request['id']}")).status_code == 404
    assert datetime.fromisoformat(request["due_at"]) > datetime.fromisoformat(request["asked_at"])
