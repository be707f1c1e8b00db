"""What is to be paid and by when; what may follow what; and a file's sums."""

import csv
import io
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.values.decisions import Reason
from kit.values.problems import Conflict, Unprocessable
from kit.values.texts import Text
from services.benefits.domain.cases.cases import (
    Answers,
    Case,
    CaseFacts,
    CaseStatus,
    Decided,
    DecisionOutcome,
    OfferOutcome,
)
from services.benefits.domain.entitlements.kinds import CaseKind
from services.benefits.domain.judgements import Outcome
from services.benefits.domain.lanes.clock import Lane
from services.benefits.domain.payments.files import content_of, total_of
from services.benefits.domain.payments.ordering import SignedLease, last_day_to_pay, payment_due
from services.benefits.domain.payments.orders import (
    CITIZEN,
    CancellationCode,
    NotSentOut,
    OrderOver,
    OrderState,
    OtherReceipt,
    Payee,
    PaymentOrder,
    Receipt,
    RejectionCode,
    SentOut,
    acknowledge,
    cancel,
    name_payee,
)
from tests.unit.benefits.facts import a_dwelling, a_household
from tests.unit.benefits.payment_orders import LANDLORD, NOW, TODAY, an_order

LEASE = SignedLease("99000236", date(2025, 4, 1))


def a_case(kind: CaseKind, end: OfferOutcome | None, *, offer: bool) -> Case:
    case_id = uuid.uuid4()
    return Case(
        id=case_id,
        offer_id=case_id if offer else None,
        kind=kind,
        facts=CaseFacts(uuid.uuid4(), "C0113", a_household(), a_dwelling(), NOW, None),
        lane=Lane.FAST,
        opened_at=NOW,
        due_at=NOW,
        due_reason=Reason("due_in_hours", "", True, Text("", "")),
        status=CaseStatus.DECIDED,
        offer_outcome=end,
    )


def a_decision(outcome: DecisionOutcome, amount: str | None = "3200.00") -> Decided:
    """A decision that keeps the amount it grants."""
    return Decided(
        case_id=uuid.uuid4(),
        outcome=outcome,
        proposed=Outcome.GRANT,
        reason_da=None,
        answers=Answers(),
        document={"amount_dkk": amount},
        decided_at=NOW,
        decided_by="key-worker",
        client_id="benefits-department",
        hours=Decimal(1),
    )


YES, NO = DecisionOutcome.COMMITTED, DecisionOutcome.REFUSED
SIGNED = OfferOutcome.SIGNED
DUE: list[tuple[str, CaseKind, DecisionOutcome | None, OfferOutcome | None, bool, str | None, Payee | None]] = [
    ("the lease is signed", CaseKind.DEPOSIT_LOAN, YES, SIGNED, True, "25000", LANDLORD),
    ("secured, not yet owed", CaseKind.DEPOSIT_LOAN, YES, None, True, None, None),
    ("the dwelling was not taken", CaseKind.DEPOSIT_LOAN, YES, OfferOutcome.DECLINED, True, None, None),
    ("refused: the household pays itself", CaseKind.DEPOSIT_LOAN, NO, SIGNED, True, None, None),
    ("undecided", CaseKind.DEPOSIT_LOAN, None, SIGNED, True, None, None),
    ("a loan without an offer falls due at once", CaseKind.DEPOSIT_LOAN, YES, None, False, "25000", LANDLORD),
    ("an approval before an offer pays nothing", CaseKind.PRE_APPROVAL, YES, None, False, None, None),
    ("of a private deposit what the decision grants", CaseKind.PRIVATE_DEPOSIT, YES, None, False, "3200", LANDLORD),
    ("furnishing is the citizen's", CaseKind.FURNISHING_GRANT, YES, None, False, "3200", CITIZEN),
    ("so is moving", CaseKind.MOVING_GRANT, YES, None, False, "3200", CITIZEN),
    ("and any single payment", CaseKind.SINGLE_PAYMENT, YES, None, False, "3200", CITIZEN),
    ("arrears are the landlord's", CaseKind.RENT_ARREARS, YES, None, False, "3200", LANDLORD),
    ("a monthly benefit is no order", CaseKind.SPECIAL_SUPPORT, YES, None, False, None, None),
    ("nor is a monthly subsidy", CaseKind.RENT_SUBSIDY, YES, None, False, None, None),
]


@pytest.mark.parametrize(("why", "kind", "outcome", "end", "offer", "amount", "payee"), DUE, ids=[r[0] for r in DUE])
def test_what_is_to_be_paid(
    why: str,
    kind: CaseKind,
    outcome: DecisionOutcome | None,
    end: OfferOutcome | None,
    offer: bool,
    amount: str | None,
    payee: Payee | None,
) -> None:
    decided = a_decision(outcome) if outcome else None
    due = payment_due(a_case(kind, end, offer=offer), decided, LEASE, TODAY)
    assert (due.amount if due else None, due.payee if due else None) == (amount and Decimal(amount), payee), why


def test_where_nobody_has_told_who_lets_the_dwelling_the_payee_is_asked_for() -> None:
    due = payment_due(a_case(CaseKind.DEPOSIT_LOAN, SIGNED, offer=True), a_decision(YES), SignedLease(), TODAY)
    assert due is not None
    assert (due.payee, due.pay_by) == (None, TODAY)


@pytest.mark.parametrize("amount", [None, "0.00", "-1.00"])
def test_without_an_amount_there_is_nothing_to_pay(amount: str | None) -> None:
    case = a_case(CaseKind.MOVING_GRANT, None, offer=False)
    assert payment_due(case, a_decision(YES, amount), LEASE, TODAY) is None


PAY_BY = [
    ("2025-04-01", "2025-03-31", "a Tuesday: the Monday before"),
    ("2025-04-07", "2025-04-04", "a Monday: the Friday before"),
    ("2025-04-22", "2025-04-16", "after Easter: Wednesday, since Thursday, Friday and Monday are holidays"),
    ("2025-03-06", "2025-03-05", "tomorrow: today"),
    ("2025-03-05", "2025-03-05", "today: at once"),
    ("2025-02-01", "2025-03-05", "it has begun: at once"),
    (None, "2025-03-05", "nobody has told: at once"),
]


@pytest.mark.parametrize(("starts", "by", "why"), PAY_BY, ids=[row[2] for row in PAY_BY])
def test_by_when(starts: str | None, by: str, why: str) -> None:
    assert last_day_to_pay(date.fromisoformat(starts) if starts else None, TODAY) == date.fromisoformat(by), why


def paid(amount: str = "25000.00", day: date = TODAY) -> Receipt:
    return Receipt(OrderState.PAID, Decimal(amount), day)


REJECTED = Receipt(OrderState.REJECTED, code=RejectionCode.ACCOUNT_CLOSED)
Act = Callable[[PaymentOrder], PaymentOrder]


def calls_off(order: PaymentOrder) -> PaymentOrder:
    return cancel(order, CancellationCode.PAID_OTHERWISE, NOW, "key-worker")


def names_the_citizen(order: PaymentOrder) -> PaymentOrder:
    return name_payee(order, CITIZEN)


def acknowledges(receipt: Receipt) -> Act:
    return lambda order: acknowledge(order, receipt, NOW, "finance")


FOLLOWS: list[tuple[OrderState, Act, OrderState | type[Conflict], str]] = [
    (OrderState.ORDERED, calls_off, OrderState.CANCELLED, "nothing is sent yet"),
    (OrderState.EXPORTED, calls_off, SentOut, "the finance system has it"),
    (OrderState.PAID, calls_off, SentOut, "the money is gone"),
    (OrderState.CANCELLED, calls_off, OrderOver, "called off already"),
    (OrderState.ORDERED, names_the_citizen, OrderState.ORDERED, "a person says who is paid"),
    (OrderState.EXPORTED, names_the_citizen, SentOut, "the file says another"),
    (OrderState.REJECTED, names_the_citizen, OrderOver, "it is over: order anew"),
    (OrderState.ORDERED, acknowledges(paid()), NotSentOut, "never sent out"),
    (OrderState.CANCELLED, acknowledges(paid()), NotSentOut, "called off"),
    (OrderState.EXPORTED, acknowledges(paid()), OrderState.PAID, "as ordered"),
    (OrderState.EXPORTED, acknowledges(REJECTED), OrderState.REJECTED, "no account to pay to"),
    (OrderState.PAID, acknowledges(REJECTED), OtherReceipt, "paid and rejected"),
    (OrderState.REJECTED, acknowledges(paid()), OtherReceipt, "rejected and paid"),
]


@pytest.mark.parametrize(("state", "act", "then", "why"), FOLLOWS, ids=[f"{r[0]}: {r[3]}" for r in FOLLOWS])
def test_what_may_follow_what(state: OrderState, act: Act, then: OrderState | type[Conflict], why: str) -> None:
    order = an_order(state=state)
    if isinstance(then, OrderState):
        assert act(order).state is then, why
    else:
        with pytest.raises(then):
            act(order)


@pytest.mark.parametrize("amount", ["25000.01", "24999.99", "0.01"])
def test_an_amount_that_differs_by_an_oere_is_refused(amount: str) -> None:
    with pytest.raises(Unprocessable) as refused:
        acknowledge(an_order(), paid(amount), NOW, "finance")
    assert refused.value.errors[0].pointer == "/amount_dkk"


def test_the_same_receipt_again_changes_nothing() -> None:
    first = acknowledge(an_order(), paid(), NOW, "finance")
    assert acknowledge(first, paid(), NOW.replace(hour=12), "another") == first


OERE = st.integers(1, 10**9).map(lambda oere: Decimal(oere) / 100)


@given(st.lists(OERE, min_size=1, max_size=30))
@settings(max_examples=50, deadline=None)
def test_the_control_line_is_the_sum_of_the_lines_to_the_oere(amounts: list[Decimal]) -> None:
    orders = [replace(an_order(number), amount=amount) for number, amount in enumerate(amounts, 1)]
    *lines, control = csv.DictReader(io.StringIO(content_of(7, "0217", orders).decode()))
    in_oere = sum(int(line["amount_dkk"].replace(".", "")) for line in lines)
    assert (control["record"], control["number"], int(control["count"])) == ("control", "7", len(amounts))
    assert int(control["amount_dkk"].replace(".", "")) == in_oere == sum(amounts) * 100 == total_of(orders) * 100


def test_a_file_names_the_payee_and_no_account() -> None:
    orders = [an_order(), an_order(2, payee=CITIZEN)]
    lines = list(csv.DictReader(io.StringIO(content_of(1, "0217", orders).decode())))
    assert [line["payee"] for line in lines] == ["99000236", str(orders[1].citizen_id), ""]
    assert not {"account", "name", "cpr_number"} & lines[0].keys()
