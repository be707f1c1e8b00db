"""A changed decision changes what is paid, once; and the municipality that bears it is the one of that day."""

from uuid import UUID

import pytest
from sqlalchemy import text

from kit.database.stories import Stories, Story
from services.benefits.domain.cases.cases import Answers, DecisionOutcome, proposal_for
from services.benefits.domain.payments.orders import PaymentOrder
from services.benefits.main import CALLER
from services.benefits.store import payments
from services.benefits.store.cases import get_case
from services.benefits.store.rates import get_rate_book
from services.benefits.usecases.decisions.make_decision import Ruling, make_decision
from services.benefits.usecases.payments import order_payment
from tests.integration.benefits.applications import an_application, apply
from tests.integration.benefits.desk import Desk
from tests.integration.benefits.payment_steps import (
    LANDLORD,
    acknowledge,
    change,
    exported,
    lines_of,
    make_file,
    ordered,
    orders,
    read,
    sign,
)
from tests.integration.benefits.test_complaints import complain, reassess, refused_case


async def refuse_after_all(stories: Stories, case_id: str) -> None:
    """The commitment is changed to a refusal: a new decision beside the old one."""
    async with stories.begin(CALLER, "0217", "key-worker") as story:
        case = await get_case(story, UUID(case_id), lock=True)
        proposal = proposal_for(case, Answers(), await get_rate_book(story))
        await make_decision(
            story, case, proposal, Ruling(DecisionOutcome.REFUSED, "Forholdene er ændret.", "key-worker")
        )


async def test_a_refusal_changed_after_the_signature_is_ordered_once(desk: Desk) -> None:
    case = await refused_case(desk)
    assert (await sign(desk, case)).status_code == 200
    assert await orders(desk, case) == []
    complaint = (await complain(desk, case)).json()
    changed = await reassess(desk, complaint, "changed", answers={"first_home_after_eviction": True})
    assert changed.status_code == 200, changed.text
    [order] = await orders(desk, case)
    assert (order["payee"], order["pay_by_on"], order["ordered_by"]) == (LANDLORD, "2025-03-31", "another-worker")
    assert (await sign(desk, case)).status_code == 200
    assert len(await orders(desk, case)) == 1


async def test_what_crashes_on_the_way_leaves_no_order_and_is_ordered_once_when_told_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = await desk.open()
    await desk.decide(case)

    async def crashes(story: Story, order: PaymentOrder) -> None:
        await payments.add_order(story, order)
        raise ConnectionError

    monkeypatch.setattr(order_payment, "add_order", crashes)
    with pytest.raises(ConnectionError):
        await sign(desk, case)
    monkeypatch.undo()
    assert await orders(desk) == []
    assert (await desk.as_key_worker("GET", f"/v1/cases/{case}")).json()["case"]["offer_outcome"] is None
    assert (await sign(desk, case)).status_code == 200
    assert [order["number"] for order in await orders(desk, case)] == ["0217-000001"], "no number is used in vain"


async def test_control_committed_by_itself_the_order_outlives_the_crash(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = await desk.open()
    await desk.decide(case)

    async def on_its_own(story: Story, order: PaymentOrder) -> None:
        await payments.add_order(story, order)
        await story.execute(text("COMMIT"))
        raise ConnectionError

    monkeypatch.setattr(order_payment, "add_order", on_its_own)
    with pytest.raises(ConnectionError):
        await sign(desk, case)
    assert len(await orders(desk, case)) == 1


async def test_a_commitment_withdrawn_calls_off_what_has_not_been_sent_out(desk: Desk, stories: Stories) -> None:
    order = await ordered(desk)
    await refuse_after_all(stories, order["case_id"])
    off = await read(desk, order["id"])
    assert (off["state"], off["code"]) == ("cancelled", "commitment_withdrawn")
    assert (await make_file(desk)).status_code == 409
    assert [body["outcome"] for _, body in await desk.deliver()][-1] == "withdrawn"


@pytest.mark.parametrize("is_paid", [False, True], ids=["sent out", "paid"])
async def test_what_has_been_sent_out_is_told_to_a_person_to_recover(
    desk: Desk, stories: Stories, is_paid: bool
) -> None:
    order = await exported(desk)
    if is_paid:
        assert (await acknowledge(desk, order["id"])).status_code == 200
    await refuse_after_all(stories, order["case_id"])
    assert (await read(desk, order["id"]))["state"] == ("paid" if is_paid else "exported"), "what is done stands"
    assert "payment_to_be_recovered" in [event["kind"] for event in await desk.events()]


async def test_a_loan_without_an_offer_is_paid_and_allocation_is_told_nothing(desk: Desk) -> None:
    case = (await apply(desk, an_application("deposit_loan"))).json()["id"]
    assert (await desk.decide(case, reason_da="Betingelserne er opfyldt.")).status_code == 201
    [order] = await orders(desk, case)
    payee = {"kind": "organisation", "cvr": LANDLORD}
    path = f"/v1/payment-orders/{order['id']}/payee"
    assert (await change(desk, "PUT", path, payee, version=order["version"])).status_code == 200
    assert (await make_file(desk)).status_code == 201
    assert (await acknowledge(desk, order["id"])).json()["state"] == "paid"
    assert await desk.deliver() == []


async def test_an_order_is_borne_by_the_municipality_that_pays_on_the_day(desk: Desk) -> None:
    case = (await apply(desk, an_application("moving_grant"))).json()["id"]
    path = f"/v1/cases/{case}/municipalities"
    refund = {"role": "paying", "municipality_code": "0269", "from_on": "2025-03-03", "basis": "duty_to_refund"}
    await desk.decide(case, reason_da="Betingelserne er opfyldt.")
    assert (await orders(desk, case))[0]["paying_municipality_code"] == "0217"
    later = await desk.as_key_worker("POST", path, refund | {"from_on": "2025-03-04", "municipality_code": "0101"})
    assert later.status_code == 201, later.text
    assert (await orders(desk, case))[0]["paying_municipality_code"] == "0217", "it holds from tomorrow"
    assert (await desk.as_key_worker("POST", path, refund)).status_code == 201
    assert (await orders(desk, case))[0]["paying_municipality_code"] == "0269"
    assert (await make_file(desk)).status_code == 201
    line, _ = await lines_of(desk, 1)
    assert (line["acting_municipality_code"], line["paying_municipality_code"]) == ("0217", "0269")
    back = {"role": "paying", "municipality_code": "0217", "from_on": "2025-03-03", "basis": "case_opened_here"}
    assert (await desk.as_key_worker("POST", path, back)).status_code == 201
    assert (await orders(desk, case))[0]["paying_municipality_code"] == "0269", "what is sent out stands"
