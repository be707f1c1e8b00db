"""By when a case is decided: hours in the fast track, working days in the ordinary lane.

The clock runs from a complete application and stands still while the case waits for papers that were asked for. The
fast track's hours run through nights, weekends and holidays, or within opening hours (a local choice, facts.md 3.4a);
the offer's own deadline wins where it comes first. The ordinary deadline is the one that the council publishes for the
kind of case (retssikkerhedsloven § 3). A pause never moves a deadline past the offer's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from kit.values.calendar import COPENHAGEN, local_day
from kit.values.decisions import Reason
from kit.values.texts import Text
from services.benefits.domain.lanes.running_time import (
    Interval,
    days_off,
    due_after_elapsed_hours,
    due_after_opening_hours,
    due_after_running_days,
)
from services.benefits.domain.rates.rate_keys import RateKey
from services.benefits.domain.rates.rates import Rate, RateBook, UnknownRate

DAYS_OFF = {
    "christmas_eve": RateKey.CHRISTMAS_EVE_OFF,
    "new_years_eve": RateKey.NEW_YEARS_EVE_OFF,
    "constitution_day": RateKey.CONSTITUTION_DAY_OFF,
}


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


@dataclass(frozen=True, slots=True)
class ClockRules:
    """How the municipality counts on a day: how much, within which hours (None: all of them), with which days off."""

    lane: Lane
    rate: Rate
    opening: tuple[int, int] | None
    closed: frozenset[date]

    def due_after(self, start: datetime, pauses: Sequence[Interval]) -> datetime:
        """When a case that is complete at the start is due."""
        count = int(self.rate.value)
        if self.lane is Lane.ORDINARY:
            return due_after_running_days(start, count, pauses, self.closed)
        if self.opening is None:
            return due_after_elapsed_hours(start, count, pauses)
        return due_after_opening_hours(start, count, pauses, *self.opening, self.closed)

    def reason(self, pauses: Sequence[Interval]) -> Reason:
        """The rule in words."""
        count = int(self.rate.value)
        if self.lane is Lane.ORDINARY:
            return _in_working_days(count, pauses)
        return _in_hours(count, self.opening, pauses)


def deadline(
    lane: Lane,
    complete_at: datetime,
    offer_due_at: datetime | None,
    rates: RateBook,
    *,
    kind: str = "",
    pauses: Sequence[Interval] = (),
) -> Deadline | UnknownRate:
    """The case's deadline, or the question about the rate without which it has none.

    Where the lane's rate is unknown, an offer's deadline still binds and the question is kept with it.
    """
    rules = clock_rules(lane, kind, complete_at, rates)
    if isinstance(rules, UnknownRate):
        return rules if offer_due_at is None else Deadline(offer_due_at, due_with_offer(), None, rules)
    due_at = rules.due_after(complete_at, pauses)
    if offer_due_at is not None:
        latest = offer_due_at.astimezone(COPENHAGEN)
        if lane is Lane.ORDINARY:
            # The published deadline stands whatever the offer says; only what a pause adds is bounded by the offer.
            latest = max(latest, rules.due_after(complete_at, ()), key=_in_utc)
        if _in_utc(latest) < _in_utc(due_at):
            by_offer = _in_utc(latest) == _in_utc(offer_due_at)
            reason = due_with_offer() if by_offer else rules.reason(())
            return Deadline(latest, reason, rules.rate, None)
    return Deadline(due_at, rules.reason(pauses), rules.rate, None)


def clock_rules(lane: Lane, kind: str, complete_at: datetime, rates: RateBook) -> ClockRules | UnknownRate:
    """How a case of the kind is counted by the municipality's choices of the day on which it was complete."""
    day = local_day(complete_at)
    key = RateKey.FAST_TRACK_HOURS if lane is Lane.FAST else _ordinary_key(kind, day, rates)
    rate = rates.on(key, day)
    if isinstance(rate, UnknownRate):
        return rate
    opening: tuple[int, int] | None = None
    if lane is Lane.FAST:
        through = rates.on(RateKey.FAST_TRACK_THROUGH_WEEKENDS, day)
        if isinstance(through, UnknownRate):
            return through
        if through.value == 1:
            return ClockRules(lane, rate, None, frozenset())
        found = _opening_hours(day, rates)
        if isinstance(found, UnknownRate):
            return found
        opening = found
    off = rates.look_up(day, *DAYS_OFF.values())
    if off.unknown:
        return off.unknown[0]
    chosen = {name: off.value(each) == 1 for name, each in DAYS_OFF.items()}
    return ClockRules(lane, rate, opening, days_off(day.year, **chosen))


def elapsed_hours(start: datetime, end: datetime) -> float:
    """Elapsed hours between two moments, to a hundredth; a change of the clock makes no difference."""
    return round((end.astimezone(UTC) - start.astimezone(UTC)).total_seconds() / 3600, 2)


def due_with_offer() -> Reason:
    """The offer's deadline comes first."""
    text = Text(
        "Sagen skal afgøres inden tilbuddets frist, som kommer først.",
        "The case must be decided before the offer's deadline, which comes first.",
    )
    return Reason("due_with_offer", "tilbuddets frist", True, text)


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def _ordinary_key(kind: str, day: date, rates: RateBook) -> RateKey:
    """The deadline published for the kind, or where there is none the one for every kind."""
    own = f"{RateKey.ORDINARY_DEADLINE}_{kind}"
    if own in set(RateKey) and rates.has(RateKey(own), day):
        return RateKey(own)
    return RateKey.ORDINARY_DEADLINE


def _opening_hours(day: date, rates: RateBook) -> tuple[int, int] | UnknownRate:
    found = rates.look_up(day, RateKey.OFFICE_OPENS, RateKey.OFFICE_CLOSES)
    if found.unknown:
        return found.unknown[0]
    opens, closes = int(found.value(RateKey.OFFICE_OPENS)), int(found.value(RateKey.OFFICE_CLOSES))
    return (opens, closes) if opens < closes else UnknownRate(RateKey.OFFICE_CLOSES, day)


def _and_pauses(pauses: Sequence[Interval]) -> Text:
    if not pauses:
        return Text("", "")
    hours = sum(elapsed_hours(begin, end) for begin, end in pauses)
    danish = f"{hours:.1f}".replace(".", ",")
    return Text(
        f" Uret har stået stille i {danish} timer, mens der blev ventet på oplysninger.",
        f" The clock stood still for {hours:.1f} hours while papers were waited for.",
    )


def _in_hours(count: int, opening: tuple[int, int] | None, pauses: Sequence[Interval]) -> Reason:
    more = _and_pauses(pauses)
    if opening is None:
        which = Text("; weekender og helligdage tæller med.", "; weekends and holidays count.")
    else:
        opens, closes = opening
        which = Text(
            f"; kun åbningstiden på arbejdsdage tæller (kl. {opens}-{closes}).",
            f"; only the opening hours of working days count ({opens}:00-{closes}:00).",
        )
    text = Text(
        f"Sagen skal afgøres inden {count} timer fra en fuldt oplyst ansøgning{which.da}{more.da}",
        f"The case must be decided within {count} hours of a complete application{which.en}{more.en}",
    )
    return Reason("due_in_hours", "kommunens hurtige spor", True, text)


def _in_working_days(count: int, pauses: Sequence[Interval]) -> Reason:
    more = _and_pauses(pauses)
    text = Text(
        f"Sagen skal afgøres inden {count} arbejdsdage fra en fuldt oplyst ansøgning.{more.da}",
        f"The case must be decided within {count} working days of a complete application.{more.en}",
    )
    return Reason("due_in_working_days", "retssikkerhedsloven § 3", True, text)
