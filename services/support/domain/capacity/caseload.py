"""Whether a worker can take one more citizen: the method's limit, the worker's own capacity, and presence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kit.values.decisions import Reason
from kit.values.texts import Text
from services.support.domain.methods.methods import FACTS, CaseloadLimit, Method, Question


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
    """A support worker, known by the team's own reference and never by name."""

    reference: str
    team: str
    method: Method
    capacity: int | None
    absences: tuple[Absence, ...]


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


def assess_room(worker: Worker, caseload: int, limit: CaseloadLimit | Question, on: date) -> Assessment:
    """Whether the worker can take one more citizen on the day.

    - A worker who is away that day takes nobody new.
    - Without a known limit nobody is assigned: the municipality is asked.
    - The limit is the method's, or the worker's own capacity where that is lower; a capacity never raises it.
    - At the limit the place is refused; a caseload already over it stays refused until it is below.
    """
    present = _present(worker, on)
    if not present.met:
        return Assessment(Outcome.ABSENT, (present,), caseload, None)
    if isinstance(limit, Question):
        unknown = Reason("caseload-limit-known", "kommunens metoder", False, limit.text)
        return Assessment(Outcome.LIMIT_UNKNOWN, (present, unknown), caseload, None)
    citizens = places_for(worker, limit)
    room = _room(worker, caseload, citizens, limit)
    outcome = Outcome.ROOM if room.met else Outcome.OVER_LIMIT
    return Assessment(outcome, (present, room), caseload, citizens)


def places_for(worker: Worker, limit: CaseloadLimit) -> int:
    """How many citizens the worker may have: the method's limit, or the own capacity where that is lower."""
    return limit.citizens if worker.capacity is None else min(limit.citizens, worker.capacity)


def has_room(method: Method, workers: Iterable[tuple[Worker, int]], limit: CaseloadLimit | Question, on: date) -> bool:
    """Whether any worker of the method, given with the caseload, can take one more citizen on the day."""
    return any(
        assess_room(worker, caseload, limit, on).outcome is Outcome.ROOM
        for worker, caseload in workers
        if worker.method is method
    )


def _present(worker: Worker, on: date) -> Reason:
    away = any(absence.covers(on) for absence in worker.absences)
    text = (
        Text("Medarbejderen er fraværende den dag.", "The worker is away on that day.")
        if away
        else Text("Medarbejderen er på arbejde den dag.", "The worker is present on that day.")
    )
    return Reason("worker-present", "kommunens bemanding", not away, text)


def _room(worker: Worker, caseload: int, citizens: int, limit: CaseloadLimit) -> Reason:
    name = FACTS[worker.method].name
    own = citizens < limit.citizens
    source = "medarbejderens kapacitet" if own else limit.source
    if caseload < citizens:
        text = Text(
            f"Medarbejderen har {caseload} af højst {citizens} borgere ({name.da}).",
            f"The worker has {caseload} of at most {citizens} citizens ({name.en}).",
        )
        return Reason("within-caseload-limit", source, True, text)
    text = Text(
        f"Medarbejderen har allerede {caseload} borgere, og grænsen er {citizens} ({name.da}).",
        f"The worker already has {caseload} citizens and the limit is {citizens} ({name.en}).",
    )
    return Reason("within-caseload-limit", source, False, text)
