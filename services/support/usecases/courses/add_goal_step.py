"""One more step towards a goal."""

from datetime import date
from uuid import UUID, uuid4

from kit.database.journal import record
from kit.database.stories import Story
from kit.database.vault import Vault
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import FieldError, Unprocessable
from kit.values.texts import Text
from services.support.domain.courses.access import Reader, reads_as
from services.support.domain.courses.goals import Goal, GoalEndedOtherwise, GoalState, Step
from services.support.domain.courses.running import require_running
from services.support.store.goals import add_step, get_goal
from services.support.store.referrals import get_referral

MOST_STEPS = 50


async def add_goal_step(story: Story, vault: Vault, goal_id: UUID, reader: Reader, words: str, due_on: date) -> Goal:
    """Add a step to an open goal of a course that runs; it is not due before the goal was set."""
    referral = await get_referral(story, (await get_goal(story, goal_id)).referral_id, lock=True)
    reads_as(referral, reader)
    require_running(referral)
    goal = await get_goal(story, goal_id)
    if goal.state is not GoalState.OPEN:
        raise GoalEndedOtherwise(extra={"state": goal.state.value})
    if due_on < local_day(goal.set_at):
        text = Text("Skridtet ligger før målet blev sat.", "The step is due before the goal was set.")
        raise Unprocessable(errors=[FieldError("/due_on", text)])
    if len(goal.steps) >= MOST_STEPS:
        text = Text(f"Et mål har højst {MOST_STEPS} skridt.", f"A goal has at most {MOST_STEPS} steps.")
        raise Unprocessable(errors=[FieldError("/words", text)])
    step = Step(uuid4(), goal_id, goal.referral_id, vault.close(words), due_on, None)
    await add_step(story, step, vault.mark)
    facts = {"goal_id": goal_id, "step_id": step.id, "due_on": due_on}
    await record(story, "goal_step_added", goal.referral_id, (Party.SUPPORT_TEAM,), facts=facts)
    return await get_goal(story, goal_id)
