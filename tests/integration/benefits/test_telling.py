"""What others hear from benefits: outcomes alone, in order and once; and which municipality acts and pays."""

import asyncio
from typing import Any

import pytest

from kit.calls.neighbours import Neighbour
from tests.integration.benefits.desk import Desk
from tests.integration.benefits.payment_steps import (
    a_posting,
    acknowledge,
    exported,
    make_file,
    ordered,
    orders,
    report,
    sign,
)

MAY_BE_TOLD = {"outcome", "decided_at", "reasons", "hours"}
"""Every field that allocation is told; no amount, no payee, nothing of the citizen."""


async def paid_and_told(desk: Desk) -> tuple[list[dict[str, Any]], set[str]]:
    """What allocation is told of a deposit that is committed and paid, and what of it is too much."""
    order = await exported(desk)
    await acknowledge(desk, order["id"])
    told = [body for path, body in await desk.deliver() if path.endswith("/deposit-decision")]
    private = {order["amount_dkk"], order["number"], order["payee"]}
    fields = {field for body in told for field in body.keys() - MAY_BE_TOLD}
    return told, fields | {value for value in private if value in str(told)}


async def test_allocation_hears_committed_and_then_paid_and_no_amount(desk: Desk) -> None:
    told, too_much = await paid_and_told(desk)
    assert [body["outcome"] for body in told] == ["committed", "paid"]
    assert (told[1]["reasons"], told[1]["hours"]) == ([], None)
    assert too_much == set()


async def test_control_an_amount_told_beside_is_found(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async def talkative(self: Neighbour, path: str, body: dict[str, Any], **rest: Any) -> object:
        return await send(self, path, body | {"amount_dkk": "25000.00"}, **rest)

    send = Neighbour.put
    monkeypatch.setattr(Neighbour, "put", talkative)
    assert (await paid_and_told(desk))[1] == {"amount_dkk", "25000.00"}


async def test_paid_is_told_once_however_it_is_heard(desk: Desk) -> None:
    order = await exported(desk)
    answers = await asyncio.gather(
        acknowledge(desk, order["id"]), acknowledge(desk, order["id"]), report(desk, a_posting(order["number"]))
    )
    assert all(answer.is_success for answer in answers)
    told = [body["outcome"] for _, body in await desk.deliver()]
    assert told == ["committed", "paid"]


async def test_neither_an_order_nor_a_rejection_is_told(desk: Desk) -> None:
    order = await exported(desk)
    body = {"outcome": "rejected", "amount_dkk": None, "paid_on": None, "code": "no_account"}
    assert (await acknowledge(desk, order["id"], **body)).json()["state"] == "rejected"
    assert [told["outcome"] for _, told in await desk.deliver()] == ["committed"]


async def test_the_lease_is_told_with_the_outcome_and_a_wrong_number_is_refused(desk: Desk) -> None:
    case = await desk.open()
    await desk.decide(case)
    wrong = await sign(desk, case, organisation_cvr="12345678")
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "/organisation_cvr")
    assert await orders(desk) == []
    assert (await sign(desk, case)).status_code == 200
    assert len(await orders(desk, case)) == 1


A_CHANGE = {"role": "residence", "municipality_code": "0269", "from_on": "2025-03-03", "basis": "usual_stay"}


async def test_a_case_says_who_acts_who_pays_and_where_the_citizen_resides(desk: Desk) -> None:
    path = f"/v1/cases/{await desk.open()}/municipalities"
    found = (await desk.as_key_worker("GET", path)).json()
    assert {row["role"]: (row["municipality_code"], row["basis"]) for row in found["today"]} == {
        "acting": ("0217", "case_opened_here"),
        "paying": ("0217", "dwelling_is_here"),
        "residence": ("0217", "not_known_otherwise"),
    }
    changed = await desk.as_key_worker("POST", path, A_CHANGE)
    assert changed.status_code == 201, changed.text
    today = {row["role"]: row for row in changed.json()["today"]}
    assert (today["residence"]["municipality_code"], today["residence"]["recorded_by"]) == ("0269", "key-worker")
    assert len(changed.json()["rows"]) == 4, "what held before is kept"
    again = await desk.as_key_worker("POST", path, A_CHANGE)
    assert len(again.json()["rows"]) == 4, "what holds already is not recorded again"


async def test_a_municipality_that_cannot_be_is_told_at_its_field(desk: Desk) -> None:
    path = f"/v1/cases/{await desk.open()}/municipalities"
    for change, pointer in (
        ({"municipality_code": "0999"}, "/municipality_code"),
        ({"municipality_code": "269"}, "/municipality_code"),
        ({"from_on": "2025-03-02"}, "/from_on"),
        ({"basis": "agreed"}, "/basis"),
        ({"role": "acting", "basis": "agreed"}, "/role"),
        ({"role": "paying", "basis": "duty_to_refund"}, "/role"),
    ):
        refused = await desk.as_key_worker("POST", path, A_CHANGE | change)
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer), change
    assert len((await desk.as_key_worker("GET", path)).json()["rows"]) == 3
    assert (await desk.as_department("GET", path)).status_code == 403, "a person reads a citizen's file"


async def test_a_residence_elsewhere_moves_neither_the_loan_nor_the_case(desk: Desk) -> None:
    """The deposit is lent where the dwelling is, wherever the citizen comes from."""
    case = await desk.open()
    assert (await desk.as_key_worker("POST", f"/v1/cases/{case}/municipalities", A_CHANGE)).status_code == 201
    await desk.decide(case)
    await sign(desk, case)
    [order] = await orders(desk, case)
    assert order["paying_municipality_code"] == "0217"
    await ordered(desk)
    assert (await make_file(desk)).json()["orders"] == 2
