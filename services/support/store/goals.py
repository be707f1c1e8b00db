"""Goals and their steps as rows, and back; the words stay closed in here."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col, select

from kit.database.stories import Story
from kit.values.problems import NotFound
from services.support.domain.courses.goals import Goal, GoalState, Step
from services.support.domain.methods.dimensions import Dimension
from services.support.store import tables


def _step(row: tables.GoalStep) -> Step:
    return Step(**{name: getattr(row, name) for name in Step.__dataclass_fields__})


def _goal(row: tables.Goal, steps: Sequence[Step]) -> Goal:
    own = {name: getattr(row, name) for name in Goal.__dataclass_fields__ if name != "steps"}
    typed = {"dimension": Dimension(row.dimension), "state": GoalState(row.state)}
    return Goal(**own | typed, steps=tuple(step for step in steps if step.goal_id == row.id))


async def add_goal(story: Story, goal: Goal, mark: str) -> None:
    """Store a goal and its steps, encrypted under the key marked."""
    own = {name: getattr(goal, name) for name in Goal.__dataclass_fields__ if name != "steps"}
    story.session.add(tables.Goal(municipality_code=story.municipality_code, key_mark=mark, **own))
    for step in goal.steps:
        await add_step(story, step, mark)
    await story.session.flush()


async def add_step(story: Story, step: Step, mark: str) -> None:
    """Store a step, encrypted under the key marked."""
    own = {name: getattr(step, name) for name in Step.__dataclass_fields__}
    story.session.add(tables.GoalStep(municipality_code=story.municipality_code, key_mark=mark, **own))
    await story.session.flush()


async def list_goals(story: Story, referral_id: UUID) -> list[Goal]:
    """Every goal of the course with its steps, earliest first."""
    row = tables.Goal
    query = (
        select(row)
        .where(row.municipality_code == story.municipality_code, row.referral_id == referral_id)
        .order_by(col(row.set_at), col(row.id))
    )
    steps = await list_steps(story, referral_id)
    return [_goal(each, steps) for each in (await story.session.exec(query)).all()]


async def list_steps(story: Story, referral_id: UUID) -> list[Step]:
    """Every step of the course, by when it is due."""
    row = tables.GoalStep
    query = (
        select(row)
        .where(row.municipality_code == story.municipality_code, row.referral_id == referral_id)
        .order_by(col(row.due_on), col(row.id))
    )
    return [_step(each) for each in (await story.session.exec(query)).all()]


async def get_goal(story: Story, goal_id: UUID) -> Goal:
    """The goal with its steps, or NotFound."""
    row = await story.session.get(tables.Goal, (story.municipality_code, goal_id), populate_existing=True)
    if row is None:
        raise NotFound
    return _goal(row, await list_steps(story, row.referral_id))


async def get_step(story: Story, step_id: UUID) -> Step:
    """The step, or NotFound."""
    row = await story.session.get(tables.GoalStep, (story.municipality_code, step_id), populate_existing=True)
    if row is None:
        raise NotFound
    return _step(row)


async def end_goal(story: Story, goal: Goal, state: GoalState, ended_on: date) -> None:
    """Store that the goal has been reached, or given up."""
    row = tables.Goal
    await story.execute(
        update(row)
        .where(col(row.municipality_code) == story.municipality_code, col(row.id) == goal.id)
        .values(state=state, ended_on=ended_on)
    )


async def take_step(story: Story, step: Step, done_on: date) -> None:
    """Store that the step has been taken."""
    row = tables.GoalStep
    await story.execute(
        update(row)
        .where(col(row.municipality_code) == story.municipality_code, col(row.id) == step.id)
        .values(done_on=done_on)
    )
