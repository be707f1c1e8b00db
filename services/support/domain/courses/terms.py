"""The time limits of a course that no source sets: the municipality's own choice, dated, with where it comes from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kit.values.problems import FieldError
from kit.values.texts import Text

LONGEST_DAYS = 365


@dataclass(frozen=True, slots=True)
class CourseTerms:
    """One dated row, in force from `valid_from` until the next one begins.

    `cooling_days` is how long a citizen may think again after saying no to support. The others are working days:
    until the next attempt after a missed visit, and until a task that nobody has done is reminded of. Whom outreach
    workers have referred is assessed within `assessment_days`.
    """

    valid_from: date
    cooling_days: int
    next_attempt_days: int
    reminder_days: int
    assessment_days: int
    source: str
    verified: bool


# No source sets these; they hold until the municipality has entered its own.
UNTIL_ENTERED = CourseTerms(
    date(2023, 10, 1), 14, 2, 5, 30, "Valgt her, indtil kommunen har indtastet sine egne", verified=False
)


def terms_on(rows: Iterable[CourseTerms], day: date) -> CourseTerms:
    """The row in force on the day; where the municipality has entered none, what holds until it has."""
    in_force = [row for row in rows if row.valid_from <= day]
    return max(in_force, key=lambda row: row.valid_from, default=UNTIL_ENTERED)


def errors_in_terms(terms: CourseTerms) -> tuple[FieldError, ...]:
    """Everything wrong with a row: each number is of days, and only thinking again may take none."""
    least = {"cooling_days": 0, "next_attempt_days": 1, "reminder_days": 1, "assessment_days": 1}
    return tuple(
        FieldError(
            f"/{field}",
            Text(
                f"Antallet af dage skal være mellem {lowest} og {LONGEST_DAYS}.",
                f"The number of days must be between {lowest} and {LONGEST_DAYS}.",
            ),
        )
        for field, lowest in least.items()
        if not lowest <= getattr(terms, field) <= LONGEST_DAYS
    )
