"""An alert that nobody acknowledges goes on; at once where its owner is away or the citizen has another worker."""

from kit.database.stories import Story
from kit.values.calendar import local_day
from services.support.domain.alerts.alerts import pass_on
from services.support.store.alerts import list_owners, save_alert, take_alerts_to_pass_on
from services.support.store.workers import find_worker
from services.support.usecases.alerts.find_staffing import find_staffing
from services.support.usecases.alerts.raise_alerts import tell
from services.support.usecases.alerts.read_clock import read_clock

AT_ONCE = 200


async def pass_on_alerts(story: Story) -> int:
    """Pass alerts on; how many.

    - Late: worker, coordinator, manager; each step once, and each with the same time in opening hours.
    - Away that day: the coordinator at once, or the queue, and the deadline stays.
    - The citizen has another worker now, by assignment, handover or change of method: the alert is that worker's, also
      where it waited in the queue or with the coordinator, and the time begins anew.
    """
    today = local_day(story.now)
    clock = await read_clock(story)
    owners = [await find_worker(story, reference) for reference in await list_owners(story)]
    away = [owner.reference for owner in owners if owner is not None and owner.is_away(today)]
    passed = 0
    for alert in await take_alerts_to_pass_on(story, away, AT_ONCE):
        staffing = await find_staffing(story, alert.cause.citizen_id, alert.worker_reference)
        changed = pass_on(alert, staffing, story.now, clock)
        if changed is None:
            continue
        await save_alert(story, changed)
        await tell(story, "alert_passed_on", changed)
        passed += 1
    return passed
