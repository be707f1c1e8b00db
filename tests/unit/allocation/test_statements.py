"""A month's lines: they lie day against day, sum to the øre, and what was wrong is put right by new lines."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.allocation.domain.account.corrections import corrected
from services.allocation.domain.account.lines import (
    Account,
    AccountLine,
    CorrectionCode,
    FollowsFrom,
    LineKind,
    in_words,
    net_of,
    statement_month,
)
from services.allocation.domain.account.rent_due import RentRun, lines_due, taken_back
from services.allocation.domain.account.statements import month_totals, total_of
from services.allocation.domain.account.vacancy_rent import month_of, months_after
from services.allocation.domain.agreements.terms import RentMethod
from tests.unit.allocation.accounts import RENT, a_line, on_account

EXAMPLES = settings(max_examples=40, deadline=None)
DAYS = st.dates(date(2023, 11, 1), date(2026, 4, 30))
RENTS = st.integers(50_000, 5_000_000).map(lambda oere: Decimal(oere) / 100)
METHODS = st.sampled_from(list(RentMethod))


def day_by_day(rent: Decimal, first: date, end: date, method: RentMethod) -> dict[tuple[int, int], Decimal]:
    """An independent recount: the price of each day as an exact fraction, rounded once a month, half up."""
    months: dict[tuple[int, int], Fraction] = {}
    day = first
    while day < end:
        of_month = (
            Fraction(12, 365) if method is RentMethod.YEARLY_365 else Fraction(1, monthrange(day.year, day.month)[1])
        )
        key = (day.year, day.month)
        months[key] = months.get(key, Fraction(0)) + Fraction(rent) * of_month
        day += timedelta(days=1)
    return {key: Decimal((exact * 100 + Fraction(1, 2)).__floor__()) / 100 for key, exact in months.items()}


def net_by_month(lines: Sequence[AccountLine]) -> dict[tuple[int, int], Decimal]:
    """What the account says of each month's days, corrections with the line they correct; nothing owed is left out."""
    rents = [line for line in lines if line.kind is LineKind.VACANCY_RENT]
    nets = {(line.period_from.year, line.period_from.month): net_of(line, lines) for line in rents}
    return {month: net for month, net in nets.items() if net}


def swept(run: RentRun, months: int) -> list[AccountLine]:
    """The account after so many month-ends since the rent began."""
    booked: list[AccountLine] = []
    for number in range(1, months + 1):
        turn = months_after(month_of(run.begins), number)
        booked += on_account(lines_due(RentRun(run.begins, turn, run.rent_dkk, run.method), booked, ended=False))
    return booked


@EXAMPLES
@given(begins=DAYS, days=st.integers(0, 200), rent=RENTS, method=METHODS, months=st.integers(0, 9))
def test_whenever_the_end_is_told_the_account_says_what_each_day_costs(
    begins: date, days: int, rent: Decimal, method: RentMethod, months: int
) -> None:
    """Told before its month, with it, or months after everything was booked: to the øre, without overlap or gap."""
    ends = begins + timedelta(days=days)
    booked = swept(RentRun(begins, ends, rent, method), months)
    after = booked + on_account(lines_due(RentRun(begins, ends, rent, method), booked, ended=True))
    assert net_by_month(after) == day_by_day(rent, begins, ends, method)
    rents = [line for line in after if line.kind is LineKind.VACANCY_RENT]
    assert rents[0].period_from == begins
    assert all(earlier.period_to == later.period_from for earlier, later in pairwise(rents))
    assert sum(line.days for line in after) == days
    assert all(
        month_of(line.period_from) == month_of(max(line.period_from, line.period_to - timedelta(days=1)))
        for line in rents
    )
    assert lines_due(RentRun(begins, ends, rent, method), after, ended=True) == [], "settled is settled"


@EXAMPLES
@given(begins=DAYS, days=st.integers(0, 200), sooner=st.integers(0, 200), rent=RENTS, method=METHODS)
def test_an_end_told_twice_the_second_time_sooner_is_corrected_again(
    begins: date, days: int, sooner: int, rent: Decimal, method: RentMethod
) -> None:
    """As when the cap is reached, and the letting is reported afterwards."""
    cap = begins + timedelta(days=days)
    let = begins + timedelta(days=min(days, sooner))
    booked = swept(RentRun(begins, cap, rent, method), 4)
    for ends in (cap, let):
        booked += on_account(lines_due(RentRun(begins, ends, rent, method), booked, ended=True))
    assert net_by_month(booked) == day_by_day(rent, begins, let, method)
    assert sum(line.days for line in booked) == (let - begins).days


@EXAMPLES
@given(
    begins=DAYS,
    days=st.integers(0, 120),
    rent=RENTS,
    method=METHODS,
    months=st.integers(1, 6),
    by_hand=st.integers(-50_000, 50_000),
)
def test_a_withdrawn_dwelling_costs_nothing_whatever_was_booked(
    begins: date, days: int, rent: Decimal, method: RentMethod, months: int, by_hand: int
) -> None:
    ends = begins + timedelta(days=days)
    booked = swept(RentRun(begins, ends, rent, method), months)
    difference = max(Decimal(by_hand) / 100, -booked[0].amount_dkk) if booked else Decimal(0)
    if difference:
        booked += on_account([corrected(booked[0], booked, difference, CorrectionCode.AGREED)])
    after = booked + on_account(taken_back(booked, FollowsFrom.WITHDRAWN))
    assert net_by_month(after) == {}
    assert sum(line.days for line in after) == 0
    assert sum(line.amount_dkk for line in after) == 0


@EXAMPLES
@given(begins=DAYS, days=st.integers(1, 120), rent=RENTS, method=METHODS, by_hand=st.integers(-90_000, -1))
def test_no_line_is_negative_even_where_a_person_had_corrected_it(
    begins: date, days: int, rent: Decimal, method: RentMethod, by_hand: int
) -> None:
    booked = swept(RentRun(begins, begins, rent, method), 3)
    difference = max(Decimal(by_hand) / 100, -booked[0].amount_dkk)
    booked += on_account([corrected(booked[0], booked, difference, CorrectionCode.AGREED)])
    run = RentRun(begins, begins + timedelta(days=days), rent, method)
    booked += on_account(lines_due(run, booked, ended=True))
    rents = [line for line in booked if line.kind is LineKind.VACANCY_RENT]
    assert all(net_of(line, booked) >= 0 for line in rents)


MARCH, APRIL, MAY = date(2025, 3, 1), date(2025, 4, 1), date(2025, 5, 1)
MONTHS = [
    ("rent belongs to the month of its days", LineKind.VACANCY_RENT, date(2025, 3, 20), None, date(2025, 4, 1), MARCH),
    ("also where they lie ahead", LineKind.VACANCY_RENT, date(2025, 5, 1), APRIL, date(2025, 4, 10), MAY),
    ("a closed month takes no more", LineKind.VACANCY_RENT, date(2025, 3, 20), MAY, date(2025, 5, 2), MAY),
    ("a correction is of the day it is made", LineKind.CORRECTION, date(2025, 3, 20), APRIL, date(2025, 4, 10), APRIL),
    ("and never before its line", LineKind.CORRECTION, date(2025, 5, 1), None, date(2025, 4, 10), MAY),
    ("a guarantee too", LineKind.REINSTATEMENT, date(2025, 3, 20), None, date(2025, 4, 10), APRIL),
]


@pytest.mark.parametrize(
    ("why", "kind", "period_from", "open_from", "today", "month"), MONTHS, ids=[row[0] for row in MONTHS]
)
def test_on_which_statement_a_line_stands(
    why: str, kind: LineKind, period_from: date, open_from: date | None, today: date, month: date
) -> None:
    line = a_line(kind=kind, period_from=period_from)
    assert statement_month(line, open_from=open_from, today=today) == month, why


def test_each_month_opens_with_what_the_one_before_closed_with() -> None:
    sums = [(MARCH, 2, Decimal("100.00")), (MAY, 1, Decimal("-30.00"))]
    account = Account(UUID(int=1), "99000236", APRIL)
    shown = [(each.opening_dkk, each.closing_dkk, each.closed) for each in month_totals(account, sums)]
    assert shown == [(Decimal(0), Decimal(100), True), (Decimal(100), Decimal(70), False)]
    between = total_of(account, sums, APRIL)
    assert [between.opening_dkk, between.total_dkk, between.closing_dkk] == [Decimal(100), Decimal(0), Decimal(100)], (
        "an empty month carries on"
    )


WORDS = [
    ({}, "31 days at DKK 4,800 × 12 / 365 = DKK 4,892.05", "the days, the rent, the method, the sum"),
    (
        {"method": RentMethod.MONTHLY_PRO_RATA, "amount_dkk": RENT},
        "31 days at DKK 4,800 / 31 = DKK 4,800",
        "of a month",
    ),
    (
        {"kind": LineKind.CORRECTION, "code": FollowsFrom.LET_EARLIER, "days": -1, "amount_dkk": Decimal("-157.81")},
        "Correction (let earlier), 1 day fewer: DKK -157.81",
        "a correction says why and how many days",
    ),
    (
        {"kind": LineKind.CORRECTION, "code": CorrectionCode.WRONG_RENT, "days": 0, "amount_dkk": Decimal("-10.00")},
        "Correction (wrong rent): DKK -10",
        "a person's correction says why",
    ),
]


@pytest.mark.parametrize(("changes", "words", "why"), WORDS, ids=[row[2] for row in WORDS])
def test_every_line_says_its_sum(changes: dict[str, object], words: str, why: str) -> None:
    told = in_words(a_line(**changes))
    assert told.en == words, why
    assert told.da
