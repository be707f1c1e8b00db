"""Allocation tells that a citizen known by two identifiers is one."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.support.store.merges import mark_duplicates, point_anew
from services.support.usecases.stays.merge_stays import merge_stays


async def merge_citizens(story: Story, old_citizen_id: UUID, citizen_id: UUID) -> int:
    """Let everything support keeps of the old identifier bear the one that stays; how many referrals.

    - The same again changes nothing.
    - Where a referral runs for each, the later one is marked as doubling the first: nobody loses a worker by it, and a
      person ends one.
    - Stays that overlap cannot be of one citizen: the one that moves is doubtful, and a person puts it right.
    - Refund days are counted anew of both.
    """
    if old_citizen_id == citizen_id:
        return 0
    doubled = await mark_duplicates(story, old_citizen_id, citizen_id)
    stays, doubtful = await merge_stays(story, old_citizen_id, citizen_id)
    moved = {"stay": stays, **await point_anew(story, old_citizen_id, citizen_id)}
    if any(moved.values()):
        facts = {
            "old_citizen_id": old_citizen_id,
            "moved": {name: rows for name, rows in moved.items() if rows},
            "doubled_referrals": [str(each) for each in doubled],
            "doubtful_stays": [str(each) for each in doubtful],
        }
        await record(story, "citizens_merged", citizen_id, (Party.SUPPORT_TEAM,), facts=facts)
    return moved["referral"]
