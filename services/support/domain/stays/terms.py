"""What the count of refund days goes by: the law's limits, and the readings that the law leaves to be chosen.

The limits are sourced. The readings are not: each is a local choice, dated, and bears `verified` as false until
somebody who may say so has said it. A day is judged by the row in force on that day.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from kit.values.problems import FieldError
from kit.values.texts import Text

REFORM_ON = date(2023, 10, 1)
"""The first day on which an admission opens a year of refund days."""
MOST_DAYS = 365


class EdgeDays(StrEnum):
    """Which edge days of a stay count."""

    BOTH = "admission_and_discharge"
    ADMISSION = "admission"
    """The day of the discharge does not count, except where it is the day of the admission too."""
    NIGHTS = "nights"
    """A day counts by the night that follows it: out on the day one came in counts none."""


class NextYear(StrEnum):
    """What opens the next year of refund days when one has passed."""

    ADMISSION = "admission"
    """A new admission only: a stay that outlasts its year has no refund in the rest of it."""
    PRESENCE = "presence"
    """The first day in a shelter after the year has passed, admitted that day or before."""
    ANNIVERSARY = "anniversary"
    """The day itself: years follow each other from the first admission, whoever is there on it."""


class RunningAtReform(StrEnum):
    """What a stay that was running when the reform began is."""

    OUTSIDE = "outside"
    ADMITTED = "admitted_that_day"


class Transition(StrEnum):
    """Which limit holds in a year that was open when the limit changed."""

    BY_DAY = "by_day"
    """The limit of the day itself; what was used before counts."""
    BY_YEAR = "by_year"
    """The limit of the day on which the year opened."""


@dataclass(frozen=True, slots=True)
class RefundLimit:
    """How many days of a year the state refunds, and which share, from a day on."""

    valid_from: date
    days: int
    share: Fraction
    source: str
    verified: bool


NATIONAL_LIMITS = (
    RefundLimit(REFORM_ON, 120, Fraction(1, 2), "serviceloven § 176 a (sbst.dk, hjemløsereformen)", verified=True),
    RefundLimit(date(2026, 4, 1), 90, Fraction(1, 2), "serviceloven § 176 a (sbst.dk, fra 2026-04-01)", verified=True),
)


@dataclass(frozen=True, slots=True)
class StayTerms:
    """One dated row of local choices: how days are counted, when tasks of a stay fall due, when to warn."""

    valid_from: date
    edge_days: EdgeDays
    next_year: NextYear
    running_at_reform: RunningAtReform
    transition: Transition
    meeting_days: int
    action_plan_days: int
    nomination_days: int
    support_decision_days: int
    warn_days: int
    source: str
    verified: bool


DEFAULT_TERMS = StayTerms(
    valid_from=date.min,
    edge_days=EdgeDays.BOTH,
    next_year=NextYear.ADMISSION,
    running_at_reform=RunningAtReform.OUTSIDE,
    transition=Transition.BY_DAY,
    meeting_days=3,
    action_plan_days=14,
    nomination_days=30,
    support_decision_days=60,
    warn_days=30,
    source="Uden kilde: gælder, indtil kommunen har valgt",
    verified=False,
)
"""Each started day counts, and only an admission opens a year; the days of tasks are a plain month's rhythm."""


@dataclass(frozen=True, slots=True)
class RefundRules:
    """Limits and choices by date, earliest first; `changes` are the ordinals of the days on which one begins."""

    limits: tuple[RefundLimit, ...]
    terms: tuple[StayTerms, ...]
    changes: tuple[int, ...]

    def terms_on(self, day: date) -> StayTerms:
        """The row of choices in force on the day."""
        return self.terms[bisect_right(self.terms, day, key=lambda row: row.valid_from) - 1]

    def limit_on(self, day: date) -> RefundLimit | None:
        """The limit in force on the day; None before the reform."""
        found = bisect_right(self.limits, day, key=lambda row: row.valid_from)
        return self.limits[found - 1] if found else None

    def next_change(self, ordinal: int, before: int) -> int:
        """The first day after this one on which other rules begin, at most `before`."""
        found = bisect_right(self.changes, ordinal)
        return min(self.changes[found], before) if found < len(self.changes) else before


def refund_rules(local: Iterable[StayTerms] = (), limits: Iterable[RefundLimit] = NATIONAL_LIMITS) -> RefundRules:
    """The rules of a municipality: its own rows after the default, which holds until the first of them."""
    terms = (DEFAULT_TERMS, *sorted(local, key=lambda row: row.valid_from))
    by_date = tuple(sorted(limits, key=lambda row: row.valid_from))
    starts = {row.valid_from.toordinal() for row in terms} | {row.valid_from.toordinal() for row in by_date}
    return RefundRules(by_date, terms, tuple(sorted(starts)))


DAYS_OF_TERMS = ("meeting_days", "action_plan_days", "nomination_days", "support_decision_days", "warn_days")


def errors_in_terms(rows: Iterable[StayTerms]) -> list[FieldError]:
    """What is wrong with rows as sent, each at its field: a number of days that is none, two rows from one day."""
    errors = []
    seen: set[date] = set()
    for index, row in enumerate(rows):
        for name in DAYS_OF_TERMS:
            if not 0 <= getattr(row, name) <= MOST_DAYS:
                text = Text(f"Skal være mellem 0 og {MOST_DAYS} dage", f"Must be 0 to {MOST_DAYS} days")
                errors.append(FieldError(f"/terms/{index}/{name}", text))
        if row.valid_from in seen:
            text = Text("To rækker begynder samme dag", "Two rows begin on the same day")
            errors.append(FieldError(f"/terms/{index}/valid_from", text))
        seen.add(row.valid_from)
    return errors
