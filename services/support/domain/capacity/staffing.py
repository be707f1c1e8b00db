"""How many workers a year needs by a method, so that nobody waits and nobody is over the limit; and with fewer.

A what-if, never a plan: the demand is given, each course lasts as long as its method, and every worker is full time.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Demand:
    """A citizen who needs support from a day on, up to and not including `ends_on`; without an end, all the time."""

    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Period:
    """The days looked at: from the first up to, not including, the last."""

    starts_on: date
    ends_on: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.ends_on - self.starts_on).days


@dataclass(frozen=True, slots=True)
class Month:
    """The most workers needed on any day of a month."""

    month: str
    workers: int
    citizens: int


@dataclass(frozen=True, slots=True)
class Fewer:
    """What so few workers lead to: over the limit where everybody is taken, waiting where the limit is kept."""

    workers: int
    days_over_limit: int
    worst_caseload: int | None
    most_waiting: int
    longest_wait_days: int
    never_started: int


@dataclass(frozen=True, slots=True)
class Staffing:
    """The workers a method needs, and what fewer would lead to."""

    citizens: int
    limit: int
    peak_citizens: int
    workers: int
    by_month: tuple[Month, ...]
    fewer: Fewer


def estimate(demands: Sequence[Demand], limit: int, period: Period, fewer: int) -> Staffing:
    """The workers needed on each day of the period, the peak, and what happens with so many fewer than the peak.

    - A worker has at most `limit` citizens, so a day needs as many workers as its citizens fill, rounded up.
    - With fewer: either everybody is taken, and days over the limit and the worst caseload are counted; or the limit
      is kept, and whoever comes first is helped first, each for as long as the method lasts from the day it began.
    """
    inside = [each for each in demands if _touches(each, period)]
    daily = _daily(inside, period)
    peak = max(daily, default=0)
    workers = _up(peak, limit)
    left = max(0, workers - fewer)
    return Staffing(
        citizens=len(inside),
        limit=limit,
        peak_citizens=peak,
        workers=workers,
        by_month=tuple(_months(daily, limit, period)),
        fewer=_with(left, inside, daily, limit, period),
    )


def _touches(demand: Demand, period: Period) -> bool:
    ends_after = demand.ends_on is None or demand.ends_on > max(period.starts_on, demand.starts_on)
    return demand.starts_on < period.ends_on and ends_after


def _daily(demands: Iterable[Demand], period: Period) -> list[int]:
    change = [0] * (period.days + 1)
    for each in demands:
        change[max(0, (each.starts_on - period.starts_on).days)] += 1
        if each.ends_on is not None and each.ends_on < period.ends_on:
            change[(each.ends_on - period.starts_on).days] -= 1
    return list(accumulate(change))[: period.days]


def _up(citizens: int, limit: int) -> int:
    return -(-citizens // limit)


def _months(daily: Sequence[int], limit: int, period: Period) -> Iterable[Month]:
    most: dict[str, int] = {}
    for number, citizens in enumerate(daily):
        month = (period.starts_on + timedelta(days=number)).strftime("%Y-%m")
        most[month] = max(most.get(month, 0), citizens)
    return (Month(month, _up(citizens, limit), citizens) for month, citizens in most.items())


def _with(workers: int, demands: Iterable[Demand], daily: Sequence[int], limit: int, period: Period) -> Fewer:
    places, peak = workers * limit, max(daily, default=0)
    most_waiting, longest, never = _keeping_the_limit(places, demands, period)
    return Fewer(
        workers=workers,
        days_over_limit=sum(citizens > places for citizens in daily),
        worst_caseload=_up(peak, workers) if workers else None,
        most_waiting=most_waiting,
        longest_wait_days=longest,
        never_started=never,
    )


def _keeping_the_limit(places: int, demands: Iterable[Demand], period: Period) -> tuple[int, int, int]:
    """The most who wait on any day, the longest wait in days, and how many had not begun when the period ended."""
    coming = deque(sorted(demands, key=lambda each: (each.starts_on, each.ends_on or date.max)))
    line: deque[Demand] = deque()
    running: list[int | None] = []
    most = longest = 0
    for number in range(period.days):
        day = period.starts_on + timedelta(days=number)
        running = [end for end in running if end is None or end > number]
        while coming and coming[0].starts_on <= day:
            line.append(coming.popleft())
        while line and len(running) < places:
            citizen = line.popleft()
            waited = (day - max(citizen.starts_on, period.starts_on)).days
            longest = max(longest, waited)
            first = max(citizen.starts_on, period.starts_on)
            running.append(None if citizen.ends_on is None else number + (citizen.ends_on - first).days)
        most = max(most, len(line))
    waits = [(period.ends_on - max(each.starts_on, period.starts_on)).days for each in line]
    return most, max([longest, *waits]), len(line)
