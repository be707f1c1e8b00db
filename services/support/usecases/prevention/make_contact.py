"""Somebody has been in contact."""

from datetime import datetime
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from kit.values.problems import Unprocessable
from services.support.domain.prevention.concerns import (
    Concern,
    ConcernState,
    ContactChannel,
    errors_in_contact,
    require_no_contact,
    require_version,
)
from services.support.domain.prevention.deadlines import DeadlineKind
from services.support.store.concerns import change_concern, get_concern
from services.support.store.prevention import end_deadlines


async def make_contact(
    story: Story, concern_id: UUID, version: int, contacted_at: datetime, channel: ContactChannel
) -> Concern:
    """Record first contact: when, and how.

    - Once; between the moment the concern came and now.
    - It was in time where it was made by the deadline, whenever it is recorded.
    """
    concern = await get_concern(story, concern_id, lock=True)
    require_version(concern.version, version)
    require_no_contact(concern)
    errors = errors_in_contact(concern, contacted_at, story.now)
    if errors:
        raise Unprocessable(errors=errors)
    values = {
        "state": ConcernState.CONTACTED,
        "contacted_at": contacted_at,
        "contact_channel": channel,
        "contacted_by": story.caused_by,
    }
    changed = await change_concern(story, concern, values)
    await end_deadlines(story, concern_id, (DeadlineKind.FIRST_CONTACT,))
    told = {"channel": channel, "in_time": contacted_at <= concern.first_contact_due_at}
    await record(story, "first_contact_made", concern_id, (Party.SUPPORT_TEAM,), facts=told)
    return changed
