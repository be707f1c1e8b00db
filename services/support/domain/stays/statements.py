"""The monthly statement of what shelter stays cost and what the state refunds: lines that are never edited.

A line says how many days of one stay and one month, at one rate. What turns out otherwise later is a new line in a
later month that bears the difference, so that all lines of a stay together always say what is right now. The refund
does not relieve the service ceiling: the full cost stands beside it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from kit.values.money import rounded
from services.support.domain.courses.courses import add_months
from services.support.domain.stays.refund_days import Run
from services.support.domain.stays.terms import RefundRules

NOTHING = Decimal("0.00")
MONTHS_AT_ONCE = 60


@dataclass(frozen=True, slots=True)
class ShelterRate:
    """What a day in a shelter costs, from a day on, as the municipality has entered it."""

    shelter: str
    valid_from: date
    daily_rate_dkk: Decimal
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class LineKey:
    """What a line is of: a stay, the month of its days, and the rate; no rate where none has been entered."""

    stay_id: UUID
    period_month: date
    shelter: str
    daily_rate_dkk: Decimal | None


@dataclass(frozen=True, slots=True)
class Sums:
    """Days, refundable days, the full cost and the state's share; what remains is the municipality's own."""

    days: int = 0
    refundable_days: int = 0
    gross_dkk: Decimal = NOTHING
    refund_dkk: Decimal = NOTHING

    @property
    def own_dkk(self) -> Decimal:
        """What the municipality bears itself."""
        return self.gross_dkk - self.refund_dkk

    def plus(self, other: "Sums") -> "Sums":
        """Both together."""
        return Sums(
            self.days + other.days,
            self.refundable_days + other.refundable_days,
            self.gross_dkk + other.gross_dkk,
            self.refund_dkk + other.refund_dkk,
        )

    def minus(self, other: "Sums") -> "Sums":
        """What this has more than the other."""
        return Sums(
            self.days - other.days,
            self.refundable_days - other.refundable_days,
            self.gross_dkk - other.gross_dkk,
            self.refund_dkk - other.refund_dkk,
        )


Lines = Mapping[LineKey, Sums]


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line about to be booked; a correction has days of an earlier month than its statement's."""

    key: LineKey
    sums: Sums
    correction: bool


def first_of_month(day: date) -> date:
    """The first day of the day's month."""
    return day.replace(day=1)


def month_after(month: date) -> date:
    """The first day of the month after."""
    return add_months(month, 1)


def rate_on(rates: Sequence[ShelterRate], day: date) -> ShelterRate | None:
    """The shelter's rate in force on the day; None before the first one entered."""
    in_force = [rate for rate in rates if rate.valid_from <= day]
    return max(in_force, key=lambda rate: rate.valid_from, default=None)


def lines_of(runs: Iterable[Run], shelter: str, rates: Sequence[ShelterRate], rules: RefundRules) -> Lines:
    """What the runs of one stay cost and give in refund, by month and rate.

    - Amounts are days times the rate, to the øre; the refund is its share of the refundable days' cost.
    - Days without a rate are stated without amounts, until the rate has been entered.
    """
    days: dict[LineKey, tuple[int, int]] = {}
    shares: dict[LineKey, Decimal] = {}
    for run in runs:
        for first, end in _pieces(run, rates, rules):
            on = date.fromordinal(first)
            rate, limit = rate_on(rates, on), rules.limit_on(on)
            key = LineKey(run.stay_id, first_of_month(on), shelter, rate.daily_rate_dkk if rate else None)
            counted, refunded = days.get(key, (0, 0))
            count = end - first
            days[key] = (counted + count, refunded + (count if run.refundable else 0))
            if run.refundable and rate is not None and limit is not None:
                share = limit.share
                part = rate.daily_rate_dkk * count * share.numerator / share.denominator
                shares[key] = shares.get(key, NOTHING) + part
    return {key: _sums(key, *counted, shares.get(key, NOTHING)) for key, counted in days.items()}


def _sums(key: LineKey, days: int, refundable: int, refund: Decimal) -> Sums:
    return Sums(days, refundable, rounded((key.daily_rate_dkk or NOTHING) * days), rounded(refund))


def _pieces(run: Run, rates: Sequence[ShelterRate], rules: RefundRules) -> Iterable[tuple[int, int]]:
    """The run, cut where a month, a rate or a rule begins."""
    begins = {rate.valid_from.toordinal() for rate in rates}
    first = run.first
    while first < run.end:
        month = month_after(first_of_month(date.fromordinal(first))).toordinal()
        cuts = (each for each in begins if first < each)
        end = min(month, rules.next_change(first, run.end), *cuts)
        yield first, end
        first = end


def differences(right: Lines, booked: Lines, month: date) -> list[NewLine]:
    """The lines that make what is booked right, on the statement of the month; in the order of months and stays."""
    found = []
    for key in {**right, **booked}:
        sums = right.get(key, Sums()).minus(booked.get(key, Sums()))
        if sums != Sums():
            found.append(NewLine(key, sums, correction=key.period_month < month))
    return sorted(found, key=_place)


def _place(line: NewLine) -> tuple[date, str, str, int]:
    return line.key.period_month, line.key.shelter, str(line.key.stay_id), line.sums.days


def total(sums: Iterable[Sums]) -> Sums:
    """All together."""
    found = Sums()
    for each in sums:
        found = found.plus(each)
    return found


def months_to_close(last_closed: date | None, first_stay: date | None, today: date) -> list[date]:
    """The months that have ended and have no statement yet, oldest first; a few years' at once, the rest next time."""
    if first_stay is None:
        return []
    month = month_after(last_closed) if last_closed else first_of_month(first_stay)
    found: list[date] = []
    while month < first_of_month(today) and len(found) < MONTHS_AT_ONCE:
        found.append(month)
        month = month_after(month)
    return found
