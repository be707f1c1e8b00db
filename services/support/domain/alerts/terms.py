"""The time limits of alerts that no source sets: the municipality's own choice, dated, with where it comes from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kit.values.problems import FieldError
from kit.values.texts import Text
from services.support.domain.opening.hours import OpeningHours, due_after_opening_hours


class Urgency(StrEnum):
    """How soon somebody must have acknowledged an alert."""

    NORMAL = "normal"
    HIGH = "high"
    HIGHEST = "highest"


@dataclass(frozen=True, slots=True)
class AlertTerms:
    """One dated row, in force from `valid_from` until the next one begins.

    The hours are those in which support is open, for each step: worker, coordinator, manager. `time_to_act_days` and
    `offer_risk_days` are working days, the others are days.
    """

    valid_from: date
    normal_hours: int
    high_hours: int
    highest_hours: int
    time_to_act_days: int
    follow_up_days: int
    offer_risk_days: int
    phase_warning_days: int
    source: str
    verified: bool

    def hours(self, urgency: Urgency) -> int:
        """How many opening hours each step has."""
        return {
            Urgency.NORMAL: self.normal_hours,
            Urgency.HIGH: self.high_hours,
            Urgency.HIGHEST: self.highest_hours,
        }[urgency]


# No source sets these; they hold until the municipality has entered its own.
UNTIL_ENTERED = AlertTerms(
    date(2023, 10, 1), 16, 8, 1, 5, 14, 2, 14, "Valgt her, indtil kommunen har indtastet sine egne", False
)

_BOUNDS: Mapping[str, tuple[int, int]] = {
    "normal_hours": (1, 400),
    "high_hours": (1, 400),
    "highest_hours": (1, 400),
    "time_to_act_days": (1, 60),
    "follow_up_days": (1, 365),
    "offer_risk_days": (1, 60),
    "phase_warning_days": (1, 365),
}


def terms_on(rows: Iterable[AlertTerms], day: date) -> AlertTerms:
    """The row in force on the day; where the municipality has entered none, what holds until it has."""
    in_force = [row for row in rows if row.valid_from <= day]
    return max(in_force, key=lambda row: row.valid_from, default=UNTIL_ENTERED)


def errors_in_terms(terms: AlertTerms) -> list[FieldError]:
    """Everything wrong with a row, each at its field."""
    return [
        FieldError(f"/{field}", Text(f"Skal være mellem {low} og {high}.", f"Must be between {low} and {high}."))
        for field, (low, high) in _BOUNDS.items()
        if not low <= getattr(terms, field) <= high
    ]


@dataclass(frozen=True, slots=True)
class AlertClock:
    """The time limits of today, and the opening hours of every day."""

    terms: AlertTerms
    opening: Sequence[OpeningHours]

    def acknowledge_by(self, moment: datetime, urgency: Urgency) -> datetime:
        """When a step's time is over: so many opening hours after the moment."""
        return due_after_opening_hours(moment, self.terms.hours(urgency), self.opening)
