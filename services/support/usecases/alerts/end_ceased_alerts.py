"""What is no longer to be warned of ends, and the record says so."""

from kit.database.stories import Story
from services.support.domain.alerts.alerts import cease
from services.support.store.alert_causes import take_ceased
from services.support.store.alerts import get_alert, save_alert
from services.support.usecases.alerts.raise_alerts import tell

AT_ONCE = 200


async def end_ceased_alerts(story: Story) -> int:
    """End alerts whose cause is gone: the offer has a worker or has ended, the phase is planned, the stay is over."""
    gone = await take_ceased(story, AT_ONCE)
    for alert_id in gone:
        alert = cease(await get_alert(story, alert_id), story.now)
        await save_alert(story, alert)
        await tell(story, "alert_ceased", alert)
    return len(gone)
