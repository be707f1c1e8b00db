"""The acts on a nomination as its callers take them."""

from typing import Any

from tests.builders.posting import a_nomination
from tests.integration.allocation.conftest import Callers
from tests.integration.callers import CallerOf


async def nominate(callers: Callers, **fields: Any) -> dict[str, Any]:
    answer = await callers.centre.post("/v1/nominations", a_nomination(**fields))
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def act(caller: CallerOf, nomination: dict[str, Any], act: str, body: dict[str, Any] | None = None) -> Any:
    """An act on a nomination in the version last read."""
    version = (await caller.get(f"/v1/nominations/{nomination['id']}")).json()["version"]
    return await caller.post(f"/v1/nominations/{nomination['id']}/{act}", body, version=version)


async def put(caller: CallerOf, nomination: dict[str, Any], what: str, body: dict[str, Any]) -> Any:
    version = (await caller.get(f"/v1/nominations/{nomination['id']}")).json()["version"]
    return await caller.put(f"/v1/nominations/{nomination['id']}/{what}", body, **{"If-Match": f'"{version}"'})


async def open_tasks(callers: Callers) -> list[str]:
    return [task["kind"] for task in (await callers.office.get("/v1/tasks?done=false")).json()]
