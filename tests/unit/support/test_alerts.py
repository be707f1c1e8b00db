"""Whose an alert is, when it goes on, and that it is never lost."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from kit.values.problems import PreconditionFailed, Unprocessable
from services.support.domain.alerts.alerts import (
    OUTCOMES,
    Action,
    Alert,
    AlertAcknowledged,
    AlertEnded,
    AlertKind,
    AlertNotAcknowledged,
    AlertOutcome,
    AlertState,
    Cause,
    acknowledge,
    cease,
    end,
    new_alert,
    pass_on,
    redate,
)
from services.support.domain.alerts.owners import Staffing, Step, first_owner
from services.support.domain.alerts.terms import UNTIL_ENTERED, AlertClock, Urgency
from services.support.domain.opening.hours import UNTIL_ENTERED as OFFICE_HOURS
from services.support.domain.opening.hours import Opening

MONDAY = datetime(2025, 3, 3, 9, tzinfo=UTC)
CITIZEN, NOTICE = UUID(int=1), UUID(int=2)
# Nine to three on working days; a step of normal urgency has 16 hours.
CLOCK = AlertClock(UNTIL_ENTERED, ())
AT_WORK = Staffing(worker="W1", coordinator="K1")
SANCTION = Cause(AlertKind.SANCTION, NOTICE, CITIZEN, date(2025, 4, 1), Urgency.NORMAL)


def an_alert(staffing: Staffing = AT_WORK, cause: Cause = SANCTION) -> Alert:
    return new_alert(cause, staffing, MONDAY, CLOCK)


@pytest.mark.parametrize(
    ("staffing", "step", "reference", "reasons"),
    [
        (AT_WORK, Step.WORKER, "W1", [("worker-of-the-course", True)]),
        (
            replace(AT_WORK, worker_away=True),
            Step.COORDINATOR,
            "K1",
            [("worker-of-the-course", False), ("coordinator-of-the-team", True)],
        ),
        (
            replace(AT_WORK, worker=None),
            Step.COORDINATOR,
            "K1",
            [("worker-of-the-course", False), ("coordinator-of-the-team", True)],
        ),
        (
            replace(AT_WORK, worker_away=True, coordinator_away=True),
            Step.QUEUE,
            None,
            [("worker-of-the-course", False), ("coordinator-of-the-team", False)],
        ),
        (
            Staffing(),
            Step.QUEUE,
            None,
            [("worker-of-the-course", False), ("coordinator-of-the-team", False)],
        ),
    ],
    ids=["worker at work", "worker away", "no worker", "both away", "nobody"],
)
def test_whose_a_new_alert_is(
    staffing: Staffing, step: Step, reference: str | None, reasons: list[tuple[str, bool]]
) -> None:
    owner = first_owner(staffing)
    assert (owner.step, owner.reference) == (step, reference)
    assert [(reason.rule, reason.met) for reason in owner.reasons] == reasons


@pytest.mark.parametrize(
    ("moment", "urgency", "due"),
    [
        (MONDAY, Urgency.HIGHEST, "2025-03-03T11:00:00+01:00"),
        (MONDAY, Urgency.HIGH, "2025-03-04T12:00:00+01:00"),
        (MONDAY, Urgency.NORMAL, "2025-03-05T14:00:00+01:00"),
        (datetime(2025, 3, 7, 13, 30, tzinfo=UTC), Urgency.HIGHEST, "2025-03-10T09:30:00+01:00"),
        (datetime(2025, 3, 8, 10, tzinfo=UTC), Urgency.HIGHEST, "2025-03-10T10:00:00+01:00"),
        (datetime(2025, 4, 16, 10, tzinfo=UTC), Urgency.HIGH, "2025-04-22T14:00:00+02:00"),
        (datetime(2025, 3, 28, 13, tzinfo=UTC), Urgency.HIGH, "2025-04-01T10:00:00+02:00"),
    ],
    ids=[
        "an hour",
        "five hours on Monday and three on Tuesday",
        "five, six and five",
        "over the weekend",
        "on a Saturday",
        "over Easter",
        "summer time: an hour on Friday, six on Monday, one on Tuesday",
    ],
)
def test_a_step_has_its_opening_hours(moment: datetime, urgency: Urgency, due: str) -> None:
    assert CLOCK.acknowledge_by(moment, urgency) == datetime.fromisoformat(due)


def test_a_step_runs_by_the_opening_hours_in_force_on_each_day() -> None:
    later = replace(OFFICE_HOURS, valid_from=date(2025, 3, 4), openings=(Opening(1, 600, 720), Opening(3, 600, 720)))
    clock = AlertClock(UNTIL_ENTERED, (OFFICE_HOURS, later))
    due = clock.acknowledge_by(MONDAY, Urgency.HIGH)
    assert due == datetime.fromisoformat("2025-03-06T11:00:00+01:00"), "5 on Monday, 2 on Tuesday, 1 on Thursday"
    closed = replace(OFFICE_HOURS, closed_days=(date(2025, 3, 4),))
    due = AlertClock(UNTIL_ENTERED, (closed,)).acknowledge_by(MONDAY, Urgency.HIGH)
    assert due == datetime.fromisoformat("2025-03-05T12:00:00+01:00"), "closed on Tuesday"


def test_an_alert_that_nobody_acknowledges_goes_worker_coordinator_manager_and_stays_there() -> None:
    alert, seen = an_alert(), []
    for _ in range(5):
        seen.append((alert.owner.step, alert.escalations))
        assert pass_on(alert, AT_WORK, alert.acknowledge_by - timedelta(seconds=1), CLOCK) is None
        alert = pass_on(alert, AT_WORK, alert.acknowledge_by, CLOCK) or alert
    steps = [(Step.WORKER, 0), (Step.COORDINATOR, 1), (Step.MANAGER, 2), (Step.MANAGER, 2), (Step.MANAGER, 2)]
    assert seen == steps


@pytest.mark.parametrize(
    ("staffing", "step", "reason"),
    [
        (replace(AT_WORK, coordinator=None), Step.MANAGER, "no coordinator to go to"),
        (replace(AT_WORK, coordinator_away=True), Step.MANAGER, "the coordinator is away"),
        (Staffing(), Step.MANAGER, "from the queue"),
    ],
)
def test_a_late_alert_goes_to_somebody_who_is_there(staffing: Staffing, step: Step, reason: str) -> None:
    alert = an_alert(staffing)
    passed = pass_on(alert, staffing, alert.acknowledge_by, CLOCK)
    assert passed is not None and passed.owner.step is step, reason


def test_whose_worker_falls_ill_has_the_coordinator_at_once_and_the_deadline_stays() -> None:
    alert = an_alert()
    passed = pass_on(alert, replace(AT_WORK, worker_away=True), MONDAY + timedelta(minutes=5), CLOCK)
    assert passed is not None
    assert (passed.owner.step, passed.owner.reference) == (Step.COORDINATOR, "K1")
    assert (passed.acknowledge_by, passed.escalations) == (alert.acknowledge_by, 0)
    both = pass_on(passed, Staffing("W1", True, "K1", True), MONDAY + timedelta(minutes=9), CLOCK)
    assert both is not None and both.owner.step is Step.QUEUE


def test_an_alert_ends_by_acknowledgement_and_outcome() -> None:
    alert = acknowledge(an_alert(), Action.CONTACTED_SENDER, "person", MONDAY, 1)
    assert pass_on(alert, AT_WORK, MONDAY + timedelta(days=30), CLOCK) is None
    ended = end(alert, AlertOutcome.SANCTION_AVERTED, MONDAY, 2)
    assert (ended.state, ended.outcome, ended.action) == (
        AlertState.ENDED,
        AlertOutcome.SANCTION_AVERTED,
        Action.CONTACTED_SENDER,
    )


def test_what_cannot_be_done_to_an_alert_is_refused() -> None:
    alert = an_alert()
    with pytest.raises(PreconditionFailed):
        acknowledge(alert, Action.PLAN_MADE, "person", MONDAY, 7)
    with pytest.raises(AlertNotAcknowledged):
        end(alert, AlertOutcome.SANCTION_FELL, MONDAY, 1)
    with pytest.raises(Unprocessable) as wrong:
        end(alert, AlertOutcome.RENT_PAID, MONDAY, 1)
    assert wrong.value.errors[0].pointer == "/outcome"
    acknowledged = acknowledge(alert, Action.PLAN_MADE, "person", MONDAY, 1)
    with pytest.raises(AlertAcknowledged) as twice:
        acknowledge(acknowledged, Action.PLAN_MADE, "other", MONDAY, 2)
    assert twice.value.extra["acknowledged_by"] == "person"
    gone = cease(alert, MONDAY)
    with pytest.raises(AlertEnded):
        acknowledge(gone, Action.PLAN_MADE, "person", MONDAY, gone.version)
    with pytest.raises(AlertEnded):
        end(gone, AlertOutcome.SANCTION_FELL, MONDAY, gone.version)


def test_a_changed_date_asks_again_from_the_first_step() -> None:
    late = pass_on(an_alert(), AT_WORK, MONDAY + timedelta(days=9), CLOCK)
    assert late is not None
    acknowledged = acknowledge(late, Action.PLAN_MADE, "person", MONDAY + timedelta(days=9), late.version)
    sooner = replace(SANCTION, happens_on=date(2025, 3, 20))
    anew = redate(acknowledged, sooner, AT_WORK, MONDAY + timedelta(days=10), CLOCK)
    assert (anew.id, anew.state, anew.owner.step, anew.cause.happens_on) == (
        acknowledged.id,
        AlertState.OPEN,
        Step.WORKER,
        date(2025, 3, 20),
    )
    assert (anew.acknowledged_at, anew.raised_at, anew.version) == (None, MONDAY, acknowledged.version + 1)


def test_every_kind_can_end() -> None:
    assert set(OUTCOMES) == set(AlertKind)
    assert all(OUTCOMES.values())
