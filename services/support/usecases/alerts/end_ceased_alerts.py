"""What is no longer to be warned of ends, and the record says so."""

from kit.database.stories import Story
from services.support.store.alert_causes import take_ceased
from services.support.store.alerts import get_alert
from services.support.usecases.alerts.cease_follow_up import cease_alert

AT_ONCE = 200


async def end_ceased_alerts(story: Story) -> int:
    """End alerts whose cause is gone: the offer has a worker or has ended, the phase is planned, the stay is over."""
    gone = await take_ceased(story, AT_ONCE)
    for alert_id in gone:
        await cease_alert(story, await get_alert(story, alert_id))
    return len(gone)
