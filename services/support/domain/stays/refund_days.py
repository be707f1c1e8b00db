"""The count of refund days: up to so many days of a running year, counted from the first admission.

A year opens with the first admission on or after the reform that no open year covers, and lasts one year: not per
stay, and not by the calendar. Days are counted in runs that are judged alike, so that a stay of any length is counted
at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from services.support.domain.courses.courses import add_months
from services.support.domain.stays.terms import (
    REFORM_ON,
    EdgeDays,
    NextYear,
    RefundRules,
    RunningAtReform,
    Transition,
)

REFORM = REFORM_ON.toordinal()
_OUTSIDE = RunningAtReform.OUTSIDE


class Why(StrEnum):
    """Why a day is refundable or is not."""

    WITHIN_LIMIT = "within_limit"
    LIMIT_USED = "limit_used"
    YEAR_OVER = "year_over"
    """The year has passed, and nothing has opened the next."""
    OUTSIDE = "running_at_reform"
    """The stay was running when the reform began, and is left outside the count."""
    BEFORE_REFORM = "before_reform"


@dataclass(frozen=True, slots=True)
class Period:
    """When a stay began and ended; None while it runs."""

    stay_id: UUID
    admitted_on: date
    discharged_on: date | None


@dataclass(frozen=True, slots=True)
class Run:
    """Days of one stay that are judged alike; `first` and `end` (not included) are ordinals.

    `year` is the ordinal of the day on which the year of refund days opened, and `number` the first day's number in it.
    """

    stay_id: UUID
    first: int
    end: int
    why: Why
    year: int | None
    number: int
    limit: int

    @property
    def days(self) -> int:
        """How many days the run has."""
        return self.end - self.first

    @property
    def refundable(self) -> bool:
        """Whether the state refunds a share of them."""
        return self.why is Why.WITHIN_LIMIT

    @property
    def from_on(self) -> date:
        """The first day."""
        return date.fromordinal(self.first)

    @property
    def to_on(self) -> date:
        """The last day."""
        return date.fromordinal(self.end - 1)

    @property
    def year_from(self) -> date | None:
        """The day on which the year opened."""
        return date.fromordinal(self.year) if self.year else None


@dataclass(slots=True)
class _Year:
    """The year of refund days that was opened last: a count under way, never seen outside this module."""

    start: int
    end: int
    anchor: int
    used: int = 0


def year_end(start: date) -> date:
    """The first day after the year that began on a day; one that began on 29 February ends with 27 February."""
    return add_months(start, 12)


@dataclass(frozen=True, slots=True)
class Counted:
    """The days of one citizen's stays, judged; and the years that were opened, each from a day up to another's day."""

    runs: tuple[Run, ...]
    years: tuple[tuple[date, date], ...]


def count_days(periods: Iterable[Period], rules: RefundRules, until: date) -> Counted:
    """Judge every day of one citizen's stays before `until`, in order.

    - A day counts once: out and in on the same day, it belongs to the stay one was admitted to.
    - A stay that still runs counts up to `until`.
    """
    ordered = sorted(periods, key=lambda each: (each.admitted_on, each.discharged_on or date.max))
    known = [period for period in ordered if period.admitted_on < until]
    count = _Count(rules)
    for period, following in zip(known, [*known[1:], None], strict=False):
        end = _end_of(period, rules, until)
        count.add(period, min(end, following.admitted_on.toordinal()) if following else end)
    return Counted(tuple(count.runs), tuple(count.years))


def _end_of(period: Period, rules: RefundRules, until: date) -> int:
    out = period.discharged_on
    if out is None or out >= until:
        return until.toordinal()
    edges = rules.terms_on(out).edge_days
    was_running = period.admitted_on < REFORM_ON and rules.terms_on(REFORM_ON).running_at_reform is not _OUTSIDE
    same_day = out == (REFORM_ON if was_running else period.admitted_on)
    counts = edges is EdgeDays.BOTH or (edges is EdgeDays.ADMISSION and same_day)
    return out.toordinal() + counts


class _Count:
    """A count under way over the stays of one citizen."""

    def __init__(self, rules: RefundRules) -> None:
        self._rules = rules
        self._year: _Year | None = None
        self.runs: list[Run] = []
        self.years: list[tuple[date, date]] = []

    def add(self, period: Period, end: int) -> None:
        """Judge the days of the next stay, from its admission to `end`."""
        admitted, stay = period.admitted_on.toordinal(), period.stay_id
        if admitted < REFORM:
            self._put(Run(stay, admitted, min(end, REFORM), Why.BEFORE_REFORM, None, 0, 0))
            if period.discharged_on is not None and period.discharged_on < REFORM_ON:
                return
            if self._rules.terms_on(REFORM_ON).running_at_reform is _OUTSIDE:
                self._put(Run(stay, REFORM, end, Why.OUTSIDE, None, 0, 0))
                return
            admitted = REFORM
        self._open(admitted, NextYear.ADMISSION)
        self._judge(stay, admitted, end)

    def _open(self, day: int, because: NextYear) -> bool:
        """Open a year on an uncovered day where the rules let this day do so; whether a year covers it now."""
        year = self._year
        if year is not None and day < year.end:
            return True
        rule = self._rules.terms_on(date.fromordinal(day)).next_year
        if year is not None and rule is NextYear.ANNIVERSARY:
            opened = _rolled(year, day)
        elif because is NextYear.ADMISSION or rule is NextYear.PRESENCE:
            opened = _Year(day, year_end(date.fromordinal(day)).toordinal(), day)
        else:
            return False
        self._year = opened
        self.years.append((date.fromordinal(opened.start), date.fromordinal(opened.end)))
        return True

    def _judge(self, stay: UUID, day: int, end: int) -> None:
        while day < end:
            change = self._rules.next_change(day, end)
            if self._open(day, NextYear.PRESENCE):
                day = self._within(stay, day, change)
            else:
                self._put(Run(stay, day, change, Why.YEAR_OVER, None, 0, 0))
                day = change

    def _within(self, stay: UUID, day: int, end: int) -> int:
        year = self._year
        assert year is not None
        limit = limit_in(self._rules, date.fromordinal(day), date.fromordinal(year.start))
        left = max(0, limit - year.used)
        end = min(end, year.end, day + left if left else end)
        why = Why.WITHIN_LIMIT if left else Why.LIMIT_USED
        self._put(Run(stay, day, end, why, year.start, year.used + 1, limit))
        year.used += end - day
        return end

    def _put(self, run: Run) -> None:
        if run.end <= run.first:
            return
        last = self.runs[-1] if self.runs else None
        if last is not None and _alike(last, run):
            self.runs[-1] = replace(last, end=run.end)
        else:
            self.runs.append(run)


def limit_in(rules: RefundRules, day: date, year_from: date) -> int:
    """How many days of a year that opened on `year_from` are refunded, as it is on the day."""
    by_day = rules.terms_on(day).transition is Transition.BY_DAY
    found = rules.limit_on(day if by_day else year_from)
    return found.days if found else 0


def _alike(last: Run, run: Run) -> bool:
    same = (last.stay_id, last.why, last.year, last.limit) == (run.stay_id, run.why, run.year, run.limit)
    return same and last.end == run.first


def _rolled(year: _Year, day: int) -> _Year:
    anchor = date.fromordinal(year.anchor)
    passed = date.fromordinal(day).year - anchor.year
    if add_months(anchor, 12 * passed).toordinal() > day:
        passed -= 1
    start, end = (add_months(anchor, 12 * count).toordinal() for count in (passed, passed + 1))
    return _Year(start, end, year.anchor)
