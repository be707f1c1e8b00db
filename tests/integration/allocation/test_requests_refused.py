"""Ad hoc requests and answers that cannot be, or that come at the same moment: told precisely, nothing half changed."""

import asyncio
from typing import Any
from uuid import UUID

import httpx
import pytest

from kit.database.stories import Story
from services.allocation.domain.requests.request import DwellingRequest
from services.allocation.store import requests as store
from tests.builders.posting import ORGANISATION_A, a_vacancy
from tests.integration.allocation.conftest import Callers
from tests.integration.allocation.requests_desk import (
    OF_ANSWERS,
    a_dwelling,
    a_request,
    answer,
    asked,
    received,
)
from tests.integration.callers import CallerOf, slug_of
from tests.integration.conftest import Databases
from tests.integration.issuer import Issuer

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


async def test_a_dwelling_under_the_rent_scheme_is_offered_at_the_schemes_rent(registered: Callers) -> None:
    """What only the registry knows is told where it stands in the answer too, and the request stays open."""
    dwelling = a_dwelling()
    right = {
        "organisation_cvr": ORGANISATION_A,
        "dwelling_id": dwelling["dwelling_id"],
        "kind": "rent_reduction",
        "valid_from": "2025-01-01",
        "legal_basis": "agreement on rent reduction",
        "source": "drawn for a test",
        "scheme": {"ordinary_rent_dkk": "7600.00", "reduced_rent_dkk": "4500.00", "starts_on": "2025-01-01"},
    }
    assert (await registered.office.put("/v1/full-rights", {"full_rights": [right]})).is_success
    await asked(registered)
    told = await answer(registered.organisation_a, dwelling)
    assert [error["pointer"] for error in told.json()["errors"]] == ["/dwelling/rent_dkk"], told.text
    assert (await received(registered.organisation_a))["answers"] == []
    right_rent = await answer(registered.organisation_a, dwelling | {"rent_dkk": "4500.00"})
    assert right_rent.json()["outcome"] == "taken"


async def test_nobody_answers_for_another(registered: Callers, http: httpx.AsyncClient, issuer: Issuer) -> None:
    await asked(registered)
    theirs = (await received(registered.organisation_b))["id"]
    told = await answer(registered.organisation_a, a_dwelling(), theirs)
    assert slug_of(told) == "not-found"
    assert (await received(registered.organisation_b))["answers"] == []
    assert (await answer(registered.office, a_dwelling(), theirs)).status_code == 403
    without_cvr = CallerOf(http, issuer.token("allocation-office", "allocation_office", "requests:answer"))
    assert slug_of(await answer(without_cvr, None, theirs)) == "not-found", "whatever scope a token has been given"
    assert (await received(registered.organisation_b))["answers"] == []


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
