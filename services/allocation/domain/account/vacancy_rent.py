"""Vacancy rent (tomgangsleje): what the municipality owes while a claimed dwelling stands empty (ABL § 59(1)).

The municipality pays from the day the dwelling is at its disposal until the lease starts; where it changes its mind, no
longer than until a notice to quit would have had effect. How a month is turned into days is a local choice.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from kit.values.calendar import is_working_day, public_holidays
from kit.values.money import rounded
from kit.values.texts import Text
from services.allocation.domain.agreements.terms import RentMethod
from services.allocation.domain.amounts import kroner

NOTICE_MONTHS = 3
"""A tenant's notice for a social family dwelling (almenlejeloven § 88); a single room has one month."""
DAYS_OF_YEAR = 365
"""Also in leap years."""


@dataclass(frozen=True, slots=True)
class RentLine:
    """One line of the statement: the days from `period_from` up to, not including, `period_to`."""

    period_from: date
    period_to: date
    days: int
    rent_dkk: Decimal
    method: RentMethod
    amount_dkk: Decimal
    text: Text


def notice_effect_on(given_on: date, months: int = NOTICE_MONTHS) -> date:
    """The day a notice to quit has effect: months later, to the first working day of a month that no holiday follows.

    Almenlejeloven § 88: a notice of 2025-12-31 has effect on 2026-04-07, since 1 April is the day before a holiday.
    """
    earliest = months_after(given_on, months)
    turn = _first_day_to_move(earliest)
    return turn if turn >= earliest else _first_day_to_move(months_after(earliest.replace(day=1), 1))


def idle_until(*, let_from: date | None, handed_back_on: date | None, up_to: date) -> date:
    """The day on which vacancy rent ends, or `up_to` where nothing has ended it by then.

    The lease's start ends it, not its signing; after a hand-back, the day a notice of that day would have had effect.
    """
    ends = [up_to]
    if let_from is not None:
        ends.append(let_from)
    if handed_back_on is not None:
        ends.append(notice_effect_on(handed_back_on))
    return min(ends)


def idle_days(disposal_from_on: date, idle_until_on: date) -> int:
    """The days to pay for: the first day counts, the day on which it ends does not."""
    return max(0, (idle_until_on - disposal_from_on).days)


def rent_line(rent_dkk: Decimal, period_from: date, period_to: date, method: RentMethod) -> RentLine:
    """One statement line over the period, summed exactly and rounded once, half up to the øre."""
    days = idle_days(period_from, period_to)
    if method is RentMethod.YEARLY_365:
        exact = Fraction(rent_dkk) * 12 * days / DAYS_OF_YEAR
    else:
        exact = Fraction(rent_dkk) * _months_in_days(period_from, days)
    amount = rounded(Decimal(exact.numerator) / Decimal(exact.denominator))
    text = sum_of_days(period_from, period_to, rent_dkk, method, amount)
    return RentLine(period_from, period_to, days, rent_dkk, method, amount, text)


def month_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def months_between(first: date, end: date) -> Iterator[tuple[date, date]]:
    """The days from the first up to, not including, the end, cut at each turn of a month."""
    while first < end:
        turn = min(end, months_after(month_of(first), 1))
        yield first, turn
        first = turn


def sum_of_days(period_from: date, period_to: date, rent_dkk: Decimal, method: RentMethod, amount: Decimal) -> Text:
    """The sum of a line in words: so many days at so much rent, by the method."""
    days = idle_days(period_from, period_to)
    rent, total, months = kroner(rent_dkk), kroner(amount), _months_in_words(period_from, period_to)
    by = Text("× 12 / 365", "× 12 / 365") if method is RentMethod.YEARLY_365 else months
    return Text(
        f"{days} {'dag' if days == 1 else 'dage'} á {rent.da} {by.da} = {total.da}",
        f"{days} {'day' if days == 1 else 'days'} at {rent.en} {by.en} = {total.en}",
    )


def _months_in_words(period_from: date, period_to: date) -> Text:
    """What a month's rent is divided by: the days of the month, where the days lie in one."""
    if month_of(period_from) != month_of(max(period_from, period_to - timedelta(days=1))):
        return Text("/ dagene i hver måned", "/ the days of each month")
    length = monthrange(period_from.year, period_from.month)[1]
    return Text(f"/ {length}", f"/ {length}")


def _months_in_days(first: date, days: int) -> Fraction:
    """So many days from the first as months, each day a part of its own month."""
    months, day, left = Fraction(0), first, days
    while left > 0:
        length = monthrange(day.year, day.month)[1]
        taken = min(left, length - day.day + 1)
        months += Fraction(taken, length)
        day, left = day + timedelta(days=taken), left - taken
    return months


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later; the last day where that month is shorter."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month0 + 1, min(day.day, monthrange(year, month0 + 1)[1]))


def _first_day_to_move(month: date) -> date:
    """The first working day of the month that is not the day before a public holiday."""
    day = month.replace(day=1)
    while not is_working_day(day) or day + timedelta(days=1) in public_holidays(day.year):
        day += timedelta(days=1)
    return day
