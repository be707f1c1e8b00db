"""Tables of rates as a person sends them in, and as another reviews them."""

import uuid
from typing import Any

import httpx

from tests.integration.benefits.desk import Desk

SINGLE = "disposable_guideline_single"
END_OF_OLD = f"{SINGLE},2025-01-01,2026-01-01,4000,DKK a month,no,ended"
NEXT_YEAR = f"{SINGLE},2026-01-01,2027-01-01,4120,DKK a month,yes,Byrådet 2025-12-02"
HEADER = "key,valid_from,valid_to,value,unit,verified,source"


def a_row(**changes: Any) -> dict[str, Any]:
    """The guideline of 2026 for a municipality that has none yet."""
    return {
        "key": SINGLE,
        "valid_from": "2026-01-01",
        "valid_to": "2027-01-01",
        "value": "4120",
        "unit": "DKK a month",
        "verified": True,
        "source": "Byrådet 2025-12-02",
    } | changes


async def send_rows(desk: Desk, *rows: dict[str, Any], query: str = "") -> httpx.Response:
    return await desk.as_key_worker("POST", f"/v1/rate-imports{query}", {"rows": list(rows)}, person="importer")


async def send_csv(desk: Desk, *lines: str, kind: str = "text/csv; charset=utf-8") -> httpx.Response:
    headers = {
        "Authorization": f"Bearer {desk.token('benefits_department', person='importer')}",
        "Accept-Language": "en",
        "Hjemvej-Municipality": desk.municipality,
        "Idempotency-Key": uuid.uuid4().hex,
        "Content-Type": kind,
    }
    return await desk.http.post("/v1/rate-imports", content="\n".join(lines).encode(), headers=headers)


async def review(
    desk: Desk, import_id: str, act: str = "approval", *, person: str = "reviewer", version: int = 1, **body: Any
) -> httpx.Response:
    headers = {
        "Authorization": f"Bearer {desk.token('benefits_department', person=person)}",
        "Accept-Language": "en",
        "Hjemvej-Municipality": desk.municipality,
        "Idempotency-Key": uuid.uuid4().hex,
        "If-Match": f'"{version}"',
    }
    return await desk.http.post(f"/v1/rate-imports/{import_id}/{act}", json=body, headers=headers)
