"""A sanction that is no more leaves no question about the rent."""

from kit.database.stories import Story
from services.support.domain.alerts.alerts import RUNNING, Alert, cease
from services.support.domain.alerts.notices import Notice, follow_up_cause
from services.support.store.alerts import find_alert, save_alert
from services.support.usecases.alerts.raise_alerts import tell


async def cease_follow_up(story: Story, notice: Notice) -> None:
    """End the question about the rent that a notice has raised, if it has raised one that nobody has answered."""
    alert = await find_alert(story, follow_up_cause(notice).alert_id(), lock=True)
    if alert is not None:
        await cease_alert(story, alert)


async def cease_alert(story: Story, alert: Alert) -> None:
    """End the alert as one without a cause, and record it; one that has ended stays as it is."""
    if alert.state in RUNNING:
        ceased = cease(alert, story.now)
        await save_alert(story, ceased)
        await tell(story, "alert_ceased", ceased)
