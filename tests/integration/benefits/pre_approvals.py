"""Pre-approvals through the API: asked for by a centre, decided by a person, met by offers."""

import uuid
from typing import Any

import httpx

from tests.integration.benefits.desk import Desk, a_household, an_offer

CITIZEN = "6a8f0b0e-6f0e-5b6e-9c6c-0d6c6f0f7a11"


async def ask(desk: Desk, household: dict[str, object] | None = None, **changes: object) -> str:
    """The case of a request for a pre-approval: for DKK 5,000 a month and a deposit of DKK 30,000."""
    body = {
        "citizen_id": CITIZEN,
        "nomination_reference": "C0113",
        "household": a_household(**(household or {})),
        "highest_rent_dkk": "5000",
        "highest_deposit_dkk": "30000",
    }
    answer = await desk.as_party("social_centre", "POST", "/v1/fast-track-cases", body | changes)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def grant(
    desk: Desk, household: dict[str, object] | None = None, terms: dict[str, object] | None = None, **changes: object
) -> str:
    """A pre-approval in force, under its case's identifier."""
    case = await ask(desk, household, **changes)
    body: dict[str, Any] = {"pre_approval": terms} if terms else {}
    answer = await desk.decide(case, reason_da="Borgeren har brug for en bolig.", **body)
    assert answer.status_code == 201, answer.text
    return case


async def read(desk: Desk, case: str) -> dict[str, Any]:
    answer = await desk.as_key_worker("GET", f"/v1/pre-approvals/{case}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def status(desk: Desk, case: str) -> str:
    return str((await read(desk, case))["status"])


async def offer(desk: Desk, household: dict[str, object] | None = None, **dwelling: object) -> dict[str, Any]:
    """What benefits answers to an offer; its identifier is the case's."""
    path = f"/v1/cases/{uuid.uuid4()}"
    answer = await desk.as_allocation("PUT", path, an_offer(household, **dwelling))
    assert answer.status_code == 201, answer.text
    opened: dict[str, Any] = answer.json()
    return opened


async def withdraw(desk: Desk, case: str, code: str = "income_changed", version: int | None = None) -> httpx.Response:
    number = (await read(desk, case))["version"] if version is None else version
    headers = {
        "Authorization": f"Bearer {desk.token('benefits_department', person='key-worker')}",
        "Accept-Language": "en",
        "Hjemvej-Municipality": desk.municipality,
        "Idempotency-Key": uuid.uuid4().hex,
        "If-Match": f'"{number}"',
    }
    return await desk.http.post(f"/v1/pre-approvals/{case}/withdrawal", json={"code": code}, headers=headers)


async def unmet(desk: Desk, case: str) -> list[str]:
    """Why the pre-approval did not cover the offer, by the names of the conditions."""
    answer = await desk.as_key_worker("GET", f"/v1/cases/{case}/pre-approval-check")
    assert answer.status_code == 200, answer.text
    return [reason["rule"] for reason in answer.json()["reasons"] if not reason["met"]]
