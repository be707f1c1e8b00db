"""When support is open, and the clock that runs while it is: the municipality's own choice, dated.

No source sets it. Public holidays are closed; 24 December and other days on which the municipality keeps closed are
entered as closed days, one by one. The hours that count are those in force on each day. An hour is an hour that has
passed, so that a day on which the clock is changed while support is open is an hour shorter or longer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from kit.values.calendar import COPENHAGEN, local_day, public_holidays
from kit.values.problems import FieldError
from kit.values.texts import Text

DAY_ENDS = 24 * 60
SHORTEST_OPENING = 60
# On two nights a year the clock skips or repeats the time between two and three.
CLOCK_CHANGES = range(2 * 60 + 1, 3 * 60)


@dataclass(frozen=True, slots=True)
class Opening:
    """The opening hours of one day of the week (Monday is 0), in minutes after local midnight."""

    weekday: int
    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """One dated row, in force from `valid_from` until the next one begins."""

    valid_from: date
    openings: tuple[Opening, ...]
    closed_days: tuple[date, ...]
    source: str
    verified: bool


UNTIL_ENTERED = OpeningHours(
    valid_from=date(2023, 10, 1),
    openings=tuple(Opening(weekday, 9 * 60, 15 * 60) for weekday in range(5)),
    closed_days=(),
    source="Valgt her, indtil kommunen har indtastet sine egne",
    verified=False,
)


def hours_on(rows: Iterable[OpeningHours], day: date) -> OpeningHours:
    """The row in force on the day; where the municipality has entered none, what holds until it has."""
    in_force = [row for row in rows if row.valid_from <= day]
    return max(in_force, key=lambda row: row.valid_from, default=UNTIL_ENTERED)


def open_on(rows: Sequence[OpeningHours], day: date) -> tuple[datetime, datetime] | None:
    """When support opens and closes on the day; None where it does not open."""
    hours = hours_on(rows, day)
    opening = next((each for each in hours.openings if each.weekday == day.weekday()), None)
    if opening is None or day in hours.closed_days or day in public_holidays(day.year):
        return None
    return _moment(day, opening.opens), _moment(day, opening.closes)


def due_after_opening_hours(moment: datetime, hours: int, rows: Sequence[OpeningHours]) -> datetime:
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


def errors_in_hours(hours: OpeningHours) -> list[FieldError]:
    """Everything wrong with a row, so that each can be put right at once."""
    errors = [] if hours.openings else [FieldError("/opening_hours", _NEVER_OPEN)]
    for index, opening in enumerate(hours.openings):
        errors.extend(_errors_in_opening(opening, f"/opening_hours/{index}"))
        if opening.weekday in {earlier.weekday for earlier in hours.openings[:index]}:
            errors.append(FieldError(f"/opening_hours/{index}/weekday", _TWICE))
    return errors


def _errors_in_opening(opening: Opening, at: str) -> Iterable[FieldError]:
    if opening.closes <= opening.opens:
        yield FieldError(f"{at}/closes", Text("Lukker, før der åbnes.", "Closes before it opens."))
    elif opening.closes - opening.opens < SHORTEST_OPENING:
        yield FieldError(f"{at}/closes", Text("Der skal være åbent mindst en time.", "Open at least an hour."))
    for field in ("opens", "closes"):
        if getattr(opening, field) in CLOCK_CHANGES:
            yield FieldError(f"{at}/{field}", _CLOCK_CHANGES)


def _moment(day: date, minutes: int) -> datetime:
    whole_days, minutes = divmod(minutes, DAY_ENDS)
    local = time(minutes // 60, minutes % 60)
    return datetime.combine(day + timedelta(days=whole_days), local, COPENHAGEN).astimezone(UTC)


_NEVER_OPEN = Text("Der skal være åbent mindst én dag om ugen.", "There must be at least one open day a week.")
_TWICE = Text("Ugedagen står der to gange.", "The day is there twice.")
_CLOCK_CHANGES = Text(
    "Mellem kl. 2 og 3 stilles uret: vælg et andet klokkeslæt.",
    "Between 2 and 3 the clock is changed: choose another time.",
)
