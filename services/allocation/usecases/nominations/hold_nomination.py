"""A nomination taken in hand to be changed."""

from uuid import UUID

from kit.database.stories import Story
from kit.values.problems import PreconditionFailed
from services.allocation.domain.nominations.nomination import Nomination
from services.allocation.domain.nominations.situations import UNDER_WAY
from services.allocation.domain.nominations.ways import NominationOver
from services.allocation.store.nominations import get_nomination


async def hold_nomination(story: Story, nomination_id: UUID, version: int) -> Nomination:
    """The nomination, locked, in the version that the caller has read."""
    nomination = await get_nomination(story, nomination_id, lock=True)
    if nomination.version != version:
        raise PreconditionFailed
    return nomination


async def hold_under_way(story: Story, nomination_id: UUID, version: int) -> Nomination:
    """The same, where it is not over."""
    nomination = await hold_nomination(story, nomination_id, version)
    if nomination.status not in UNDER_WAY:
        raise NominationOver
    return nomination
