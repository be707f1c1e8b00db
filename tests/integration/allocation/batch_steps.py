"""Posting in batches, as the callers do it."""

from typing import Any

import httpx

from tests.integration.callers import CallerOf

PATH = "/v1/vacancy-batches"


async def post_batch(caller: CallerOf, vacancies: list[dict[str, Any]], **more: Any) -> httpx.Response:
    return await caller.post(PATH, {"vacancies": vacancies}, **more)


async def posted_batch(caller: CallerOf, vacancies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    answer = await post_batch(caller, vacancies)
    assert answer.status_code == 201, answer.text
    return [line["posted"] for line in answer.json()["vacancies"]]


async def ledger_of(caller: CallerOf, dwelling_class: str = "family") -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = (await caller.get(f"/v1/ledgers/99000236?dwelling_class={dwelling_class}")).json()
    return rows


async def told_of_vacancies(caller: CallerOf) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = (await caller.get("/v1/events?limit=1000")).json()["events"]
    return [each for each in events if each["kind"].startswith("vacancy_")]
