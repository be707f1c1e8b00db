"""What the finance system has paid, held against what was ordered: each difference told, and open until resolved."""

import asyncio
import uuid
from decimal import Decimal

import pytest

from kit.database.stories import Story
from services.benefits.store import payments
from services.benefits.usecases.payments import reconcile as story_of_reconciling
from tests.integration.benefits.desk import SOLROED, Desk
from tests.integration.benefits.payment_steps import (
    a_posting,
    acknowledge,
    change,
    exported,
    make_file,
    ordered,
    orders,
    outcomes,
    read,
    report,
)
from tests.integration.callers import slug_of


async def differences(desk: Desk, *, is_open: bool = True) -> list[dict[str, object]]:
    answer = await desk.as_department("GET", f"/v1/payment-differences?open={str(is_open).lower()}")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, object]] = answer.json()
    return found


async def resolve(desk: Desk, line: dict[str, object], code: str, *, person: str = "key-worker") -> tuple[int, str]:
    path = f"/v1/payment-differences/{line['id']}/resolution"
    answer = await desk.as_key_worker("POST", path, {"code": code}, person=person)
    return answer.status_code, "" if answer.status_code == 201 else slug_of(answer)


async def test_every_line_is_told_what_came_of_it_and_the_sums_add_up(desk: Desk) -> None:
    off = await ordered(desk, deposit_dkk="22000")
    path = f"/v1/payment-orders/{off['id']}/cancellation"
    assert (await change(desk, "POST", path, {"code": "paid_otherwise"}, version=off["version"])).status_code == 200
    right, wrong = [await ordered(desk, deposit_dkk=amount) for amount in ("25000", "26000.01")]
    assert (await make_file(desk)).status_code == 201
    still = await ordered(desk, deposit_dkk="23000")
    told = await report(
        desk,
        a_posting(right["number"]),
        a_posting(right["number"]),
        a_posting(wrong["number"], "26000.02"),
        a_posting(still["number"], "23000"),
        a_posting(off["number"], "22000"),
        a_posting("0217-000999", "0.01"),
    )
    assert told.status_code == 201, told.text
    assert outcomes(told) == ["matched", "paid_twice", "wrong_amount", "unmatched", "unmatched", "unknown"]
    body = told.json()
    sums = [Decimal(body[name]) for name in ("matched_dkk", "repeated_dkk", "different_dkk")]
    assert (sum(sums), Decimal(body["total_dkk"])) == (Decimal("121000.03"), Decimal("121000.03"))
    assert "DKK 0.01 too much" in body["lines"][2]["text"]["en"]
    states = {one["number"]: one["state"] for one in await orders(desk)}
    assert (states[right["number"]], states[wrong["number"]], states[still["number"]]) == (
        "paid",
        "exported",
        "ordered",
    )
    assert len(await differences(desk)) == 5


async def test_the_same_again_is_answered_as_the_first_time_and_other_lines_are_refused(desk: Desk) -> None:
    order = await exported(desk)
    line = a_posting(order["number"])
    first = await report(desk, line, reference="R1")
    again = await report(desk, line, reference="R1")
    assert (first.status_code, again.status_code, again.json()) == (201, 200, first.json())
    for lines, pointer in (([line | {"amount_dkk": "1.00"}], "/lines/0"), ([line, line], "/lines")):
        other = await report(desk, *lines, reference="R1")
        assert (other.status_code, slug_of(other)) == (409, "content-differs")
        assert [error["pointer"] for error in other.json()["errors"]] == [pointer]
    assert await differences(desk) == []


async def test_statements_may_overlap_but_a_posting_is_not_told_otherwise(desk: Desk) -> None:
    order = await exported(desk)
    line = a_posting(order["number"])
    assert outcomes(await report(desk, line)) == ["matched"]
    overlapping = await report(desk, line, a_posting(order["number"]))
    assert outcomes(overlapping) == ["repeated", "paid_twice"]
    otherwise = await report(desk, line | {"amount_dkk": "25000.01"})
    assert (otherwise.status_code, slug_of(otherwise)) == (409, "content-differs")
    assert otherwise.json()["errors"][0]["pointer"] == "/lines/0/amount_dkk"


async def test_a_receipt_that_came_first_is_confirmed_by_the_first_posting_alone(desk: Desk) -> None:
    order = await exported(desk)
    await acknowledge(desk, order["id"])
    assert outcomes(await report(desk, a_posting(order["number"]))) == ["matched"]
    assert outcomes(await report(desk, a_posting(order["number"]))) == ["paid_twice"]
    assert len([body for _, body in await desk.deliver() if body["outcome"] == "paid"]) == 1


FAULTS: list[tuple[dict[str, object], str, str]] = [
    ({"amount_dkk": "-1"}, "/lines/0/amount_dkk", "a negative amount"),
    ({"amount_dkk": "0.001"}, "/lines/0/amount_dkk", "a fraction of an øre"),
    ({"order_number": "0269-000001"}, "/lines/0/order_number", "another municipality's order"),
    ({"order_number": "one"}, "/lines/0/order_number", "no order number"),
    ({"paid_on": "2025-03-04"}, "/lines/0/paid_on", "tomorrow"),
    ({"posting_reference": ""}, "/lines/0/posting_reference", "no reference"),
]


async def test_faults_refuse_the_whole_and_nothing_is_half_changed(desk: Desk) -> None:
    order = await exported(desk)
    for fault, pointer, why in FAULTS:
        refused = await report(desk, a_posting(order["number"]) | fault, a_posting(order["number"]))
        assert refused.status_code == 422, why
        assert pointer in [error["pointer"] for error in refused.json()["errors"]], why
    twice = a_posting(order["number"])
    refused = await report(desk, twice, twice)
    assert [error["pointer"] for error in refused.json()["errors"]] == ["/lines/1/posting_reference"]
    assert (await report(desk)).status_code == 422, "no lines"
    assert (await read(desk, order["id"]), await differences(desk)) == (order, [])


async def test_another_municipalitys_reconciliation_is_refused(desk: Desk) -> None:
    order = await exported(desk)
    body = {"municipality_code": SOLROED, "reference": "R1", "lines": [a_posting(order["number"])]}
    refused = await desk.as_department("POST", "/v1/reconciliations", body)
    assert (refused.status_code, slug_of(refused)) == (403, "municipality-not-covered")
    desk.municipality = SOLROED
    refused = await report(desk, a_posting(order["number"]))
    assert refused.json()["errors"][0]["pointer"] == "/lines/0/order_number"
    assert await differences(desk) == []


async def test_a_person_resolves_a_difference_once_with_a_code_that_fits(desk: Desk) -> None:
    order = await exported(desk)
    await report(desk, a_posting(order["number"], "24000"), a_posting("0217-000999"))
    by_outcome = {line["outcome"]: line for line in await differences(desk)}
    unknown, wrong = by_outcome["unknown"], by_outcome["wrong_amount"]
    assert await resolve(desk, unknown, "amount_accepted") == (422, "invalid-request")
    path = f"/v1/payment-differences/{unknown['id']}/resolution"
    alone = await desk.as_department("POST", path, {"code": "corrected_in_finance"})
    assert (alone.status_code, slug_of(alone)) == (403, "person-required")
    answers = await asyncio.gather(*(resolve(desk, wrong, "amount_accepted", person=f"p{n}") for n in range(4)))
    assert sorted(answers) == [(201, ""), *[(409, "difference-already-resolved")] * 3]
    paid = await read(desk, order["id"])
    assert (paid["state"], paid["paid_dkk"], paid["amount_dkk"]) == ("paid", "24000.00", "25000.00")
    assert [line["outcome"] for line in await differences(desk)] == ["unknown"]
    [resolved] = await differences(desk, is_open=False)
    assert (resolved["resolution"], resolved["open"]) == ("amount_accepted", False)
    assert await resolve(desk, {"id": str(uuid.uuid4())}, "money_recovered") == (404, "not-found")


async def test_an_amount_is_not_accepted_for_an_order_that_was_paid_meanwhile(desk: Desk) -> None:
    order = await exported(desk)
    await report(desk, a_posting(order["number"], "24000"))
    await report(desk, a_posting(order["number"]))
    [wrong] = await differences(desk)
    assert await resolve(desk, wrong, "amount_accepted") == (409, "payment-order-over")
    assert await resolve(desk, wrong, "money_recovered") == (201, "")


async def report_at_once(desk: Desk) -> list[str]:
    """Two postings of one order, each in a reconciliation of its own, at once."""
    order = await exported(desk)
    answers = await asyncio.gather(*(report(desk, a_posting(order["number"])) for _ in range(2)))
    return sorted(outcome for answer in answers if answer.is_success for outcome in outcomes(answer))


async def test_of_two_postings_at_once_one_pays_and_the_other_is_told(desk: Desk) -> None:
    assert await report_at_once(desk) == ["matched", "paid_twice"]


async def test_control_without_turns_and_locks_both_pay(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async def no_turn(story: Story) -> None:
        """Nobody waits for anybody."""

    async def unlocked(story: Story, numbers: set[str]) -> dict[str, object]:
        found = await payments.list_orders(story, state=None, after=None, limit=200)
        await asyncio.sleep(0.2)
        return {order.number: order for order in found}

    assert story_of_reconciling.lock_orders is payments.lock_orders  # type: ignore[attr-defined]
    monkeypatch.setattr(story_of_reconciling, "wait_for_turn", no_turn)
    monkeypatch.setattr(story_of_reconciling, "lock_orders", unlocked)
    assert await report_at_once(desk) == ["matched", "matched"]


async def test_only_who_may_reports_reads_and_resolves(desk: Desk) -> None:
    line = a_posting("0217-000001")
    body = {"reference": "R1", "lines": [line]}
    for party in ("social_centre", "allocation_office", "management", "housing_organisation"):
        assert (await desk.as_party(party, "POST", "/v1/reconciliations", body)).status_code == 403, party
        assert (await desk.as_party(party, "GET", "/v1/payment-orders")).status_code == 403, party
        assert (await desk.as_party(party, "GET", "/v1/payment-differences")).status_code == 403, party
        assert (await desk.as_party(party, "POST", "/v1/payment-files")).status_code == 403, party
