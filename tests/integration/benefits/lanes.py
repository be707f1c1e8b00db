"""Key workers, papers and queues as the department's people handle them."""

from datetime import UTC, datetime
from typing import Any

import httpx

from tests.integration.benefits.desk import Desk


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of March 2025, in UTC: an hour earlier than the clock on the wall."""
    return datetime(2025, 3, day, hour, minute, tzinfo=UTC)


async def enter(desk: Desk, reference: str, capacity: int = 5, **more: object) -> httpx.Response:
    """A key worker with room for five."""
    return await desk.as_department("PUT", f"/v1/key-workers/{reference}", {"capacity": capacity} | more)


async def ask(desk: Desk, case: str, *documents: str, person: str = "key-worker", **more: object) -> httpx.Response:
    """Ask for papers."""
    body = {"documents": list(documents)} | more
    return await desk.as_key_worker("POST", f"/v1/cases/{case}/missing-documents", body, person=person)


async def receive(desk: Desk, case: str, when: datetime, *documents: str) -> httpx.Response:
    """Papers come."""
    body = {"documents": list(documents), "received_at": when.isoformat()}
    return await desk.as_department("PUT", f"/v1/cases/{case}/missing-documents/received", body)


async def clock(desk: Desk, case: str) -> dict[str, Any]:
    answer = await desk.as_key_worker("GET", f"/v1/cases/{case}/clock")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def hold(desk: Desk, case: str, person: str = "key-worker", act: str = "hold") -> httpx.Response:
    return await desk.as_key_worker("POST", f"/v1/cases/{case}/{act}", person=person)


async def reassign(
    desk: Desk, case: str, version: int | None, person: str | None = "manager", **body: object
) -> httpx.Response:
    """A manager gives a case to somebody."""
    headers = {
        "Authorization": f"Bearer {desk.token('benefits_department', person=person)}",
        "Accept-Language": "en",
        "Idempotency-Key": f"{case} {version} {sorted(body.items())}"[:200],
    }
    if version is not None:
        headers["If-Match"] = f'"{version}"'
    path = f"/v1/cases/{case}/reassignment"
    return await desk.http.post(path, json={"why": "workload"} | body, headers=headers)


async def queue(desk: Desk, query: str = "", person: str = "manager") -> list[dict[str, Any]]:
    answer = await desk.as_key_worker("GET", f"/v1/queues{query}", person=person)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()
    return found


async def told(desk: Desk, kind: str, party: str = "benefits_department") -> list[dict[str, Any]]:
    """The events of the kind that the party has heard."""
    return [event for event in await desk.events(party) if event["kind"] == kind]
