"""A goal that the citizen sets, with the steps towards it."""

from datetime import date
from uuid import UUID, uuid4

from kit.database.journal import record
from kit.database.stories import Story
from kit.database.vault import Vault
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import Unprocessable
from services.support.domain.courses.access import Reader, reads_as
from services.support.domain.courses.goals import Goal, GoalState, Step, errors_in_steps
from services.support.domain.courses.running import require_running
from services.support.domain.methods.dimensions import Dimension
from services.support.store.goals import add_goal
from services.support.store.referrals import get_referral

Steps = list[tuple[str, date]]


async def set_goal(
    story: Story, vault: Vault, referral_id: UUID, reader: Reader, dimension: Dimension, words: str, steps: Steps
) -> Goal:
    """Set a goal, in the citizen's own words.

    - Entered by the course's worker or a supervisor, while the course runs; encrypted at once.
    - No step is due before the goal is set.
    """
    referral = await get_referral(story, referral_id, lock=True)
    reads_as(referral, reader)
    require_running(referral)
    errors = errors_in_steps([due_on for _, due_on in steps], local_day(story.now))
    if errors:
        raise Unprocessable(errors=errors)
    goal_id = uuid4()
    plan = tuple(Step(uuid4(), goal_id, referral_id, vault.close(said), due_on, None) for said, due_on in steps)
    goal = Goal(goal_id, referral_id, dimension, vault.close(words), story.now, GoalState.OPEN, None, plan)
    await add_goal(story, goal, vault.mark)
    facts = {"goal_id": goal.id, "dimension": dimension, "steps": len(plan)}
    await record(story, "goal_set", referral_id, (Party.SUPPORT_TEAM,), facts=facts)
    return goal
