"""The goals of a course are read, which is journaled."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.support.domain.courses.access import Reader, reads_as
from services.support.domain.courses.goals import Goal
from services.support.store.goals import list_goals
from services.support.store.referrals import get_referral


async def read_goals(story: Story, referral_id: UUID, reader: Reader) -> list[Goal]:
    """Read the citizen's goals and steps.

    - By the course's worker while it runs, or by a supervisor.
    - Each reading is journaled: who, when, and in what capacity.
    """
    capacity = reads_as(await get_referral(story, referral_id), reader)
    found = await list_goals(story, referral_id)
    facts = {"goals": len(found), "as": capacity}
    await record(story, "goals_read", referral_id, (Party.SUPPORT_TEAM,), facts=facts)
    return found
