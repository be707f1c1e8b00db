"""Legal days and deadlines in Denmark: working days, public holidays, local midnight, elapsed hours.

A working day is Monday to Friday and no public holiday. 24 December, 31 December, 5 June and 1 May are no public
holidays: where an office counts them as closed, it passes them as `extra_closed`. Where the law or an agreement counts
`hverdage`, Saturday is one of them: `saturday` says so.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
NO_DAYS: frozenset[date] = frozenset()
SATURDAY = 5


@lru_cache(maxsize=256)
def public_holidays(year: int) -> frozenset[date]:
    """The public holidays of a year; store bededag is among them to 2023 only (lov nr. 214 af 06/03/2023)."""
    return frozenset(holidays.country_holidays("DK", years=year, language="da"))


def is_working_day(day: date, extra_closed: frozenset[date] = NO_DAYS, *, saturday: bool = False) -> bool:
    """Whether the day is Monday to Friday (to Saturday), no public holiday, and none of the extra closed days."""
    in_week = day.weekday() < SATURDAY + saturday
    return in_week and day not in extra_closed and day not in public_holidays(day.year)


def add_working_days(day: date, count: int, extra_closed: frozenset[date] = NO_DAYS, *, saturday: bool = False) -> date:
    """The `count`-th working day after the day; the day itself never counts. Zero gives the day back."""
    if count < 0:
        raise ValueError("working days are counted forwards: count must not be negative")
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day, extra_closed, saturday=saturday)
    return day


def local_day(moment: datetime) -> date:
    """The date in Copenhagen at the moment; a moment without offset has none and is refused."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs an offset")
    return moment.astimezone(COPENHAGEN).date()


def midnight_ending(day: date) -> datetime:
    """The local midnight with which the day ends."""
    return datetime.combine(day + timedelta(days=1), time(), COPENHAGEN)


def due_after_working_days(
    moment: datetime, count: int, extra_closed: frozenset[date] = NO_DAYS, *, saturday: bool = False
) -> datetime:
    """The local midnight ending the `count`-th working day after the moment's local day, which then counts in full."""
    return midnight_ending(add_working_days(local_day(moment), count, extra_closed, saturday=saturday))


def due_after_hours(moment: datetime, hours: int) -> datetime:
    """So many elapsed hours after the moment: nights, weekends and changes of the clock make no difference."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs an offset")
    return (moment.astimezone(UTC) + timedelta(hours=hours)).astimezone(COPENHAGEN)
