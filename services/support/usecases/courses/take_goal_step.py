"""A step towards a goal has been taken."""

from datetime import date
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from services.support.domain.courses.access import Reader, reads_as
from services.support.domain.courses.goals import Goal, needs_taking
from services.support.domain.courses.running import require_running
from services.support.store.goals import get_goal, get_step, take_step
from services.support.store.referrals import get_referral


async def take_goal_step(story: Story, step_id: UUID, reader: Reader, done_on: date) -> Goal:
    """Record that a step was taken, and when; the same day again changes nothing, another is refused."""
    referral = await get_referral(story, (await get_step(story, step_id)).referral_id, lock=True)
    reads_as(referral, reader)
    require_running(referral)
    step = await get_step(story, step_id)
    goal = await get_goal(story, step.goal_id)
    if not needs_taking(step, done_on, local_day(goal.set_at), local_day(story.now)):
        return goal
    await take_step(story, step, done_on)
    facts = {"goal_id": goal.id, "step_id": step.id, "done_on": done_on}
    await record(story, "goal_step_taken", goal.referral_id, (Party.SUPPORT_TEAM,), facts=facts)
    return await get_goal(story, goal.id)
