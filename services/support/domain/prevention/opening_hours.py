"""The clock that runs while prevention is open: not at night, on closed days or public holidays.

The opening hours are those in force on each day that is counted. An hour is an hour that has passed, so that a day on
which the clock is changed while it is open is an hour shorter or longer.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from kit.values.calendar import COPENHAGEN, local_day, public_holidays
from services.support.domain.prevention.terms import DAY_ENDS, PreventionTerms, terms_on


def _moment(day: date, minutes: int) -> datetime:
    whole_days, minutes = divmod(minutes, DAY_ENDS)
    local = time(minutes // 60, minutes % 60)
    return datetime.combine(day + timedelta(days=whole_days), local, COPENHAGEN).astimezone(UTC)


def open_on(rows: Sequence[PreventionTerms], day: date) -> tuple[datetime, datetime] | None:
    """When prevention opens and closes on the day; None where it does not open."""
    terms = terms_on(rows, day)
    opening = next((each for each in terms.openings if each.weekday == day.weekday()), None)
    if opening is None or day in terms.closed_days or day in public_holidays(day.year):
        return None
    return _moment(day, opening.opens), _moment(day, opening.closes)


def due_after_opening_hours(moment: datetime, hours: int, rows: Sequence[PreventionTerms]) -> datetime:
    """The moment at which so many hours of being open have passed since the one given."""
    since, left, day = moment.astimezone(UTC), timedelta(hours=hours), local_day(moment)
    while True:
        opened = open_on(rows, day)
        if opened is not None:
            begins = max(since, opened[0])
            if begins + left <= opened[1]:
                return begins + left
            left -= max(opened[1] - begins, timedelta())
        day += timedelta(days=1)
