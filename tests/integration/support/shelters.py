"""A shelter, as the tests of stays use it."""

import uuid
from datetime import UTC, datetime
from typing import Any

import httpx

from kit.database.engine import connect
from kit.database.stories import Stories
from kit.database.worker import sweep
from services.support.jobs.sweeps import SWEEPS
from services.support.main import CALLER
from tests.integration.support.house import House

CITIZEN = "6a8f0b0e-6f0e-5b6e-9c6c-0d6c6f0f7a11"


def a_stay(admitted_on: str, discharged_on: str | None = None, **changes: object) -> dict[str, object]:
    """What a shelter tells of an admission."""
    return {
        "citizen_id": CITIZEN,
        "reference": uuid.uuid4().hex[:12],
        "shelter": "north-house",
        "admitted_on": admitted_on,
        "discharged_on": discharged_on,
        "self_referral": True,
    } | changes


async def admit(house: House, admitted_on: str, discharged_on: str | None = None, **changes: object) -> dict[str, Any]:
    """A stay, entered."""
    answer = await house.as_team("POST", "/v1/stays", a_stay(admitted_on, discharged_on, **changes))
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def discharge(house: House, stay: str, day: str, version: int | None = 1) -> httpx.Response:
    """The citizen leaves, as the caller who read this version says."""
    headers = {
        "Authorization": f"Bearer {house.token('support_team')}",
        "Accept-Language": "en",
        "Hjemvej-Municipality": house.municipality,
        "Idempotency-Key": uuid.uuid4().hex,
    } | ({"If-Match": f'"{version}"'} if version is not None else {})
    return await house.http.post(f"/v1/stays/{stay}/discharge", json={"discharged_on": day}, headers=headers)


async def correct(house: House, stay: str, version: int, code: str = "wrong_date", **changes: object) -> httpx.Response:
    """A person puts the stay right."""
    body = {"corrects_version": version, "code": code} | changes
    return await house.as_coordinator("POST", f"/v1/stays/{stay}/corrections", body)


async def look(house: House, stay: str) -> dict[str, Any]:
    """The stay with its tasks and versions."""
    found: dict[str, Any] = (await house.as_team("GET", f"/v1/stays/{stay}")).json()
    return found


async def statement(house: House, month: str) -> dict[str, Any]:
    """The month's refund statement."""
    found: dict[str, Any] = (await house.as_party("management", "GET", f"/v1/refunds/statements/{month}")).json()
    return found


async def rate(house: House, daily_rate_dkk: str, valid_from: str = "2024-01-01", shelter: str = "north-house") -> None:
    """What a day costs, entered."""
    row = {"shelter": shelter, "valid_from": valid_from, "daily_rate_dkk": daily_rate_dkk, "source": "list of rates"}
    answer = await house.as_team("PUT", "/v1/shelter-rates", {"rates": [row]})
    assert answer.status_code == 200, answer.text


async def sweep_on(house: House, day: str) -> int:
    """What the worker does at noon of the day, in its own role."""
    house.clock.now = datetime.fromisoformat(f"{day}T11:00:00").replace(tzinfo=UTC)
    stories = Stories(connect(house.worker_database, pool_size=1), house.clock)
    try:
        return await sweep(stories, CALLER, house.municipality, SWEEPS)
    finally:
        await stories.engine.dispose()


async def told(house: House, kind: str) -> list[dict[str, Any]]:
    """What the support team has heard of a kind."""
    events = (await house.as_team("GET", "/v1/events?limit=1000")).json()["events"]
    return [event for event in events if event["kind"] == kind]
