"""A worker's day: what is next for each citizen, and the alerts that the worker has."""

from dataclasses import dataclass
from datetime import date

from kit.database.stories import Story
from services.support.domain.alerts.agenda import alerts_on
from services.support.domain.alerts.alerts import Alert
from services.support.store.alerts import list_running
from services.support.usecases.courses.look_at_day import CitizenDay, look_at_day


@dataclass(frozen=True, slots=True)
class WorkerDay:
    """The worker's citizens, and the alerts that ask something of the worker."""

    citizens: tuple[CitizenDay, ...]
    alerts: tuple[Alert, ...]


async def look_at_worker_day(story: Story, worker_reference: str, day: date) -> WorkerDay:
    """The worker's day.

    - What is next for each citizen, with visits, tasks and steps.
    - The worker's own alerts, also as coordinator and so of citizens of others; those with the nearest deadline first.
    """
    citizens = await look_at_day(story, worker_reference, day)
    return WorkerDay(tuple(citizens), tuple(alerts_on(await list_running(story, worker_reference), day)))
