"""Time that runs on a case's clock: elapsed or within opening hours, and never while the case waits for papers.

Everything is reckoned in UTC, so a night on which the clock changes is as long as it really is.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from kit.values.calendar import COPENHAGEN, is_working_day, local_day, midnight_ending

Interval = tuple[datetime, datetime]

ENDLESS = datetime.max.replace(tzinfo=UTC)
WHOLE_DAY = 24
# Longer than any deadline: the most hours that a rate may be, at one opening hour a day.
YEARS_AHEAD = 60


@lru_cache(maxsize=256)
def days_off(first_year: int, *, christmas_eve: bool, new_years_eve: bool, constitution_day: bool) -> frozenset[date]:
    """The days that a municipality counts as closed although they are no public holidays."""
    chosen = [(12, 24)] * christmas_eve + [(12, 31)] * new_years_eve + [(6, 5)] * constitution_day
    return frozenset(date(first_year + n, month, day) for n in range(YEARS_AHEAD) for month, day in chosen)


def joined(pauses: Iterable[Interval]) -> list[Interval]:
    """The pauses in order, those that touch made one."""
    whole: list[Interval] = []
    for begin, end in sorted((begin.astimezone(UTC), end.astimezone(UTC)) for begin, end in pauses):
        if whole and begin <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((begin, end))
    return whole


def due_after_elapsed_hours(start: datetime, hours: int, pauses: Iterable[Interval]) -> datetime:
    """When so many hours have run: nights, weekends and holidays count, pauses do not."""
    return _when_spent(timedelta(hours=hours), _outside([(start.astimezone(UTC), ENDLESS)], joined(pauses)))


def due_after_opening_hours(
    start: datetime, hours: int, pauses: Iterable[Interval], opens: int, closes: int, closed: frozenset[date]
) -> datetime:
    """When so many opening hours of working days have run; pauses do not count."""
    return _when_spent(timedelta(hours=hours), _outside(_open_from(start, opens, closes, closed), joined(pauses)))


def due_after_running_days(
    start: datetime, count: int, pauses: Iterable[Interval], closed: frozenset[date]
) -> datetime:
    """The local midnight ending the `count`-th working day after the start.

    As the day on which the application is complete never counts, so the day on which the last paper comes does not;
    the day on which papers are asked for does.
    """
    day = local_day(start)
    waited = [(local_day(begin), local_day(end)) for begin, end in pauses]
    while count > 0:
        day += timedelta(days=1)
        waiting = any(begin < day <= end for begin, end in waited)
        count -= is_working_day(day, closed) and not waiting
    return midnight_ending(day)


def _open_from(start: datetime, opens: int, closes: int, closed: frozenset[date]) -> Iterator[Interval]:
    day, first = local_day(start), start.astimezone(UTC)
    while True:
        if is_working_day(day, closed):
            end = _at_hour(day, closes)
            if end > first:
                yield max(_at_hour(day, opens), first), end
        day += timedelta(days=1)


def _at_hour(day: date, hour: int) -> datetime:
    local = midnight_ending(day) if hour == WHOLE_DAY else datetime.combine(day, time(hour), COPENHAGEN)
    return local.astimezone(UTC)


def _outside(intervals: Iterable[Interval], pauses: Sequence[Interval]) -> Iterator[Interval]:
    for begin, end in intervals:
        at = begin
        for paused, resumed in pauses:
            if paused < end and resumed > at:
                if paused > at:
                    yield at, paused
                at = resumed
        if at < end:
            yield at, end


def _when_spent(left: timedelta, intervals: Iterator[Interval]) -> datetime:
    begin, end = next(intervals)
    while end - begin < left:
        left -= end - begin
        begin, end = next(intervals)
    return (begin + left).astimezone(COPENHAGEN)
