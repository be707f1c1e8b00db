"""What is ordered is sent out once, in numbered files whose bytes never change."""

import asyncio

import pytest
from sqlalchemy import update
from sqlmodel import col

from kit.database.stories import Story
from services.benefits.domain.payments.orders import OrderState, PaymentOrder
from services.benefits.store import payment_files, payments, tables
from services.benefits.usecases.payments import make_payment_file
from tests.integration.benefits.desk import Desk
from tests.integration.benefits.payment_steps import (
    LANDLORD,
    acknowledge,
    change,
    holds,
    lines_of,
    make_file,
    ordered,
    orders,
)
from tests.integration.callers import slug_of

PAUSE = 0.2
"""Long enough that everybody has read before anybody writes, as it happens on a busy day."""


async def test_a_file_holds_everything_ordered_and_its_bytes_never_change(desk: Desk) -> None:
    first = [await ordered(desk, deposit_dkk=amount) for amount in ("25000.01", "19999.99", "31100")]
    made = (await make_file(desk)).json()
    assert (made["number"], made["orders"], made["total_dkk"]) == (1, 3, "76100.00")
    lines = await lines_of(desk, 1)
    assert holds(lines)
    assert [line["number"] for line in lines[:-1]] == [order["number"] for order in first]
    before = await desk.as_department("GET", "/v1/payment-files/1")
    await acknowledge(desk, first[2]["id"], amount_dkk="31100.00")
    await ordered(desk)
    assert (await make_file(desk)).json()["number"] == 2
    after = await desk.as_department("GET", "/v1/payment-files/1")
    assert (after.content, after.headers["etag"]) == (before.content, before.headers["etag"])
    assert after.headers["etag"] == f'"{made["sha256"]}"'
    assert len(await lines_of(desk, 2)) == 2, "one order and the control line"


async def test_with_nothing_to_send_no_file_is_made_and_no_number_used(desk: Desk) -> None:
    empty = await make_file(desk)
    assert (empty.status_code, slug_of(empty)) == (409, "nothing-to-pay")
    await ordered(desk)
    assert (await make_file(desk)).json()["number"] == 1
    missing = await desk.as_department("GET", "/v1/payment-files/2")
    assert (missing.status_code, slug_of(missing)) == (404, "no-such-payment-file")
    assert (await desk.as_department("GET", "/v1/payment-files/0")).status_code == 422


async def export_at_once(desk: Desk) -> list[str]:
    """Five orders, four who make files at once; the number of every order line of every file."""
    for _ in range(5):
        await ordered(desk)
    answers = await asyncio.gather(*(make_file(desk) for _ in range(4)))
    made = sorted(answer.json()["number"] for answer in answers if answer.status_code == 201)
    assert made == list(range(1, len(made) + 1)), "no number is left out"
    return [line["number"] for number in made for line in (await lines_of(desk, number))[:-1]]


async def test_two_who_make_files_at_once_never_send_an_order_twice(desk: Desk) -> None:
    sent = await export_at_once(desk)
    assert sorted(sent) == [f"0217-{number:06}" for number in range(1, 6)]


async def test_control_taken_by_reading_first_and_without_turns_orders_are_sent_twice(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = iter(range(1, 9))

    async def no_turn(story: Story) -> int:
        return next(numbers)

    async def read_then_write(story: Story, number: int, by: str) -> list[PaymentOrder]:
        found = await payments.list_orders(story, state=OrderState.ORDERED, after=None, limit=200)
        await asyncio.sleep(PAUSE)
        row = tables.PaymentOrder
        await story.execute(
            update(row)
            .where(col(row.id).in_([order.id for order in found]))
            .values(state=OrderState.EXPORTED, file_number=number)
        )
        return found

    assert make_payment_file.send_out is payment_files.send_out  # type: ignore[attr-defined]
    monkeypatch.setattr(make_payment_file, "next_file_number", no_turn)
    monkeypatch.setattr(make_payment_file, "send_out", read_then_write)
    sent = await export_at_once(desk)
    assert len(sent) > len(set(sent))


async def test_an_order_that_nobody_knows_the_payee_of_waits_until_somebody_says(desk: Desk) -> None:
    case = await desk.open()
    await desk.decide(case)
    await desk.end_offer(case, "signed")
    [order] = await orders(desk, case)
    assert (order["payee"], order["pay_by_on"]) == (None, "2025-03-03"), "nothing was told of the lease: at once"
    empty = await make_file(desk)
    assert (empty.status_code, empty.json()["without_payee"]) == (409, 1)
    path = f"/v1/payment-orders/{order['id']}/payee"
    named = await change(desk, "PUT", path, {"kind": "organisation", "cvr": LANDLORD}, version=order["version"])
    assert named.json()["payee"] == LANDLORD
    assert (await make_file(desk)).status_code == 201
    late = await change(desk, "PUT", path, {"kind": "citizen"}, version=named.json()["version"] + 1)
    assert (late.status_code, slug_of(late)) == (409, "payment-sent-out")
