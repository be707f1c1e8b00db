"""Applications as a caseworker sends them, and what comes of them."""

import uuid
from typing import Any

import httpx

from tests.integration.benefits.desk import Desk, a_household

CITIZEN = "6a8f0b0e-6f0e-5b6e-9c6c-0d6c6f0f7a11"
A_HOME = {"rent_dkk": "4500", "utilities_dkk": "700"}
SINGLE = {"amount_dkk": "4000", "changed_circumstances": True, "necessary": True, "foreseeable": False}

COMPLETE: dict[str, dict[str, Any]] = {
    "deposit_loan": {"dwelling": A_HOME | {"deposit_dkk": "25000", "first_let_year": 1983}},
    "private_deposit": {
        "dwelling": A_HOME | {"deposit_dkk": "13500"},
        "facts": {"landlord": "private", "prepaid_rent_dkk": "13500", "allocated_by_municipality": True},
    },
    "special_support": {"dwelling": A_HOME, "facts": {"housing_benefit_dkk": "700"}},
    "single_payment": {"facts": SINGLE},
    "furnishing_grant": {"facts": SINGLE},
    "rent_arrears": {
        "facts": {
            "amount_dkk": "9000",
            "eviction_threatens": True,
            "home_kept_by_payment": True,
            "rent_payable_from_now": True,
        }
    },
    "moving_grant": {"facts": {"amount_dkk": "6000", "improves_housing": True}},
    "rent_subsidy": {"dwelling": A_HOME, "facts": {"amount_dkk": "800", "obtains_dwelling": True}},
}


def an_application(kind: str, **changes: Any) -> dict[str, Any]:
    """A complete application of the kind unless said otherwise."""
    body = {"kind": kind, "citizen_id": CITIZEN, "reference": f"A-{uuid.uuid4().hex[:12]}", "household": a_household()}
    return body | COMPLETE[kind] | changes


async def apply(desk: Desk, body: dict[str, Any]) -> httpx.Response:
    return await desk.as_department("POST", "/v1/cases", body)


async def supplement(desk: Desk, case_id: str, body: dict[str, Any], version: int) -> httpx.Response:
    headers = {
        "Authorization": f"Bearer {desk.token('benefits_department')}",
        "Accept-Language": "en",
        "Hjemvej-Municipality": desk.municipality,
        "If-Match": f'"{version}"',
    }
    return await desk.http.put(f"/v1/cases/{case_id}/facts", json=body, headers=headers)


async def file_of(desk: Desk, case_id: str) -> dict[str, Any]:
    answer = await desk.as_key_worker("GET", f"/v1/cases/{case_id}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def pointers(answer: httpx.Response) -> list[str]:
    return [error["pointer"] for error in answer.json()["errors"]]


async def plan_of(desk: Desk, case: str, query: str = "") -> httpx.Response:
    return await desk.as_key_worker("GET", f"/v1/cases/{case}/repayment-plan{query}")
