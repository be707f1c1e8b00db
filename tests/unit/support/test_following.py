"""An alert follows the citizen to the worker there is now, and a day has the alerts that ask something."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from services.support.domain.alerts.agenda import alerts_on
from services.support.domain.alerts.alerts import Action, acknowledge, cease, pass_on
from services.support.domain.alerts.owners import Staffing, Step
from tests.unit.support.test_alerts import AT_WORK, CLOCK, MONDAY, an_alert

K1 = Staffing(coordinator="K1")
A_DAY_ON = MONDAY + timedelta(days=1)
ANEW = datetime.fromisoformat("2025-03-06T14:00:00+01:00")


@pytest.mark.parametrize(
    ("first", "then", "reason"),
    [
        (AT_WORK, replace(AT_WORK, worker="W2"), "handed over"),
        (Staffing(), AT_WORK, "out of the queue, as soon as somebody is assigned"),
        (K1, AT_WORK, "from the coordinator, who had it for want of a worker"),
        (replace(AT_WORK, worker_away=True), replace(AT_WORK, worker="W2"), "from the coordinator, the first was away"),
        (Staffing("W1", True), replace(AT_WORK, worker="W2"), "out of the queue, the first was away"),
    ],
)
def test_an_alert_follows_the_citizen_to_another_worker(first: Staffing, then: Staffing, reason: str) -> None:
    passed = pass_on(an_alert(first), then, A_DAY_ON, CLOCK)
    assert passed is not None, reason
    assert (passed.owner.step, passed.owner.reference) == (Step.WORKER, then.worker), reason
    assert (passed.acknowledge_by, passed.escalations) == (ANEW, 0), "the new worker has a step's whole time"
    assert passed.first_due_at < passed.acknowledge_by, "what counts as in time is the first step's limit"
    assert pass_on(passed, then, A_DAY_ON, CLOCK) is None, "and once"


def test_a_late_alert_goes_to_the_worker_who_has_been_assigned_and_not_to_the_manager() -> None:
    alert = an_alert(Staffing())
    passed = pass_on(alert, AT_WORK, alert.acknowledge_by + timedelta(days=1), CLOCK)
    assert passed is not None and (passed.owner.step, passed.escalations) == (Step.WORKER, 0)


@pytest.mark.parametrize(
    ("first", "late", "then", "step", "reason"),
    [
        (AT_WORK, True, AT_WORK, Step.COORDINATOR, "a worker who was silent is not asked again"),
        (replace(AT_WORK, worker_away=True), False, AT_WORK, Step.COORDINATOR, "back from an absence"),
        (Staffing(), True, AT_WORK, Step.MANAGER, "the manager keeps it"),
        (K1, False, replace(AT_WORK, worker_away=True), Step.COORDINATOR, "the new worker is not there"),
    ],
)
def test_an_alert_that_does_not_go_to_a_worker(
    first: Staffing, late: bool, then: Staffing, step: Step, reason: str
) -> None:
    alert = an_alert(first)
    if late:
        alert = pass_on(alert, first, alert.acknowledge_by, CLOCK) or alert
    placed = pass_on(alert, then, MONDAY + timedelta(minutes=5), CLOCK) or alert
    assert placed.owner.step is step, reason
    assert placed.acknowledge_by == alert.acknowledge_by, reason


def test_whose_course_ends_has_the_alert_in_the_queue_and_the_deadline_stays() -> None:
    alert = an_alert()
    passed = pass_on(alert, Staffing(), A_DAY_ON, CLOCK)
    assert passed is not None and passed.owner.step is Step.QUEUE
    assert passed.acknowledge_by == alert.acknowledge_by


def test_a_day_has_the_alerts_that_ask_something() -> None:
    alert = an_alert()
    soon = replace(alert, id=UUID(int=4), acknowledge_by=alert.acknowledge_by - timedelta(hours=1))
    assert alerts_on([alert, soon], MONDAY.date()) == [soon, alert], (
        "from the moment they are raised, the nearest first"
    )
    assert alerts_on([alert], date(2025, 3, 2)) == [], "not the day before"
    seen = acknowledge(alert, Action.PLAN_MADE, "person", MONDAY, 1)
    assert alerts_on([seen], date(2025, 3, 31)) == []
    assert alerts_on([seen], date(2025, 4, 1)) == [seen], "on the day it warns of its outcome is to be said"
    assert alerts_on([cease(seen, MONDAY)], date(2025, 4, 1)) == []
