"""However people come and go: no alert is without an owner, and none is silently gone."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from kit.values.problems import Conflict
from services.support.domain.alerts.alerts import (
    RUNNING,
    Action,
    Alert,
    AlertOutcome,
    AlertState,
    acknowledge,
    cease,
    end,
    has_owner,
    pass_on,
    redate,
)
from services.support.domain.alerts.owners import Owner, Staffing, Step
from tests.unit.support.test_alerts import AT_WORK, CLOCK, MONDAY, SANCTION, an_alert

STAFFINGS = st.builds(
    Staffing,
    worker=st.sampled_from([None, "W1", "W2", "W3"]),
    worker_away=st.booleans(),
    coordinator=st.sampled_from([None, "K1", "K2"]),
    coordinator_away=st.booleans(),
)
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["sweep", "acknowledge", "end", "redate", "cease"]),
        STAFFINGS,
        st.integers(0, 72),
    ),
    max_size=25,
)


@settings(max_examples=150, deadline=None)
@given(first=STAFFINGS, acts=ACTS)
def test_no_alert_is_ever_without_an_owner_or_silently_gone(
    first: Staffing, acts: list[tuple[str, Staffing, int]]
) -> None:
    alert, now, done, seen = an_alert(first), MONDAY, set(), {first.worker}
    for act, staffing, hours in acts:
        now += timedelta(hours=hours)
        changed = _tried(act, alert, staffing, now)
        if act == "sweep" and is_for_a_new_worker(alert, staffing, seen):
            assert changed is not None and went_to(changed, staffing, now)
        seen |= {staffing.worker}
        if changed is None:
            continue
        done.add(act)
        assert changed.version == alert.version + 1 and changed.id == alert.id
        alert = changed
        assert has_owner(alert)
        assert not (alert.owner.step is Step.WORKER and alert.owner.reference is None)
    if alert.state is AlertState.ENDED:
        assert alert.outcome and alert.acknowledged_at and {"acknowledge", "end"} <= done
    elif alert.state is AlertState.CEASED:
        assert "cease" in done
    else:
        assert alert.state in RUNNING and alert.ended_at is None
    if alert.state is AlertState.OPEN:
        # However long nobody answers: the manager has it in the end.
        for _ in range(3):
            alert = pass_on(alert, AT_WORK, alert.acknowledge_by + timedelta(days=9), CLOCK) or alert
        assert alert.owner.step is Step.MANAGER


def is_for_a_new_worker(alert: Alert, staffing: Staffing, seen: set[str | None]) -> bool:
    """Whether the alert still waits, and the citizen has got a worker whom nobody has seen before."""
    waits = alert.state is AlertState.OPEN and alert.owner.step is not Step.MANAGER
    return waits and not staffing.worker_away and staffing.worker not in {None, *seen}


def went_to(alert: Alert, staffing: Staffing, now: datetime) -> bool:
    """Whether the citizen's worker has the alert, with a step's whole time."""
    with_worker = (alert.owner.step, alert.owner.reference) == (Step.WORKER, staffing.worker)
    return with_worker and alert.acknowledge_by == CLOCK.acknowledge_by(now, alert.cause.urgency)


def _tried(act: str, alert: Alert, staffing: Staffing, now: datetime) -> Alert | None:
    try:
        match act:
            case "sweep":
                return pass_on(alert, staffing, now, CLOCK)
            case "acknowledge":
                return acknowledge(alert, Action.PLAN_MADE, "person", now, alert.version)
            case "end":
                return end(alert, AlertOutcome.SANCTION_AVERTED, now, alert.version)
            case "redate" if alert.state in RUNNING:
                return redate(alert, SANCTION, staffing, now, CLOCK)
            case "cease" if alert.state in RUNNING:
                return cease(alert, now)
    except Conflict:
        return None
    return None


def test_control_an_alert_that_stays_in_the_queue_beside_a_new_worker_is_seen() -> None:
    """The property above means something only if an alert that went on by silence alone fails it."""
    waiting = an_alert(Staffing())
    assert is_for_a_new_worker(waiting, AT_WORK, {None})
    assert not went_to(waiting, AT_WORK, MONDAY)


def test_control_an_owner_without_a_reference_is_seen() -> None:
    """The property above means something only if an alert without an owner fails it."""
    assert not has_owner(replace(an_alert(), owner=Owner(Step.WORKER, None, ())))
