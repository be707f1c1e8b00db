"""The fast track's clock counted another way: every minute of four years is open or not, and open minutes are summed.

Nothing here is shared with the rule: Easter, holidays and the change of the clock are worked out anew.
"""

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate

BEGINS = datetime(2025, 1, 1, tzinfo=UTC)
YEARS = range(2025, 2029)
MINUTES = (datetime(2029, 1, 1, tzinfo=UTC) - BEGINS) // timedelta(minutes=1)
HOLIDAYS_BY_EASTER = (-3, -2, 0, 1, 39, 49, 50)
FIXED_HOLIDAYS = ((1, 1), (12, 25), (12, 26))


def easter(year: int) -> date:
    """Easter Sunday by Gauss's rule as it is valid from 1900 to 2099."""
    moon = (19 * (year % 19) + 24) % 30
    sunday = (2 * (year % 4) + 4 * (year % 7) + 6 * moon + 5) % 7
    days = moon + sunday - (7 if (moon, sunday) == (29, 6) or ((moon, sunday) == (28, 6) and year % 19 > 10) else 0)
    return date(year, 3, 22) + timedelta(days=days)


def minute_of(moment: datetime) -> int:
    return (moment - BEGINS) // timedelta(minutes=1)


def moment_of(minute: int) -> datetime:
    return BEGINS + timedelta(minutes=minute)


def summer(year: int) -> tuple[date, date]:
    """The Sundays on which summer time begins and ends: the last of March and of October."""
    march, october = date(year, 3, 31), date(year, 10, 31)
    return march - timedelta((march.weekday() + 1) % 7), october - timedelta((october.weekday() + 1) % 7)


def local_minute(day: date, hour: int) -> int:
    """The minute at which the clock on the wall shows the hour; the clock changes at three at night."""
    first, last = summer(day.year)
    ahead = 2 if first < day < last or (day == first and hour >= 3) or (day == last and hour < 3) else 1
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return minute_of(midnight) + 60 * (hour - ahead)


@dataclass(frozen=True)
class Counting:
    """How a municipality counts: all hours, or those from opening to closing, with days off of its own."""

    opening: tuple[int, int] | None
    days_off: tuple[tuple[int, int], ...] = ()

    def sums(self) -> Sequence[int]:
        """How many open minutes there are before each minute."""
        if self.opening is None:
            return range(MINUTES + 1)
        opens, closes = self.opening
        is_open = bytearray(MINUTES)
        for year in YEARS:
            closed = {easter(year) + timedelta(days=days) for days in HOLIDAYS_BY_EASTER}
            closed |= {date(year, month, day) for month, day in (*FIXED_HOLIDAYS, *self.days_off)}
            day = date(year, 1, 1)
            while day.year == year:
                if day.isoweekday() < 6 and day not in closed:
                    begin = max(local_minute(day, opens), 0)
                    end = local_minute(day + timedelta(days=closes == 24), closes % 24)
                    is_open[begin:end] = b"\x01" * (end - begin)
                day += timedelta(days=1)
        return array("l", accumulate(is_open, initial=0))


def due(
    sums: Sequence[int], start: int, hours: int, pauses: Sequence[tuple[int, int]], offer: int | None
) -> tuple[int, bool]:
    """The first minute by which the hours have run, or the offer's where that is earlier; and whether it is."""

    def run_by(minute: int) -> int:
        run = sums[minute] - sums[start]
        for begin, end in pauses:
            if begin < minute:
                run -= sums[min(end, minute)] - sums[begin]
        return run

    minutes = range(MINUTES)
    found = bisect_left(minutes, hours * 60, lo=start, key=run_by)
    return (offer, True) if offer is not None and offer < found else (found, False)
