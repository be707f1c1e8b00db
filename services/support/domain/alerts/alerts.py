"""An alert: what threatens a citizen's home, whose it is, and how it ends.

An alert ends in two ways only: a person has acknowledged it and says what came of it, or its cause has ceased. At
every moment before that it has an owner.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid5

from kit.values.problems import Conflict, FieldError, PreconditionFailed, Unprocessable
from kit.values.texts import Text
from services.support.domain.alerts.owners import Owner, Staffing, Step, after_absence, after_silence, first_owner
from services.support.domain.alerts.terms import AlertClock, Urgency


class AlertKind(StrEnum):
    """What is coming."""

    SANCTION = "sanction"
    RENT_FOLLOW_UP = "rent_follow_up"
    DISCHARGE = "discharge"
    OFFER_AT_RISK = "offer_at_risk"
    BAILIFF_DATE = "bailiff_date"
    PHASE_END = "phase_end"
    REFUND_DAYS = "refund_days"


class AlertState(StrEnum):
    """`open` asks to be acknowledged, `acknowledged` asks for its outcome, `ended` has one, `ceased` lost its cause."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    ENDED = "ended"
    CEASED = "ceased"


RUNNING = (AlertState.OPEN, AlertState.ACKNOWLEDGED)


class Action(StrEnum):
    """What whoever acknowledged has done."""

    CONTACTED_CITIZEN = "contacted_citizen"
    VISIT_PLANNED = "visit_planned"
    CONTACTED_SENDER = "contacted_sender"
    EXEMPTION_ASKED = "exemption_asked"
    WORKER_SOUGHT = "worker_sought"
    PLAN_MADE = "plan_made"
    HANDED_TO_COLLEAGUE = "handed_to_colleague"


class AlertOutcome(StrEnum):
    """What came of it, said by a person."""

    SANCTION_AVERTED = "sanction_averted"
    SANCTION_POSTPONED = "sanction_postponed"
    SANCTION_FELL = "sanction_fell"
    RENT_PAID = "rent_paid"
    RENT_NOT_PAID = "rent_not_paid"
    MET_AT_DISCHARGE = "met_at_discharge"
    MET_LATER = "met_later"
    NOT_REACHED = "not_reached"
    OFFER_KEPT = "offer_kept"
    OFFER_LOST = "offer_lost"
    EVICTION_AVERTED = "eviction_averted"
    EVICTED = "evicted"
    NEXT_STEP_PLANNED = "next_step_planned"
    NOTHING_TO_DO = "nothing_to_do"


OUTCOMES: Mapping[AlertKind, tuple[AlertOutcome, ...]] = {
    AlertKind.SANCTION: (
        AlertOutcome.SANCTION_AVERTED,
        AlertOutcome.SANCTION_POSTPONED,
        AlertOutcome.SANCTION_FELL,
    ),
    AlertKind.RENT_FOLLOW_UP: (AlertOutcome.RENT_PAID, AlertOutcome.RENT_NOT_PAID, AlertOutcome.NOT_REACHED),
    AlertKind.DISCHARGE: (AlertOutcome.MET_AT_DISCHARGE, AlertOutcome.MET_LATER, AlertOutcome.NOT_REACHED),
    AlertKind.OFFER_AT_RISK: (AlertOutcome.OFFER_KEPT, AlertOutcome.OFFER_LOST),
    AlertKind.BAILIFF_DATE: (AlertOutcome.EVICTION_AVERTED, AlertOutcome.EVICTED, AlertOutcome.NEXT_STEP_PLANNED),
    AlertKind.PHASE_END: (AlertOutcome.NEXT_STEP_PLANNED, AlertOutcome.NOTHING_TO_DO),
    AlertKind.REFUND_DAYS: (AlertOutcome.NEXT_STEP_PLANNED, AlertOutcome.NOTHING_TO_DO),
}


@dataclass(frozen=True, slots=True)
class Cause:
    """What an alert is about: of which citizen, when it happens, and the row it comes from.

    `phase` is which phase of a course ends.
    """

    kind: AlertKind
    subject_id: UUID
    citizen_id: UUID
    happens_on: date
    urgency: Urgency
    phase: int | None = None

    def alert_id(self) -> UUID:
        """The same cause always raises the same alert, so it cannot be raised twice."""
        by_date = (AlertKind.REFUND_DAYS, AlertKind.BAILIFF_DATE)
        which = self.happens_on.isoformat() if self.kind in by_date else str(self.phase or "")
        return uuid5(self.subject_id, f"{self.kind.value} {which}")


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert, its owner now, until when to acknowledge it (at first, and at this step), and what came of it.

    `worker_reference` is who the citizen's worker was when the alert came to its owner.
    """

    id: UUID
    cause: Cause
    owner: Owner
    worker_reference: str | None
    state: AlertState
    raised_at: datetime
    first_due_at: datetime
    acknowledge_by: datetime
    escalations: int
    acknowledged_at: datetime | None
    acknowledged_by: str | None
    action: Action | None
    outcome: AlertOutcome | None
    ended_at: datetime | None
    version: int


class AlertAcknowledged(Conflict):
    slug = "alert-already-acknowledged"
    title = Text("Der er allerede kvitteret for varslet", "The alert has already been acknowledged")


class AlertNotAcknowledged(Conflict):
    slug = "alert-not-acknowledged"
    title = Text("Kvittér for varslet, før udfaldet angives", "Acknowledge the alert before its outcome is said")


class AlertEnded(Conflict):
    slug = "alert-ended"
    title = Text("Varslet er afsluttet", "The alert has ended")


def new_alert(cause: Cause, staffing: Staffing, now: datetime, clock: AlertClock) -> Alert:
    """A new alert, with its owner and its deadline."""
    due = clock.acknowledge_by(now, cause.urgency)
    return Alert(
        id=cause.alert_id(),
        cause=cause,
        owner=first_owner(staffing),
        worker_reference=staffing.worker,
        state=AlertState.OPEN,
        raised_at=now,
        first_due_at=due,
        acknowledge_by=due,
        escalations=0,
        acknowledged_at=None,
        acknowledged_by=None,
        action=None,
        outcome=None,
        ended_at=None,
        version=1,
    )


def pass_on(alert: Alert, staffing: Staffing, now: datetime, clock: AlertClock) -> Alert | None:
    """The alert with its next owner; None where it stays where it is.

    - Where the citizen has another worker now, who is there, it is that worker's, with a step's whole time; also where
      it waited in the queue or with the coordinator. What has come to the manager stays there.
    - What nobody acknowledged in time goes one step on, with a new deadline; the manager keeps it.
    - Whose owner is away that day, or helps the citizen no more, goes on at once, and that is no escalation: the
      deadline stays.
    """
    if alert.state is not AlertState.OPEN:
        return None
    another = staffing.worker != alert.worker_reference and alert.owner.step is not Step.MANAGER
    anew = clock.acknowledge_by(now, alert.cause.urgency)
    if another and staffing.has_worker_there:
        return _placed(replace(alert, acknowledge_by=anew), first_owner(staffing), staffing)
    if alert.acknowledge_by <= now:
        late = after_silence(alert.owner, staffing)
        escalated = replace(alert, acknowledge_by=anew, escalations=alert.escalations + 1)
        return _placed(escalated, late, staffing) if late else None
    away = first_owner(staffing) if another else after_absence(alert.owner, staffing)
    return _placed(alert, away, staffing) if away else None


def redate(alert: Alert, cause: Cause, staffing: Staffing, now: datetime, clock: AlertClock) -> Alert:
    """The alert of a cause whose date has changed: it asks to be acknowledged again, from its first step."""
    anew = new_alert(cause, staffing, now, clock)
    return replace(
        anew, id=alert.id, raised_at=alert.raised_at, escalations=alert.escalations, version=alert.version + 1
    )


def acknowledge(alert: Alert, action: Action, person: str | None, now: datetime, version: int) -> Alert:
    """The alert as acknowledged by a person, who has done what the code says."""
    _require_running(alert)
    if alert.state is AlertState.ACKNOWLEDGED:
        raise AlertAcknowledged(extra={"acknowledged_by": alert.acknowledged_by, "action": alert.action})
    _require_version(alert, version)
    changed = replace(alert, state=AlertState.ACKNOWLEDGED, action=action, acknowledged_at=now, acknowledged_by=person)
    return _next(changed)


def end(alert: Alert, outcome: AlertOutcome, now: datetime, version: int) -> Alert:
    """The alert as ended by what a person says came of it."""
    if outcome not in OUTCOMES[alert.cause.kind]:
        allowed = ", ".join(OUTCOMES[alert.cause.kind])
        text = Text(f"Dette varsel kan ende med: {allowed}", f"This alert can end with: {allowed}")
        raise Unprocessable(errors=[FieldError("/outcome", text)])
    _require_running(alert)
    if alert.state is AlertState.OPEN:
        raise AlertNotAcknowledged
    _require_version(alert, version)
    return _next(replace(alert, state=AlertState.ENDED, outcome=outcome, ended_at=now))


def cease(alert: Alert, now: datetime) -> Alert:
    """The alert as ended because what it warned of will not happen any more, or is no longer to be warned of."""
    return _next(replace(alert, state=AlertState.CEASED, ended_at=now))


def has_owner(alert: Alert) -> bool:
    """Whether somebody has the alert: queue and manager are always there, the others need a reference."""
    return alert.owner.step in (Step.QUEUE, Step.MANAGER) or alert.owner.reference is not None


def _placed(alert: Alert, owner: Owner, staffing: Staffing) -> Alert:
    return _next(replace(alert, owner=owner, worker_reference=staffing.worker))


def _next(alert: Alert) -> Alert:
    return replace(alert, version=alert.version + 1)


def _require_running(alert: Alert) -> None:
    if alert.state not in RUNNING:
        raise AlertEnded(extra={"state": alert.state.value})


def _require_version(alert: Alert, version: int) -> None:
    if alert.version != version:
        raise PreconditionFailed
