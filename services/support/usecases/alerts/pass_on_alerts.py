"""An alert that nobody acknowledges goes on; one whose owner is away goes on at once."""

from kit.database.stories import Story
from kit.values.calendar import local_day
from services.support.domain.alerts.alerts import pass_on
from services.support.domain.alerts.terms import terms_on
from services.support.store.alerts import list_owners, list_terms, save_alert, take_alerts_to_pass_on
from services.support.store.workers import find_worker
from services.support.usecases.alerts.find_staffing import find_staffing
from services.support.usecases.alerts.raise_alerts import tell

AT_ONCE = 200


async def pass_on_alerts(story: Story) -> int:
    """Pass alerts on; how many.

    - Late: worker, coordinator, manager; each step once, and each with the same time in opening hours.
    - Away that day: the coordinator at once, or the queue, and the deadline stays.
    - The citizen has another worker now: the alert is that worker's.
    """
    today = local_day(story.now)
    terms = terms_on(await list_terms(story), today)
    owners = [await find_worker(story, reference) for reference in await list_owners(story)]
    away = [owner.reference for owner in owners if owner is not None and owner.is_away(today)]
    passed = 0
    for alert in await take_alerts_to_pass_on(story, away, AT_ONCE):
        changed = pass_on(alert, await find_staffing(story, alert.cause.citizen_id), story.now, terms)
        if changed is None:
            continue
        await save_alert(story, changed)
        await tell(story, "alert_passed_on", changed)
        passed += 1
    return passed
