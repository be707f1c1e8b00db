"""Whether a worker can take one more citizen: the methods' limits, the worker's hours and own capacity, and presence.

A worker may hold citizens of several methods. Each takes its weight divided by its own method's limit; together they
may fill the worker's share of full time and no more. For one method alone that is the method's limit, exactly.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from kit.values.decisions import Reason
from kit.values.texts import Text
from services.support.domain.methods.methods import (
    FACTS,
    CaseloadLimit,
    Method,
    MethodTerms,
    Question,
    caseload_limit,
    weight_of,
)

# The full-time week of the Danish public sector. A limit is for a full-time worker.
FULL_TIME_HOURS = 37


@dataclass(frozen=True, slots=True)
class Absence:
    """A worker is away from `starts_on` up to, not including, `ends_on`; without an end, until further notice."""

    starts_on: date
    ends_on: date | None

    def covers(self, day: date) -> bool:
        """Whether the worker is away on the day."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


@dataclass(frozen=True, slots=True)
class Worker:
    """A support worker, known by the team's own reference and never by name; gone from `ends_on` on."""

    reference: str
    team: str
    method: Method
    capacity: int | None
    absences: tuple[Absence, ...]
    other_methods: tuple[Method, ...] = ()
    hours_per_week: Decimal | None = None
    ends_on: date | None = None

    def works_by(self, method: Method) -> bool:
        """Whether the worker gives support by the method."""
        return method is self.method or method in self.other_methods

    def is_away(self, day: date) -> bool:
        """Whether the worker is away on the day, or has left."""
        return self.has_left(day) or any(absence.covers(day) for absence in self.absences)

    def has_left(self, day: date) -> bool:
        """Whether the worker's time with the team is over."""
        return self.ends_on is not None and self.ends_on <= day

    def full_time(self) -> Fraction:
        """The share of a full-time week; longer hours raise no limit."""
        return full_time_share(self.hours_per_week)


@dataclass(frozen=True, slots=True)
class Held:
    """So many citizens of one method in one phase."""

    method: Method
    phase: int | None = None
    citizens: int = 1


@dataclass(frozen=True, slots=True)
class Caseload:
    """Everybody a worker has."""

    held: tuple[Held, ...] = ()

    @property
    def citizens(self) -> int:
        """How many they are."""
        return sum(each.citizens for each in self.held)


class Outcome(StrEnum):
    """What came of asking for a worker."""

    ROOM = "room"
    ABSENT = "absent"
    LIMIT_UNKNOWN = "limit_unknown"
    OVER_LIMIT = "over_limit"


@dataclass(frozen=True, slots=True)
class Assessment:
    """The outcome with its reasons; `limit` is the limit that applied, where one is known."""

    outcome: Outcome
    reasons: tuple[Reason, ...]
    caseload: int
    limit: int | None


def full_time_share(hours: Decimal | None) -> Fraction:
    """The share of a full-time week, at most one; unknown hours are full time."""
    return Fraction(1) if hours is None else min(Fraction(1), Fraction(hours) / FULL_TIME_HOURS)


def assess_room(
    worker: Worker, caseload: Caseload, newcomer: Held, rows: Sequence[MethodTerms], on: date
) -> Assessment:
    """Whether the worker can take the newcomer on the day.

    - A worker who is away that day, or has left, takes nobody new.
    - Where the limit of any method among the citizens is not known, nobody is assigned: the municipality is asked.
    - Each citizen takes weight / limit of the own method; with the newcomer they fill at most the worker's hours.
    - The worker's own capacity may be lower; a capacity never raises a limit.
    - At the limit the place is refused; a caseload already over it stays refused until it is below.
    """
    present = _present(worker, on)
    if not present.met:
        return Assessment(Outcome.ABSENT, (present,), caseload.citizens, None)
    limit, with_newcomer = caseload_limit(newcomer.method, rows, on), Caseload((newcomer, *caseload.held))
    filled = filled_share(with_newcomer, rows, on)
    if isinstance(limit, Question):
        return _unknown(present, caseload, limit)
    if isinstance(filled, Question):
        return _unknown(present, caseload, filled)
    fits = not _over(worker, with_newcomer, filled, rows, on)
    room = _room(worker, caseload, newcomer.method, limit, fits)
    outcome = Outcome.ROOM if fits else Outcome.OVER_LIMIT
    return Assessment(outcome, (present, room), caseload.citizens, places_for(worker, limit))


def _unknown(present: Reason, caseload: Caseload, question: Question) -> Assessment:
    asked = Reason("caseload-limit-known", "kommunens metoder", False, question.text)
    return Assessment(Outcome.LIMIT_UNKNOWN, (present, asked), caseload.citizens, None)


def filled_share(caseload: Caseload, rows: Sequence[MethodTerms], on: date) -> Fraction | Question:
    """How much of a full-time worker the citizens take; a question where a method's limit is not known."""
    share = Fraction(0)
    for each in caseload.held:
        limit = caseload_limit(each.method, rows, on)
        if isinstance(limit, Question):
            return limit
        share += each.citizens * weight_of(each.method, each.phase, rows, on) / limit.citizens
    return share


def places_for(worker: Worker, limit: CaseloadLimit) -> int:
    """How many citizens of one method alone: its limit by the worker's hours, or the own capacity where lower."""
    by_hours = int(limit.citizens * worker.full_time())
    return by_hours if worker.capacity is None else min(by_hours, worker.capacity)


def is_over(worker: Worker, caseload: Caseload, rows: Sequence[MethodTerms], on: date) -> bool | None:
    """Whether the worker has more than the limits allow, which is broken fidelity; None where a limit is unknown."""
    filled = filled_share(caseload, rows, on)
    return None if isinstance(filled, Question) else _over(worker, caseload, filled, rows, on)


def free_places(
    worker: Worker, caseload: Caseload, method: Method, rows: Sequence[MethodTerms], on: date
) -> int | Question:
    """How many more citizens of the method the worker can take on the day."""
    limit, filled = caseload_limit(method, rows, on), filled_share(caseload, rows, on)
    if isinstance(limit, Question):
        return limit
    if isinstance(filled, Question):
        return filled
    if worker.is_away(on) or not worker.works_by(method):
        return 0
    weight = weight_of(method, None, rows, on)
    by_limits = (worker.full_time() - filled) * limit.citizens / weight
    own = by_limits if worker.capacity is None else (worker.capacity - _weighed(caseload, rows, on)) / weight
    return max(0, int(min(by_limits, own)))


def _weighed(caseload: Caseload, rows: Sequence[MethodTerms], on: date) -> Fraction:
    return sum(
        (each.citizens * weight_of(each.method, each.phase, rows, on) for each in caseload.held), start=Fraction(0)
    )


def _over(worker: Worker, caseload: Caseload, filled: Fraction, rows: Sequence[MethodTerms], on: date) -> bool:
    too_many = worker.capacity is not None and _weighed(caseload, rows, on) > worker.capacity
    return filled > worker.full_time() or too_many


def _present(worker: Worker, on: date) -> Reason:
    away = worker.is_away(on)
    text = (
        Text("Medarbejderen er fraværende den dag.", "The worker is away on that day.")
        if away
        else Text("Medarbejderen er på arbejde den dag.", "The worker is present on that day.")
    )
    return Reason("worker-present", "kommunens bemanding", not away, text)


def _room(worker: Worker, caseload: Caseload, method: Method, limit: CaseloadLimit, fits: bool) -> Reason:
    name, citizens, places = FACTS[method].name, caseload.citizens, places_for(worker, limit)
    source = "medarbejderens kapacitet" if places < limit.citizens else limit.source
    if fits:
        text = Text(
            f"Medarbejderen har {citizens} af højst {places} borgere ({name.da}).",
            f"The worker has {citizens} of at most {places} citizens ({name.en}).",
        )
    else:
        text = Text(
            f"Medarbejderen har allerede {citizens} borgere, og grænsen er {places} ({name.da}).",
            f"The worker already has {citizens} citizens and the limit is {places} ({name.en}).",
        )
    others = {each.method for each in caseload.held} - {method}
    if not others:
        return Reason("within-caseload-limit", source, fits, text)
    named = sorted(FACTS[each].name.da for each in others), sorted(FACTS[each].name.en for each in others)
    mixed = Text(
        f"{text.da} Borgere efter {', '.join(named[0])} tæller med efter deres egen metodes grænse.",
        f"{text.en} Citizens by {', '.join(named[1])} count by their own method's limit.",
    )
    return Reason("within-mixed-caseload", source, fits, mixed)
