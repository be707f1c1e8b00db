"""A concern is closed, with what came of it."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.support.domain.prevention.concerns import (
    Concern,
    ConcernOutcome,
    ConcernState,
    require_closable,
    require_version,
)
from services.support.domain.prevention.deadlines import DeadlineKind
from services.support.store.concerns import change_concern, get_concern
from services.support.store.prevention import end_deadlines


async def close_concern(story: Story, concern_id: UUID, version: int, outcome: ConcernOutcome) -> Concern:
    """Close a concern; a person decides.

    - Once somebody has been in contact; a concern that is already known as another needs no contact of its own.
    - A matter on the contact line is answered and closed by itself.
    """
    concern = await get_concern(story, concern_id, lock=True)
    require_version(concern.version, version)
    require_closable(concern, outcome)
    values = {"state": ConcernState.CLOSED, "outcome": outcome, "closed_at": story.now}
    changed = await change_concern(story, concern, values)
    await end_deadlines(story, concern_id, (DeadlineKind.FIRST_CONTACT,))
    await record(story, "concern_closed", concern_id, (Party.SUPPORT_TEAM,), facts={"outcome": outcome})
    return changed
