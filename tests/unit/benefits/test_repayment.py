"""How a deposit loan is repaid: by hand, and for any loan to the øre."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.benefits.domain.entitlements.repayment import (
    Loan,
    NotRepaidThus,
    Plan,
    Terms,
    called,
    months_after,
    plan_of,
    terms_on,
    with_extra_payment,
)
from services.benefits.domain.rates.rate_keys import RateKey
from services.benefits.domain.rates.rates import RateBook, rate_table
from tests.unit.benefits.facts import a_rate, national_rates

NATIONAL = RateBook(rate_table([]), rate_table(national_rates()))
PAID_OUT = date(2025, 3, 3)
OERE = Decimal("0.01")


def terms(*, by_annuity: bool = True, percent: str = "4.5") -> Terms:
    return Terms(60, 120, Decimal(percent), by_annuity, 12)


def a_loan(principal: str = "25000", *, by_annuity: bool = True, paid_out_on: date = PAID_OUT) -> Loan:
    return Loan(Decimal(principal), paid_out_on, terms(by_annuity=by_annuity))


def test_the_terms_are_the_rates_of_the_day_and_missing_ones_are_asked_for_at_once() -> None:
    assert terms_on(NATIONAL, PAID_OUT) == terms()
    own = RateBook(rate_table([a_rate(RateKey.LOAN_BY_ANNUITY, "0")]), NATIONAL.national)
    assert terms_on(own, PAID_OUT) == terms(by_annuity=False)
    asked = terms_on(RateBook(rate_table([]), rate_table([])), PAID_OUT)
    assert isinstance(asked, tuple) and len(asked) == 5


def test_nothing_is_paid_for_five_years_then_the_annuity_is_the_same_each_month() -> None:
    plan = plan_of(a_loan())
    # 25,000 x 0.00375 / (1 - 1.00375^-120) = 259.0960; the first month's interest is 25,000 x 0.00375 = 93.75.
    first, last = plan.payments[0], plan.payments[-1]
    assert (first.due_on, first.amount, first.interest) == (date(2030, 4, 3), Decimal("259.10"), Decimal("93.75"))
    assert {payment.amount for payment in plan.payments[:-1]} == {Decimal("259.10")}
    assert (len(plan.payments), last.due_on, last.owed) == (120, date(2040, 3, 3), Decimal(0))
    assert abs(last.amount - Decimal("259.10")) < 1


def test_equal_instalments_repay_the_same_each_month_and_the_interest_falls() -> None:
    plan = plan_of(a_loan("24000", by_annuity=False))
    # 24,000 / 120 = 200; 24,000 x 0.00375 = 90, then 23,800 x 0.00375 = 89.25.
    assert [payment.repaid for payment in plan.payments] == [Decimal("200.00")] * 120
    assert [payment.amount for payment in plan.payments[:2]] == [Decimal("290.00"), Decimal("289.25")]
    # 0.00375 x 200 x (120 + 119 + … + 1) = 5,445.
    assert plan.interest == Decimal("5445.00")


@pytest.mark.parametrize(
    ("principal", "by_annuity", "reason"),
    [("0.01", True, "an øre"), ("0.01", False, "an øre"), ("1.00", True, "a krone"), ("0.59", False, "below 120 øre")],
)
def test_the_smallest_loans_close_too(principal: str, by_annuity: bool, reason: str) -> None:
    assert closes(plan_of(a_loan(principal, by_annuity=by_annuity))), reason


def closes(plan: Plan) -> bool:
    """Whether what is repaid is what was lent, what is owed falls and never below nothing, and the last closes it."""
    owed = [plan.loan.principal, *(payment.owed for payment in plan.payments)]
    falls = all(0 <= after <= before for before, after in pairwise(owed))
    adds_up = all(
        before - payment.repaid == after for before, payment, after in zip(owed, plan.payments, owed[1:], strict=False)
    )
    days = [payment.due_on for payment in plan.payments]
    paid = sum(payment.amount for payment in plan.payments)
    exact = all(payment.amount == payment.amount.quantize(OERE) for payment in plan.payments)
    return (
        falls
        and adds_up
        and exact
        and owed[-1] == 0
        and days == sorted(days)
        and (paid == plan.loan.principal + plan.interest)
    )


amounts = st.decimals(Decimal("0.01"), Decimal(400_000), places=2)
days = st.dates(date(2000, 1, 1), date(2100, 12, 31))
some_terms = st.builds(
    Terms,
    free_months=st.integers(0, 10).map(lambda years: years * 12),
    repaid_months=st.integers(1, 30).map(lambda years: years * 12),
    percent=st.decimals(0, 30, places=1),
    by_annuity=st.booleans(),
    notice_months=st.integers(0, 24),
)
loans = st.builds(Loan, amounts, days, some_terms)


@settings(max_examples=60, deadline=None)
@given(loans)
def test_any_loan_closes_to_the_oere(loan: Loan) -> None:
    assert closes(plan_of(loan))


@settings(max_examples=60, deadline=None)
@given(loans, st.integers(0, 480), st.decimals(0, 1, places=3))
def test_any_extra_payment_leaves_a_plan_that_closes_and_never_costs_more(
    loan: Loan, after_months: int, share: Decimal
) -> None:
    before = plan_of(loan)
    on = months_after(loan.paid_out_on, after_months)
    owed = next((each.owed for each in reversed(before.payments) if each.due_on <= on), loan.principal)
    extra = (owed * share).quantize(OERE)
    if extra == 0:
        return
    plan = plan_of(with_extra_payment(loan, on, extra))
    assert closes(plan)
    assert plan.interest <= before.interest + Decimal("0.01") * len(before.payments)


@settings(max_examples=60, deadline=None)
@given(loans, st.integers(0, 480))
def test_a_called_loan_closes_no_earlier_than_the_notice_and_never_costs_more(loan: Loan, after_months: int) -> None:
    on = months_after(loan.paid_out_on, after_months)
    before, plan = plan_of(loan), plan_of(called(loan, on))
    assert closes(plan)
    assert plan.interest <= before.interest
    last_planned = before.payments[-1].due_on
    assert plan.payments[-1].due_on >= min(months_after(on, loan.terms.notice_months), last_planned)


def test_an_extra_payment_lowers_the_instalments_that_follow() -> None:
    plan = plan_of(with_extra_payment(a_loan(), date(2027, 1, 15), Decimal(5000)))
    # 20,000 x 0.00375 / (1 - 1.00375^-120) = 207.2768.
    assert (plan.payments[0].extra, plan.payments[0].owed) == (True, Decimal(20000))
    assert plan.payments[1].amount == Decimal("207.28")
    assert closes(plan)


def test_a_loan_called_in_the_free_years_is_due_whole_after_twelve_months_without_interest() -> None:
    [payment] = plan_of(called(a_loan(), date(2026, 9, 10))).payments
    assert (payment.due_on, payment.amount, payment.interest) == (date(2027, 10, 3), Decimal(25000), Decimal(0))


def test_the_day_of_the_month_is_kept_where_the_month_has_it() -> None:
    plan = plan_of(a_loan(paid_out_on=date(2025, 1, 31)))
    assert [payment.due_on for payment in plan.payments[:2]] == [date(2030, 2, 28), date(2030, 3, 31)]


@pytest.mark.parametrize(
    ("loan", "pointer", "reason"),
    [
        (a_loan("0"), "/query/loan_dkk", "a loan of nothing"),
        (a_loan("-1"), "/query/loan_dkk", "a loan below nothing"),
        (with_extra_payment(a_loan(), PAID_OUT, Decimal(0)), "/query/extra_payment_dkk", "nothing is paid"),
        (with_extra_payment(a_loan(), PAID_OUT, Decimal(-5)), "/query/extra_payment_dkk", "less than nothing"),
        (with_extra_payment(a_loan(), PAID_OUT, Decimal(25001)), "/query/extra_payment_dkk", "more than is owed"),
        (
            with_extra_payment(a_loan(), date(2050, 1, 1), Decimal(1)),
            "/query/extra_payment_dkk",
            "after the loan has been repaid",
        ),
        (with_extra_payment(a_loan(), date(2025, 3, 2), Decimal(5)), "/query/extra_payment_on", "before it was lent"),
        (called(a_loan(), date(2025, 3, 2)), "/query/called_on", "called before it was lent"),
    ],
)
def test_what_cannot_be_repaid_is_told_at_its_place(loan: Loan, pointer: str, reason: str) -> None:
    with pytest.raises(NotRepaidThus) as refused:
        plan_of(loan)
    assert [error.pointer for error in refused.value.errors] == [pointer], reason
