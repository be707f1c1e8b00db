"""An offer to one who does not stand first needs a code about an applicant; what an offer was made on is kept whole."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import psycopg
import pytest

from kit.database.seals import first_broken_seal, seal_journal
from kit.database.stories import Stories
from services.allocation.main import CALLER
from services.allocation.usecases.offers import make_offer as story_of_offer
from tests.integration.allocation.conftest import Callers
from tests.integration.allocation.matching_steps import all_ours, fitting, free, ranked
from tests.integration.allocation.steps import nominated
from tests.integration.callers import slug_of
from tests.integration.conftest import Databases

WHY = "Her treatment is two streets away."


async def offer(callers: Callers, vacancy_id: str, nomination_id: str, **more: Any) -> httpx.Response:
    return await callers.office.post("/v1/offers", {"vacancy_id": vacancy_id, "nomination_id": nomination_id, **more})


async def test_who_does_not_stand_first_is_offered_nothing_without_a_code(callers: Callers, stories: Stories) -> None:
    await all_ours(callers)
    vacancy = await free(callers)
    first, second, third = await ranked(callers, stories)
    refused = await offer(callers, vacancy, third)
    assert slug_of(refused) == "not-first"
    problem = refused.json()
    assert (problem["place"], problem["first"]) == (3, first)
    assert problem["detail"] == "2 stand before the household: offer to the first, or send an override with a code"
    assert "near_support" in problem["codes"]
    assert (await callers.office.get("/v1/offers")).json() == []
    assert (await offer(callers, vacancy, first)).status_code == 201
    assert (await offer(callers, await free(callers), second)).status_code == 201, "the first holds an offer"


async def test_an_override_is_a_persons_code_kept_counted_and_explained(
    callers: Callers, stories: Stories, databases: Databases
) -> None:
    await all_ours(callers)
    vacancy = await free(callers)
    first, second, third = await ranked(callers, stories)
    in_debt = await nominated(callers, stories, situation="street", debt_to_cvr="99000236")
    body = {"override": {"code": "near_support", "why": WHY}}
    made = await offer(callers, vacancy, third, **body)
    assert made.status_code == 201, made.text
    address = f"/v1/offers/{made.json()['id']}/basis"
    for closed_to in (callers.office_system, callers.centre, callers.organisation_a):
        assert (await closed_to.get(address)).status_code == 403
    found = (await callers.office.get(address)).json()
    assert (found["override"], found["why"], found["overridden_by"]) == ("near_support", WHY, "allocation-officer")
    basis = found["basis"]
    assert (basis["criteria"], basis["place"], basis["fitting"], basis["waiting"]) == ("local-1", 3, 3, 4)
    assert [each["nomination_id"] for each in basis["passed_over"]] == [first, second]
    assert basis["stopped_before"] == {"no_debt_to_organisation": [in_debt]}
    assert {reason["met"] for reason in basis["reasons"]} == {True}
    assert (await callers.office.get("/v1/figures")).json()["overrides_by_code"] == {"near_support": 1}
    timeline = (await callers.office.get(f"/v1/timeline/{vacancy}")).json()
    [entry] = [entry["facts"] for entry in timeline if entry["kind"] == "offer_reasoned"]
    assert (entry["passed_over"], entry["override"], entry["digest"]) == (2, "near_support", found["digest"])
    with databases.admin("allocation") as connection:
        kept = connection.execute("SELECT row_to_json(o)::text, why FROM offer_override o").fetchone()
        everything = connection.execute("SELECT string_agg(facts::text || reasons::text, '') FROM journal").fetchone()
    assert kept is not None
    assert everything is not None
    assert WHY not in kept[0] + str(kept[1]) + everything[0], "what is written of people is encrypted"


async def test_a_basis_that_is_changed_no_longer_answers_to_the_sealed_journal(
    callers: Callers, stories: Stories, databases: Databases
) -> None:
    await all_ours(callers)
    vacancy = await free(callers)
    first, *_ = await ranked(callers, stories)
    made = (await offer(callers, vacancy, first)).json()
    async with stories.begin(CALLER, "0217") as story:
        await seal_journal(story)
    address = f"/v1/offers/{made['id']}/basis"
    before = (await callers.office.get(address)).json()
    with databases.admin("allocation") as connection:
        connection.execute("UPDATE offer SET shortlist = jsonb_set(shortlist, '{place}', '2')")
    after = (await callers.office.get(address)).json()
    timeline = (await callers.office.get(f"/v1/timeline/{vacancy}")).json()
    [sealed] = [entry["facts"]["digest"] for entry in timeline if entry["kind"] == "offer_reasoned"]
    assert before["digest"] == sealed != after["digest"]
    async with stories.begin(CALLER, "0217") as story:
        assert await first_broken_seal(story) is None, "the journal itself was not touched"


async def test_an_override_of_nothing_is_not_kept(callers: Callers, stories: Stories) -> None:
    await all_ours(callers)
    vacancy = await free(callers)
    first, *_ = await ranked(callers, stories)
    made = await offer(callers, vacancy, first, override={"code": "health"})
    assert made.status_code == 201
    basis = (await callers.office.get(f"/v1/offers/{made.json()['id']}/basis")).json()
    assert (basis["override"], basis["basis"]["override"], basis["basis"]["passed_over"]) == (None, None, [])
    assert (await callers.office.get("/v1/figures")).json()["overrides_by_code"] == {}


WRONG_OVERRIDES: list[tuple[Any, str, str]] = [
    ({"code": "neighbours_complain"}, "/override/code", "not about an applicant"),
    ({"code": "organisation_wishes"}, "/override/code", "nor this"),
    ({"why": WHY}, "/override/code", "no code"),
    ({"code": "health", "why": "short"}, "/override/why", "says nothing"),
    ({"code": "health", "why": "x" * 1001}, "/override/why", "a novel"),
    ({"code": "health", "who": "me"}, "/override/who", "the person is in the token"),
    ("health", "/override", "not an object"),
]


@pytest.mark.parametrize(("override", "pointer", "reason"), WRONG_OVERRIDES, ids=[row[2] for row in WRONG_OVERRIDES])
async def test_a_wrong_override_is_pointed_out(
    callers: Callers, stories: Stories, override: Any, pointer: str, reason: str
) -> None:
    await all_ours(callers)
    vacancy = await free(callers)
    *_, third = await ranked(callers, stories)
    answer = await offer(callers, vacancy, third, override=override)
    assert answer.status_code == 422, reason
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert (await callers.office.get("/v1/offers")).json() == []


@asynccontextmanager
async def held(databases: Databases, vacancy_id: str) -> AsyncIterator[psycopg.Connection]:
    """Somebody else holds the vacancy."""
    with psycopg.connect(databases.admin_url, dbname="allocation_test") as connection:
        connection.execute("SELECT FROM vacancy WHERE id = %s FOR UPDATE", [vacancy_id])
        yield connection


async def until_one_waits(databases: Databases) -> None:
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = 'allocation_test'"
    with databases.admin("allocation") as connection:
        for _ in range(1_000):
            if connection.execute(waiting).fetchone() != (0,):
                return
            await asyncio.sleep(0.01)
    raise AssertionError("nobody waits for the vacancy")


async def offered_while_another_comes_first(callers: Callers, stories: Stories, databases: Databases) -> httpx.Response:
    """The offer is sent to the first; while it waits for the vacancy, one comes who stands before."""
    await all_ours(callers)
    vacancy = await free(callers)
    shelter = await nominated(callers, stories)
    async with held(databases, vacancy) as connection:
        sent = asyncio.create_task(offer(callers, vacancy, shelter))
        await until_one_waits(databases)
        street = await nominated(callers, stories, situation="street")
        connection.rollback()
    answer = await sent
    if answer.status_code == 409:
        assert await fitting(callers, vacancy) == [street, shelter]
    return answer


async def test_who_stands_first_is_judged_while_the_vacancy_is_held(
    callers: Callers, stories: Stories, databases: Databases
) -> None:
    assert slug_of(await offered_while_another_comes_first(callers, stories, databases)) == "not-first"


async def test_control_judged_before_the_vacancy_is_held_one_is_passed_over_unseen(
    callers: Callers, stories: Stories, databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    get_vacancy = story_of_offer.get_vacancy  # type: ignore[attr-defined]

    async def not_held(story: Any, vacancy_id: Any, *, lock: bool) -> Any:
        return await get_vacancy(story, vacancy_id)

    monkeypatch.setattr(story_of_offer, "get_vacancy", not_held)
    assert (await offered_while_another_comes_first(callers, stories, databases)).status_code == 201
