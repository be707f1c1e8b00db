"""A person acknowledges an alert, having done something about it."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from services.support.domain.alerts.alerts import Action, Alert, acknowledge
from services.support.store.alerts import get_alert, save_alert
from services.support.store.notices import list_notices_of
from services.support.usecases.alerts.raise_alerts import SENDERS, tell


async def acknowledge_alert(story: Story, alert_id: UUID, action: Action, version: int) -> Alert:
    """Acknowledge an alert.

    - Whoever it was with, any person of the team may; it is escalated no more, and asks for its outcome.
    - Who sent the notice hears that it is acknowledged, and no more.
    - Acknowledged twice: refused, naming who did and what.
    """
    alert = await get_alert(story, alert_id, lock=True)
    changed = acknowledge(alert, action, story.caller.person, story.now, version)
    await save_alert(story, changed)
    await tell(story, "alert_acknowledged", changed)
    for notice in await list_notices_of(story, alert.id):
        if notice.replaced_at is None:
            facts = {"reference": notice.sent.reference}
            kind = notice.sent.kind
            await record(story, f"{kind}_notice_acknowledged", notice.id, (SENDERS[kind],), facts=facts)
    return changed
