"""What is to be paid is ordered once, and acknowledged to the øre."""

import asyncio
import uuid
from typing import Any

import psycopg
import pytest

from tests.integration.benefits.applications import CITIZEN, an_application, apply
from tests.integration.benefits.desk import SOLROED, Desk
from tests.integration.benefits.payment_steps import (
    LANDLORD,
    acknowledge,
    change,
    exported,
    make_file,
    ordered,
    orders,
    read,
    sign,
)
from tests.integration.callers import slug_of


async def test_a_commitment_secures_and_the_signed_lease_makes_it_paid(desk: Desk) -> None:
    case = await desk.open()
    await desk.decide(case)
    assert await orders(desk) == [], "nothing is owed for a dwelling that nobody has taken"
    await sign(desk, case)
    [order] = await orders(desk, case)
    assert {name: order[name] for name in ("number", "purpose", "amount_dkk", "payee_kind", "payee", "state")} == {
        "number": "0217-000001",
        "purpose": "deposit",
        "amount_dkk": "25000.00",
        "payee_kind": "organisation",
        "payee": LANDLORD,
        "state": "ordered",
    }
    assert order["pay_by_on"] == "2025-03-31", "the last working day before the lease starts"
    assert order["paying_municipality_code"] == "0217"


ENDS = [
    ("declined", "committed", "the citizen did not take the dwelling"),
    ("withdrawn", "committed", "the offer was taken back"),
    ("signed", "refused", "the household pays the deposit in another way"),
]


@pytest.mark.parametrize(("end", "outcome", "why"), ENDS, ids=[row[2] for row in ENDS])
async def test_nothing_is_ordered_where(desk: Desk, end: str, outcome: str, why: str) -> None:
    case = await desk.open()
    if outcome == "committed":
        assert (await desk.decide(case)).status_code == 201
    assert (await desk.end_offer(case, end)).status_code == 200
    assert await orders(desk) == [], why


async def test_however_often_it_is_told_the_case_is_paid_once(desk: Desk) -> None:
    order = await ordered(desk)
    case = order["case_id"]
    answers = await asyncio.gather(*(sign(desk, case) for _ in range(4)), desk.decide(case))
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 409]
    merged = {"into": "7b9f0b0e-6f0e-5b6e-9c6c-0d6c6f0f7a22"}
    path = "/v1/citizens/6a8f0b0e-6f0e-5b6e-9c6c-0d6c6f0f7a11/merge"
    assert (await desk.as_allocation("PUT", path, merged)).status_code == 200
    again = await desk.as_key_worker("POST", f"/v1/cases/{case}/payment-orders")
    assert (again.status_code, slug_of(again)) == (409, "payment-already-ordered")
    assert again.json()["number"] == order["number"]
    assert [one["id"] for one in await orders(desk, case)] == [order["id"]]


async def test_the_first_time_is_told_by_many_at_once_and_it_is_ordered_once(desk: Desk) -> None:
    case = await desk.open()
    await desk.decide(case)
    answers = await asyncio.gather(*(sign(desk, case) for _ in range(6)))
    assert {answer.status_code for answer in answers} == {200}
    assert len(await orders(desk, case)) == 1


async def test_control_the_database_itself_refuses_a_second_order_that_lives(desk: Desk) -> None:
    order = await ordered(desk)
    copied = "INSERT INTO payment_order SELECT (jsonb_populate_record(one, %s)).* FROM payment_order one"
    another: dict[str, Any] = {"id": str(uuid.uuid4()), "number": "0217-000099"}
    with psycopg.connect(desk.database.app) as connection:
        connection.execute("SELECT set_config('hjemvej.municipality', '0217', true)")
        connection.execute("SELECT set_config('hjemvej.municipalities', '0217', true)")
        with pytest.raises(psycopg.errors.UniqueViolation, match="uq_payment_order_living"):
            connection.execute(copied, [psycopg.types.json.Jsonb(another)])
    assert [one["id"] for one in await orders(desk)] == [order["id"]]


async def test_a_receipt_is_to_the_oere_and_the_same_again_changes_nothing(desk: Desk) -> None:
    order = await exported(desk)
    for wrong in ("25000.01", "24999.99"):
        refused = await acknowledge(desk, order["id"], amount_dkk=wrong)
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/amount_dkk")
    assert (await read(desk, order["id"])) == order, "nothing is half changed"
    paid = (await acknowledge(desk, order["id"])).json()
    assert (paid["state"], paid["paid_dkk"], paid["paid_on"]) == ("paid", "25000.00", "2025-03-03")
    assert (await acknowledge(desk, order["id"])).json() == paid
    other = await acknowledge(desk, order["id"], paid_on="2025-03-02")
    assert (other.status_code, [error["pointer"] for error in other.json()["errors"]]) == (409, ["/paid_on"])


RECEIPTS: list[tuple[dict[str, object], str, str]] = [
    ({"amount_dkk": "-25000.00"}, "/amount_dkk", "a negative amount"),
    ({"amount_dkk": "0"}, "/amount_dkk", "nothing"),
    ({"amount_dkk": "25000.001"}, "/amount_dkk", "a fraction of an øre"),
    ({"amount_dkk": None}, "/", "no amount"),
    ({"code": "no_account"}, "/", "paid and rejected"),
    ({"outcome": "rejected"}, "/", "rejected with an amount and without a code"),
    ({"outcome": "lost"}, "/outcome", "no such outcome"),
    ({"paid_on": "2025-02-30"}, "/paid_on", "no such day"),
]


async def test_a_receipt_that_cannot_be_is_told_at_its_field(desk: Desk) -> None:
    order = await exported(desk)
    for body, pointer, why in RECEIPTS:
        answer = await acknowledge(desk, order["id"], **body)
        assert answer.status_code == 422, why
        assert pointer in [error["pointer"] for error in answer.json()["errors"]], why
    assert await read(desk, order["id"]) == order


async def test_what_was_never_sent_out_cannot_be_acknowledged(desk: Desk) -> None:
    order = await ordered(desk)
    early = await acknowledge(desk, order["id"])
    assert (early.status_code, slug_of(early), early.json()["state"]) == (409, "payment-not-sent-out", "ordered")
    assert (await acknowledge(desk, str(uuid.uuid4()))).status_code == 404


async def test_what_is_rejected_may_be_ordered_anew_by_a_person(desk: Desk) -> None:
    order = await exported(desk)
    body = {"outcome": "rejected", "amount_dkk": None, "paid_on": None, "code": "account_closed"}
    assert (await acknowledge(desk, order["id"], **body)).json()["code"] == "account_closed"
    path = f"/v1/cases/{order['case_id']}/payment-orders"
    alone = await desk.as_department("POST", path)
    assert (alone.status_code, slug_of(alone)) == (403, "person-required")
    anew = await asyncio.gather(*(desk.as_key_worker("POST", path) for _ in range(4)))
    assert sorted(answer.status_code for answer in anew) == [201, 409, 409, 409]
    states = {one["number"]: one["state"] for one in await orders(desk, order["case_id"])}
    assert sorted(states.values()) == ["ordered", "rejected"]


async def test_a_person_calls_a_payment_off_before_it_is_sent_out_and_not_after(desk: Desk) -> None:
    order = await ordered(desk)
    path = f"/v1/payment-orders/{order['id']}/cancellation"
    stale = await change(desk, "POST", path, {"code": "paid_otherwise"}, version=order["version"] + 1)
    assert stale.status_code == 412
    off = await change(desk, "POST", path, {"code": "paid_otherwise"}, version=order["version"])
    assert (off.json()["state"], off.json()["code"], off.json()["ended_by"]) == (
        "cancelled",
        "paid_otherwise",
        "key-worker",
    )
    assert (await make_file(desk)).status_code == 409
    sent = await exported(desk)
    path = f"/v1/payment-orders/{sent['id']}/cancellation"
    late = await change(desk, "POST", path, {"code": "ordered_in_error"}, version=sent["version"])
    assert (late.status_code, slug_of(late)) == (409, "payment-sent-out")


async def test_a_case_without_a_commitment_gives_nothing_to_order(desk: Desk) -> None:
    answer = await desk.as_key_worker("POST", f"/v1/cases/{await desk.open()}/payment-orders")
    assert (answer.status_code, slug_of(answer)) == (409, "nothing-to-order")


PAID_AT_ONCE = [
    ("furnishing_grant", "furnishing", "4000.00", "citizen"),
    ("moving_grant", "moving", "6000.00", "citizen"),
    ("single_payment", "single_payment", "4000.00", "citizen"),
    ("rent_arrears", "rent_arrears", "9000.00", None),
    ("private_deposit", "private_deposit", "27000.00", None),
    ("deposit_loan", "deposit", "25000.00", None),
]


@pytest.mark.parametrize(("kind", "purpose", "amount", "payee"), PAID_AT_ONCE, ids=[row[0] for row in PAID_AT_ONCE])
async def test_what_is_granted_without_an_offer_is_ordered_with_the_commitment(
    desk: Desk, kind: str, purpose: str, amount: str, payee: str | None
) -> None:
    case = (await apply(desk, an_application(kind))).json()["id"]
    assert (await desk.decide(case, reason_da="Betingelserne er opfyldt.")).status_code == 201
    [order] = await orders(desk, case)
    assert (order["purpose"], order["amount_dkk"], order["payee_kind"]) == (purpose, amount, payee)
    assert order["pay_by_on"] == "2025-03-03"
    assert order["payee"] == (CITIZEN if payee else None)


async def test_another_municipality_finds_no_order_no_file_and_no_difference(desk: Desk) -> None:
    order = await exported(desk)
    desk.municipality = SOLROED
    assert await orders(desk) == []
    assert (await desk.as_department("GET", "/v1/payment-files/1")).status_code == 404
    assert (await acknowledge(desk, order["id"])).status_code == 404
    assert (await make_file(desk)).status_code == 409


async def test_neither_a_file_nor_what_was_paid_can_be_edited_even_by_the_application(desk: Desk) -> None:
    await exported(desk)
    for statement in ("UPDATE payment_file SET total_dkk = 1", "DELETE FROM payment_order", "DELETE FROM payment_file"):
        with psycopg.connect(desk.database.app) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement)


async def test_the_journal_tells_the_department_each_step_and_nobody_else_the_amount(desk: Desk) -> None:
    order = await exported(desk)
    await acknowledge(desk, order["id"])
    timeline = (await desk.as_department("GET", f"/v1/timeline/{order['case_id']}")).json()
    kinds = [entry["kind"] for entry in timeline if entry["kind"].startswith("payment_")]
    assert kinds == ["payment_ordered", "payment_paid"]
    for party in ("allocation_office", "social_centre", "shelter", "management", "housing_organisation"):
        assert "25000" not in str(await desk.events(party)), party
