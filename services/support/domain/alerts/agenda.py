"""What of the alerts belongs to a day."""

from collections.abc import Sequence
from datetime import date, datetime

from kit.values.calendar import midnight_ending
from services.support.domain.alerts.alerts import Alert, AlertState


def alerts_on(alerts: Sequence[Alert], day: date) -> list[Alert]:
    """The alerts that ask something on a day, the nearest deadline first.

    - One that nobody has acknowledged asks from the moment it is raised, and not first when it is nearly late.
    - One that is acknowledged asks again on the day it warns of, and until somebody has said what came of it.
    """
    found = [alert for alert in alerts if _asks(alert, day)]
    return sorted(found, key=lambda alert: (_due(alert), alert.id))


def _asks(alert: Alert, day: date) -> bool:
    if alert.state is AlertState.OPEN:
        return alert.raised_at < midnight_ending(day)
    return alert.state is AlertState.ACKNOWLEDGED and alert.cause.happens_on <= day


def _due(alert: Alert) -> datetime:
    return alert.acknowledge_by if alert.state is AlertState.OPEN else midnight_ending(alert.cause.happens_on)
