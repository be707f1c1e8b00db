"""An ad hoc request and its answers, as the callers send them."""

from typing import Any

import httpx

from tests.builders.posting import ORGANISATION_A, ORGANISATION_B, a_vacancy
from tests.integration.allocation.conftest import Callers
from tests.integration.callers import CallerOf

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
