"""How fast prevention answers, which no source sets: the municipality's own choice, dated, with where it comes from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kit.values.problems import FieldError
from kit.values.texts import Text

MOST_HOURS = 200
MOST_DAYS = 365


@dataclass(frozen=True, slots=True)
class PreventionTerms:
    """One dated row, in force from `valid_from` until the next one begins.

    The hours are opening hours: to first contact in each lane, to the answer on the contact line, and how long before
    either is late somebody is told. `at_once_days` and `fast_days` say how near a deadline puts a concern in a lane;
    `court_warn_days` how long before a court date it is told of.
    """

    valid_from: date
    at_once_hours: int
    fast_hours: int
    ordinary_hours: int
    answer_hours: int
    warn_hours: int
    at_once_days: int
    fast_days: int
    court_warn_days: int
    source: str
    verified: bool


UNTIL_ENTERED = PreventionTerms(
    valid_from=date(2023, 10, 1),
    at_once_hours=3,
    fast_hours=6,
    ordinary_hours=18,
    answer_hours=12,
    warn_hours=2,
    at_once_days=2,
    fast_days=14,
    court_warn_days=14,
    source="Valgt her, indtil kommunen har indtastet sine egne",
    verified=False,
)


def terms_on(rows: Iterable[PreventionTerms], day: date) -> PreventionTerms:
    """The row in force on the day; where the municipality has entered none, what holds until it has."""
    in_force = [row for row in rows if row.valid_from <= day]
    return max(in_force, key=lambda row: row.valid_from, default=UNTIL_ENTERED)


def errors_in_terms(terms: PreventionTerms) -> list[FieldError]:
    """Everything wrong with a row, so that each can be put right at once."""
    errors = []
    bounds = {
        "at_once_hours": (1, MOST_HOURS),
        "fast_hours": (1, MOST_HOURS),
        "ordinary_hours": (1, MOST_HOURS),
        "answer_hours": (1, MOST_HOURS),
        "warn_hours": (0, MOST_HOURS),
        "at_once_days": (0, MOST_DAYS),
        "fast_days": (0, MOST_DAYS),
        "court_warn_days": (0, MOST_DAYS),
    }
    for field, (least, most) in bounds.items():
        if not least <= getattr(terms, field) <= most:
            text = Text(f"Skal være mellem {least} og {most}.", f"Must be between {least} and {most}.")
            errors.append(FieldError(f"/{field}", text))
    hours = (terms.at_once_hours, terms.fast_hours, terms.ordinary_hours, terms.answer_hours)
    if terms.warn_hours >= min(hours):
        text = Text(
            "Skal være færre timer end hver af fristerne, ellers varsles der, før sagen er kommet.",
            "Must be fewer hours than each of the deadlines, or the warning comes before the matter does.",
        )
        errors.append(FieldError("/warn_hours", text))
    if terms.fast_days < terms.at_once_days:
        text = Text("Må ikke være færre dage end at_once_days.", "Must not be fewer days than at_once_days.")
        errors.append(FieldError("/fast_days", text))
    return errors
