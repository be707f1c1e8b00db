"""What is paid against what was ordered, to the øre."""

import uuid
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.values.problems import Unprocessable
from kit.values.texts import Text
from services.benefits.domain.payments.files import total_of
from services.benefits.domain.payments.orders import OrderState, PaymentOrder
from services.benefits.domain.payments.reconciling import (
    DIFFERENCES,
    RESOLUTIONS,
    Line,
    LineOutcome,
    Posting,
    Reconciliation,
    ResolutionCode,
    judge_postings,
    resolve,
)
from tests.unit.benefits.payment_orders import NOW, TODAY, an_order


def a_posting(order: PaymentOrder | str, amount: str = "25000.00", reference: str = "B1") -> Posting:
    number = order if isinstance(order, str) else order.number
    return Posting(reference, number, Decimal(amount), TODAY)


AGAINST: list[tuple[str, PaymentOrder | None, str, LineOutcome]] = [
    ("as ordered", an_order(), "25000.00", LineOutcome.MATCHED),
    ("a receipt came first", an_order(state=OrderState.PAID), "25000.00", LineOutcome.MATCHED),
    ("an øre too much", an_order(), "25000.01", LineOutcome.WRONG_AMOUNT),
    ("an øre too little", an_order(), "24999.99", LineOutcome.WRONG_AMOUNT),
    ("paid already", an_order(state=OrderState.PAID, posting="B0"), "25000.00", LineOutcome.PAID_TWICE),
    ("paid already, otherwise", an_order(state=OrderState.PAID, posting="B0"), "1.00", LineOutcome.PAID_TWICE),
    ("never sent out", an_order(state=OrderState.ORDERED), "25000.00", LineOutcome.UNMATCHED),
    ("called off", an_order(state=OrderState.CANCELLED), "25000.00", LineOutcome.UNMATCHED),
    ("reported rejected", an_order(state=OrderState.REJECTED), "25000.00", LineOutcome.UNMATCHED),
    ("no such order", None, "25000.00", LineOutcome.UNKNOWN),
]


@pytest.mark.parametrize(("why", "order", "amount", "outcome"), AGAINST, ids=[row[0] for row in AGAINST])
def test_a_posting_against_its_order(why: str, order: PaymentOrder | None, amount: str, outcome: LineOutcome) -> None:
    posting = a_posting(order or "0217-000999", amount)
    judged = judge_postings([posting], {order.number: order} if order else {}, {}, NOW, "finance")
    assert judged.outcomes[0][0] is outcome, why
    assert len(judged.paid) == (outcome is LineOutcome.MATCHED)


ORDERS = {order.number: order for order in (an_order(number, f"{number}.00") for number in range(1, 5))}
POSTINGS = st.lists(
    st.builds(
        lambda number, oere, reference: Posting(f"B{reference}", f"0217-{number:06}", Decimal(oere) / 100, TODAY),
        st.integers(1, 6),
        st.sampled_from([1, 100, 200, 300, 400, 401]),
        st.integers(0, 10**6),
    ),
    max_size=12,
    unique_by=lambda posting: posting.reference,
)


@given(POSTINGS)
@settings(max_examples=100, deadline=None)
def test_whatever_is_posted_the_sums_add_up_and_no_order_is_paid_twice(postings: list[Posting]) -> None:
    judged = judge_postings(postings, ORDERS, {}, NOW, "finance")
    lines = tuple(Line(uuid.uuid4(), one, *said) for one, said in zip(postings, judged.outcomes, strict=True))
    found = Reconciliation(uuid.uuid4(), "R1", NOW, "finance", lines)
    apart = sum(found.total(outcome) for outcome in LineOutcome)
    assert found.total() == apart == sum(posting.amount for posting in postings)
    assert found.total(LineOutcome.MATCHED) == total_of(judged.paid) == sum(order.paid or 0 for order in judged.paid)
    assert len({order.number for order in judged.paid}) == len(judged.paid)
    again = judge_postings(postings, ORDERS, {one.reference: one for one in postings}, NOW, "finance")
    assert again.paid == () and {outcome for outcome, _ in again.outcomes} <= {LineOutcome.REPEATED}


@pytest.mark.parametrize("outcome", sorted(DIFFERENCES))
@pytest.mark.parametrize("code", list(ResolutionCode))
def test_a_difference_is_resolved_by_a_code_that_fits(outcome: LineOutcome, code: ResolutionCode) -> None:
    line = Line(uuid.uuid4(), a_posting("0217-000001"), outcome, Text("", ""))
    if code in RESOLUTIONS[outcome]:
        assert not resolve(line, code, NOW, "key-worker").is_open
    else:
        with pytest.raises(Unprocessable):
            resolve(line, code, NOW, "key-worker")


def test_only_a_wrong_amount_can_be_accepted() -> None:
    accepting = {outcome for outcome, codes in RESOLUTIONS.items() if ResolutionCode.AMOUNT_ACCEPTED in codes}
    assert accepting == {LineOutcome.WRONG_AMOUNT}
    assert RESOLUTIONS.keys() == DIFFERENCES
