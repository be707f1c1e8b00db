"""A citizen has reached a goal, or has given it up."""

from datetime import date
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from services.support.domain.courses.access import Reader, reads_as
from services.support.domain.courses.goals import Goal, GoalState, needs_ending
from services.support.domain.courses.running import require_running
from services.support.store import goals
from services.support.store.referrals import get_referral


async def end_goal(story: Story, goal_id: UUID, reader: Reader, state: GoalState, ended_on: date) -> Goal:
    """Record that the citizen has reached a goal or given it up.

    - Neither ends the course; whether the need is met is assessed by a person, not counted in goals.
    - The same again changes nothing; another end is refused.
    """
    referral = await get_referral(story, (await goals.get_goal(story, goal_id)).referral_id, lock=True)
    reads_as(referral, reader)
    require_running(referral)
    goal = await goals.get_goal(story, goal_id)
    if not needs_ending(goal, state, ended_on, local_day(goal.set_at), local_day(story.now)):
        return goal
    await goals.end_goal(story, goal, state, ended_on)
    facts = {"goal_id": goal.id, "dimension": goal.dimension, "state": state, "ended_on": ended_on}
    await record(story, "goal_ended", goal.referral_id, (Party.SUPPORT_TEAM,), facts=facts)
    return await goals.get_goal(story, goal_id)
