"""Allocation tells that a citizen known by two identifiers is one."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.support.store.referrals import point_referrals_anew


async def merge_citizens(story: Story, old_citizen_id: UUID, citizen_id: UUID) -> int:
    """Let the referrals of the old identifier bear the one that stays; how many. The same again changes nothing."""
    if old_citizen_id == citizen_id:
        return 0
    moved = await point_referrals_anew(story, old_citizen_id, citizen_id)
    if moved:
        facts = {"old_citizen_id": old_citizen_id, "referrals": moved}
        await record(story, "citizens_merged", citizen_id, (Party.SUPPORT_TEAM,), facts=facts)
    return moved
