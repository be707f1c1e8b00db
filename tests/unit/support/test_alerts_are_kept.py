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
from services.support.domain.alerts.terms import UNTIL_ENTERED
from tests.unit.support.test_alerts import AT_WORK, MONDAY, SANCTION, an_alert

STAFFINGS = st.builds(
    Staffing,
    worker=st.sampled_from([None, "W1", "W2"]),
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
    alert, now, done = an_alert(first), MONDAY, set()
    for act, staffing, hours in acts:
        now += timedelta(hours=hours)
        changed = _tried(act, alert, staffing, now)
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
            alert = pass_on(alert, AT_WORK, alert.acknowledge_by + timedelta(days=9), UNTIL_ENTERED) or alert
        assert alert.owner.step is Step.MANAGER


def _tried(act: str, alert: Alert, staffing: Staffing, now: datetime) -> Alert | None:
    try:
        match act:
            case "sweep":
                return pass_on(alert, staffing, now, UNTIL_ENTERED)
            case "acknowledge":
                return acknowledge(alert, Action.PLAN_MADE, "person", now, alert.version)
            case "end":
                return end(alert, AlertOutcome.SANCTION_AVERTED, now, alert.version)
            case "redate" if alert.state in RUNNING:
                return redate(alert, SANCTION, staffing, now, UNTIL_ENTERED)
            case "cease" if alert.state in RUNNING:
                return cease(alert, now)
    except Conflict:
        return None
    return None


def test_control_an_owner_without_a_reference_is_seen() -> None:
    """The property above means something only if an alert without an owner fails it."""
    assert not has_owner(replace(an_alert(), owner=Owner(Step.WORKER, None, ())))
