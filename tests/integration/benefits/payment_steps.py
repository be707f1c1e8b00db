"""A payment's way: a commitment, a signed lease, a file, and what the finance system says of it."""

import csv
import io
import uuid
from decimal import Decimal
from typing import Any

import httpx

from tests.integration.benefits.desk import Desk

LANDLORD = "99000236"
SIGNED = {"outcome": "signed", "at": "2025-03-05T10:00:00+01:00"}
LEASE = {"organisation_cvr": LANDLORD, "lease_starts_on": "2025-04-01"}


async def sign(desk: Desk, case: str, **lease: object) -> httpx.Response:
    """Allocation tells that the offer of the case ended signed."""
    return await desk.as_allocation("PUT", f"/v1/cases/{case}/offer-outcome", SIGNED | LEASE | lease)


async def ordered(desk: Desk, **dwelling: Any) -> dict[str, Any]:
    """The order of a case that was committed and whose lease is signed."""
    case = await desk.open(**dwelling)
    assert (await desk.decide(case)).status_code == 201
    assert (await sign(desk, case)).status_code == 200
    [order] = await orders(desk, case)
    return order


async def orders(desk: Desk, case: str | None = None, state: str | None = None) -> list[dict[str, Any]]:
    """The payment orders, of one case or of all."""
    query = "?limit=200" + (f"&state={state}" if state else "")
    answer = await desk.as_department("GET", f"/v1/payment-orders{query}")
    assert answer.status_code == 200, answer.text
    return [order for order in answer.json() if case in {None, order["case_id"]}]


async def make_file(desk: Desk) -> httpx.Response:
    return await desk.as_department("POST", "/v1/payment-files")


async def exported(desk: Desk, **dwelling: Any) -> dict[str, Any]:
    """An order that has been sent out."""
    order = await ordered(desk, **dwelling)
    assert (await make_file(desk)).status_code == 201
    return await read(desk, order["id"])


async def read(desk: Desk, order_id: str) -> dict[str, Any]:
    answer = await desk.as_department("GET", f"/v1/payment-orders/{order_id}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def lines_of(desk: Desk, number: int) -> list[dict[str, str]]:
    """The lines of a file."""
    answer = await desk.as_department("GET", f"/v1/payment-files/{number}")
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text)))


def holds(lines: list[dict[str, str]]) -> bool:
    """Whether the last line's count and sum are those of the lines before it."""
    *paid, control = lines
    total = sum((Decimal(line["amount_dkk"]) for line in paid), Decimal(0))
    return (control["record"], int(control["count"]), Decimal(control["amount_dkk"])) == ("control", len(paid), total)


async def acknowledge(desk: Desk, order_id: str, **receipt: object) -> httpx.Response:
    body = {"outcome": "paid", "amount_dkk": "25000.00", "paid_on": "2025-03-03"} | receipt
    return await desk.as_department("PUT", f"/v1/payment-orders/{order_id}/receipt", body)


def a_posting(order_number: str, amount: str = "25000.00", **more: object) -> dict[str, object]:
    """One line of a reconciliation, under a reference of its own."""
    reference = f"B-{uuid.uuid4().hex[:12]}"
    line = {"posting_reference": reference, "order_number": order_number, "amount_dkk": amount}
    return line | {"paid_on": "2025-03-03"} | more


async def report(desk: Desk, *lines: dict[str, object], reference: str | None = None) -> httpx.Response:
    """The finance system tells what it has paid."""
    body = {"reference": reference or uuid.uuid4().hex, "lines": list(lines)}
    return await desk.as_department("POST", "/v1/reconciliations", body)


def outcomes(answer: httpx.Response) -> list[str]:
    assert answer.status_code in {200, 201}, answer.text
    return [line["outcome"] for line in answer.json()["lines"]]


async def change(desk: Desk, method: str, path: str, body: object, *, version: int) -> httpx.Response:
    """A person changes what was read in this version."""
    bearer = desk.token("benefits_department", person="key-worker")
    headers = {
        "Authorization": f"Bearer {bearer}",
        "Accept-Language": "en",
        "Hjemvej-Municipality": desk.municipality,
        "If-Match": f'"{version}"',
        "Idempotency-Key": uuid.uuid4().hex,
    }
    return await desk.http.request(method, path, json=body, headers=headers)
