"""Named key workers of the fast track: who takes the next case, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from kit.values.decisions import Reason
from kit.values.problems import FieldError
from kit.values.texts import Text

SOURCE = "kommunens hurtige spor"
NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Absence:
    """Away from the first day up to, not including, the last; without an end, until further notice."""

    starts_on: date
    ends_on: date | None

    def covers(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


@dataclass(frozen=True, slots=True)
class KeyWorker:
    """A key worker by the reference that stands in the worker's token; `kinds` empty: every kind of case."""

    reference: str
    kinds: frozenset[str]
    capacity: int
    absences: tuple[Absence, ...] = ()

    def is_absent(self, day: date) -> bool:
        return any(absence.covers(day) for absence in self.absences)

    def takes(self, kind: str) -> bool:
        return not self.kinds or kind in self.kinds


@dataclass(frozen=True, slots=True)
class Loaded:
    """A key worker with the open cases that the worker has, and when the last one came."""

    worker: KeyWorker
    open_cases: int
    last_assigned_at: datetime | None

    @property
    def has_room(self) -> bool:
        return self.open_cases < self.worker.capacity


@dataclass(frozen=True, slots=True)
class Assignment:
    """The key worker chosen, or None where nobody is free, with a reason per key worker looked at."""

    key_worker: str | None
    reasons: tuple[Reason, ...]


def assign(kind: str, day: date, workers: Sequence[Loaded]) -> Assignment:
    """Who takes a case of the kind on the day.

    - Present on the day, takes the kind, has room.
    - Of these the one with the fewest open cases; of equals the one who has waited longest for a case.
    """
    hindered = [reason for each in workers if (reason := hindrance(kind, day, each)) is not None]
    free = [each for each in workers if hindrance(kind, day, each) is None]
    if not free:
        text = Text(
            "Ingen nøglemedarbejder er ledig: lederen skal fordele sagen.",
            "No key worker is free: the manager must assign the case.",
        )
        return Assignment(None, (Reason("key_worker_free", SOURCE, False, text), *hindered))
    chosen = min(free, key=_turn)
    text = Text(
        f"{chosen.worker.reference} er til stede, har færrest åbne sager ({chosen.open_cases} af "
        f"{chosen.worker.capacity}) og har ventet længst på en sag.",
        f"{chosen.worker.reference} is present, has the fewest open cases ({chosen.open_cases} of "
        f"{chosen.worker.capacity}) and has waited longest for one.",
    )
    return Assignment(chosen.worker.reference, (Reason("key_worker_free", SOURCE, True, text), *hindered))


def hindrance(kind: str, day: date, loaded: Loaded) -> Reason | None:
    """Why the key worker cannot take a case of the kind on the day; None where nothing stands in the way."""
    name = loaded.worker.reference
    if loaded.worker.is_absent(day):
        return Reason("key_worker_present", SOURCE, False, Text(f"{name} er fraværende.", f"{name} is absent."))
    if not loaded.worker.takes(kind):
        text = Text(f"{name} tager ikke sager af denne slags.", f"{name} does not take cases of this kind.")
        return Reason("key_worker_takes_kind", SOURCE, False, text)
    if not loaded.has_room:
        text = Text(
            f"{name} har {loaded.open_cases} åbne sager og plads til {loaded.worker.capacity}.",
            f"{name} has {loaded.open_cases} open cases and room for {loaded.worker.capacity}.",
        )
        return Reason("key_worker_has_room", SOURCE, False, text)
    return None


def faults_of(worker: KeyWorker) -> list[FieldError]:
    """Everything that is wrong with a key worker as entered, by field."""
    faults: list[FieldError] = []
    if worker.capacity < 0:
        faults.append(FieldError("/capacity", Text("Kan ikke være negativ", "Cannot be negative")))
    ends_first = Text("Fraværet slutter, før det har varet en dag", "The absence ends before it has lasted a day")
    faults += [
        FieldError(f"/absences/{number}/ends_on", ends_first)
        for number, absence in enumerate(worker.absences)
        if absence.ends_on is not None and absence.ends_on <= absence.starts_on
    ]
    return faults


def _turn(loaded: Loaded) -> tuple[int, datetime, str]:
    return loaded.open_cases, loaded.last_assigned_at or NEVER, loaded.worker.reference
