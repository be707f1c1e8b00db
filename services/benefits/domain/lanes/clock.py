"""By when a case is decided: elapsed hours in the fast track, working days in the ordinary lane.

The clock runs from a complete application. The fast track's hours run through nights, weekends and holidays (a local
choice, facts.md 3.4a); the offer's own deadline wins where it comes first. The ordinary deadline is the one that the
council publishes (retssikkerhedsloven § 3).
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from kit.values.calendar import due_after_hours, due_after_working_days, local_day
from kit.values.decisions import Reason
from kit.values.texts import Text
from services.benefits.domain.rates.rate_keys import RateKey
from services.benefits.domain.rates.rates import Rate, RateBook, UnknownRate


class Lane(StrEnum):
    """How fast a case is to be decided."""

    FAST = "fast"
    ORDINARY = "ordinary"


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a case is due, why, and the rate that said so; `unknown` where the offer's deadline had to stand alone."""

    due_at: datetime
    reason: Reason
    rate: Rate | None
    unknown: UnknownRate | None


def deadline(
    lane: Lane, complete_at: datetime, offer_due_at: datetime | None, rates: RateBook
) -> Deadline | UnknownRate:
    """The case's deadline, or the question about the rate without which it has none.

    Where the lane's rate is unknown, an offer's deadline still binds and the question is kept with it.
    """
    key = RateKey.FAST_TRACK_HOURS if lane is Lane.FAST else RateKey.ORDINARY_DEADLINE
    rate = rates.on(key, local_day(complete_at))
    if isinstance(rate, UnknownRate):
        return rate if offer_due_at is None else Deadline(offer_due_at, _by_offer(), None, rate)
    count = int(rate.value)
    if lane is Lane.ORDINARY:
        return Deadline(due_after_working_days(complete_at, count), _in_working_days(count), rate, None)
    due_at = due_after_hours(complete_at, count)
    if offer_due_at is not None and offer_due_at.astimezone(UTC) < due_at.astimezone(UTC):
        return Deadline(offer_due_at, _by_offer(), rate, None)
    return Deadline(due_at, _in_hours(count), rate, None)


def elapsed_hours(start: datetime, end: datetime) -> float:
    """Elapsed hours between two moments, to a hundredth; a change of the clock makes no difference."""
    return round((end.astimezone(UTC) - start.astimezone(UTC)).total_seconds() / 3600, 2)


def _by_offer() -> Reason:
    text = Text(
        "Sagen skal afgøres inden tilbuddets frist, som kommer først.",
        "The case must be decided before the offer's deadline, which comes first.",
    )
    return Reason("due_with_offer", "tilbuddets frist", True, text)


def _in_hours(count: int) -> Reason:
    text = Text(
        f"Sagen skal afgøres inden {count} timer fra en fuldt oplyst ansøgning; weekender og helligdage tæller med.",
        f"The case must be decided within {count} hours of a complete application; weekends and holidays count.",
    )
    return Reason("due_in_hours", "kommunens hurtige spor", True, text)


def _in_working_days(count: int) -> Reason:
    text = Text(
        f"Sagen skal afgøres inden {count} arbejdsdage fra en fuldt oplyst ansøgning.",
        f"The case must be decided within {count} working days of a complete application.",
    )
    return Reason("due_in_working_days", "retssikkerhedsloven § 3", True, text)
