"""Whose an alert is: the citizen's worker, else the coordinator, else the support team's queue; late, the manager's."""

from dataclasses import dataclass
from enum import StrEnum

from kit.values.decisions import Reason
from kit.values.texts import Text

SOURCE = "kommunens bemanding"


class Step(StrEnum):
    """Who has the alert. The queue is everybody in the support team; the manager is the last step."""

    WORKER = "worker"
    COORDINATOR = "coordinator"
    QUEUE = "queue"
    MANAGER = "manager"


@dataclass(frozen=True, slots=True)
class Owner:
    """Who has the alert, and why; queue and manager have no reference of their own."""

    step: Step
    reference: str | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Staffing:
    """Who could have an alert about a citizen on a day."""

    worker: str | None = None
    worker_away: bool = False
    coordinator: str | None = None
    coordinator_away: bool = False

    @property
    def has_worker_there(self) -> bool:
        """Whether the citizen has a worker who is at work that day."""
        return self.worker is not None and not self.worker_away


def first_owner(staffing: Staffing) -> Owner:
    """Whose a new alert is.

    - The worker of the citizen's course.
    - Without one, or where the worker is away that day: the team's coordinator, at once.
    - Without a coordinator who is there: the support team's queue.
    """
    if staffing.worker is not None and not staffing.worker_away:
        return Owner(Step.WORKER, staffing.worker, (_worker(True),))
    return _after_worker(staffing, (_without_worker(staffing),))


def after_absence(owner: Owner, staffing: Staffing) -> Owner | None:
    """Whose the alert is where its worker or coordinator is away that day; None where it stays."""
    if owner.step is Step.WORKER and staffing.worker_away:
        return _after_worker(staffing, (_without_worker(staffing),))
    if owner.step is Step.COORDINATOR and (staffing.coordinator_away or owner.reference != staffing.coordinator):
        return _after_worker(staffing, ())
    return None


def after_silence(owner: Owner, staffing: Staffing) -> Owner | None:
    """Whose the alert is where nobody has acknowledged it in time: one step on; None where it is the manager's."""
    if owner.step is Step.MANAGER:
        return None
    late = Reason("acknowledged-in-time", SOURCE, False, _LATE)
    if owner.step is Step.WORKER and staffing.coordinator is not None and not staffing.coordinator_away:
        return Owner(Step.COORDINATOR, staffing.coordinator, (late,))
    return Owner(Step.MANAGER, None, (late,))


def _after_worker(staffing: Staffing, reasons: tuple[Reason, ...]) -> Owner:
    if staffing.coordinator is not None and not staffing.coordinator_away:
        return Owner(Step.COORDINATOR, staffing.coordinator, (*reasons, _coordinator(True, _COORDINATOR)))
    text = _COORDINATOR_AWAY if staffing.coordinator_away else _NO_COORDINATOR
    return Owner(Step.QUEUE, None, (*reasons, _coordinator(False, text)))


def _worker(met: bool, text: Text | None = None) -> Reason:
    return Reason("worker-of-the-course", SOURCE, met, text or _WORKER)


def _without_worker(staffing: Staffing) -> Reason:
    return _worker(False, _NO_WORKER if staffing.worker is None else _WORKER_AWAY)


def _coordinator(met: bool, text: Text) -> Reason:
    return Reason("coordinator-of-the-team", SOURCE, met, text)


_WORKER = Text("Borgerens støttemedarbejder er på arbejde.", "The citizen's support worker is at work.")
_NO_WORKER = Text("Borgeren har ingen støttemedarbejder.", "The citizen has no support worker.")
_WORKER_AWAY = Text(
    "Borgerens støttemedarbejder er fraværende den dag.", "The citizen's support worker is away on that day."
)
_COORDINATOR = Text("Teamets koordinator har varslet.", "The team's coordinator has the alert.")
_NO_COORDINATOR = Text(
    "Der er ingen koordinator: varslet ligger i støtteteamets kø.",
    "There is no coordinator: the alert is in the support team's queue.",
)
_COORDINATOR_AWAY = Text(
    "Koordinatoren er fraværende: varslet ligger i støtteteamets kø.",
    "The coordinator is away: the alert is in the support team's queue.",
)
_LATE = Text(
    "Ingen har kvitteret inden fristen: varslet går et trin videre.",
    "Nobody has acknowledged in time: the alert goes one step on.",
)
