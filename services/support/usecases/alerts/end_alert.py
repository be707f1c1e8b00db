"""A person says what came of an alert."""

from uuid import UUID

from kit.database.stories import Story
from services.support.domain.alerts.alerts import Alert, AlertOutcome, end
from services.support.store.alerts import get_alert, save_alert
from services.support.usecases.alerts.raise_alerts import tell


async def end_alert(story: Story, alert_id: UUID, outcome: AlertOutcome, version: int) -> Alert:
    """End an alert with its outcome; only one that is acknowledged, and only as its kind can end."""
    changed = end(await get_alert(story, alert_id, lock=True), outcome, story.now, version)
    await save_alert(story, changed)
    await tell(story, "alert_ended", changed)
    return changed
