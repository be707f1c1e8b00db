"""The citizen's own goals, in the citizen's words, and the steps towards them."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from kit.database.vault import Vault
from kit.web.common import PROBLEMS
from kit.web.models import ApiModel, Day
from kit.web.requests import CurrentStory, StoryRoute
from services.support.api.callers import CurrentReader, CurrentVault, NoteReader, NoteWriter
from services.support.domain.courses.goals import Goal, GoalState
from services.support.domain.methods.dimensions import Dimension
from services.support.usecases.courses.add_goal_step import add_goal_step
from services.support.usecases.courses.end_goal import end_goal
from services.support.usecases.courses.read_goals import read_goals
from services.support.usecases.courses.set_goal import set_goal
from services.support.usecases.courses.take_goal_step import take_goal_step

router = APIRouter(prefix="/v1", tags=["goals"], route_class=StoryRoute, responses=PROBLEMS)

GoalWords = Annotated[str, Field(min_length=1, max_length=500, pattern=r"\S")]


class StepIn(ApiModel):
    """What is to be done, in the citizen's words, and by when."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"words": "Ringe til lægen", "due_on": "2025-03-10"}]})

    words: GoalWords
    due_on: Day


class GoalIn(ApiModel):
    """What the citizen wants, in the citizen's words."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "dimension": "surroundings",
                    "words": "Jeg vil have fisk i et akvarium",
                    "steps": [{"words": "Se på akvarier", "due_on": "2025-03-10"}],
                }
            ]
        }
    )

    dimension: Dimension
    words: GoalWords
    steps: list[StepIn] = Field(default=[], max_length=20)


class GoalEndIn(ApiModel):
    """The citizen has reached the goal, or has given it up."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"state": "reached", "ended_on": "2025-03-03"}]})

    state: GoalState
    ended_on: Day


class StepTakenIn(ApiModel):
    """The day the step was taken."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"done_on": "2025-03-03"}]})

    done_on: Day


class StepOut(BaseModel):
    """A step without its words."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    due_on: date
    done_on: date | None


class GoalOut(BaseModel):
    """A goal and its steps without their words."""

    id: UUID
    course_id: UUID
    dimension: Dimension
    set_at: datetime
    state: GoalState
    ended_on: date | None
    steps: list[StepOut]

    @staticmethod
    def of(goal: Goal) -> "GoalOut":
        own = {name: getattr(goal, name) for name in GoalOut.model_fields if hasattr(goal, name)}
        return GoalOut(course_id=goal.referral_id, **own | {"steps": [StepOut.model_validate(s) for s in goal.steps]})


class StepInWordsOut(StepOut):
    """A step in full."""

    words: str


class GoalInWordsOut(BaseModel):
    """A goal and its steps in full."""

    id: UUID
    course_id: UUID
    dimension: Dimension
    words: str
    set_at: datetime
    state: GoalState
    ended_on: date | None
    steps: list[StepInWordsOut]

    @staticmethod
    def opened(goal: Goal, vault: Vault) -> "GoalInWordsOut":
        own = GoalOut.of(goal).model_dump(exclude={"steps"})
        steps = [
            StepInWordsOut(id=step.id, due_on=step.due_on, done_on=step.done_on, words=vault.open(step.words))
            for step in goal.steps
        ]
        return GoalInWordsOut(**own, words=vault.open(goal.words), steps=steps)


@router.post("/courses/{course_id}/goals", summary="Set a goal of the citizen's", name="set_goal", status_code=201)
async def set_one(
    course_id: UUID, body: GoalIn, story: CurrentStory, _: NoteWriter, reader: CurrentReader, vault: CurrentVault
) -> GoalOut:
    """By the course's own worker, or a supervisor, in the citizen's words: they are encrypted and never sent back
    here. A course that has ended takes no more goals (409)."""
    steps = [(step.words, step.due_on) for step in body.steps]
    return GoalOut.of(await set_goal(story, vault, course_id, reader, body.dimension, body.words, steps))


@router.get("/courses/{course_id}/goals", summary="Read the citizen's goals", name="read_goals")
async def read(
    course_id: UUID, story: CurrentStory, _: NoteReader, reader: CurrentReader, vault: CurrentVault
) -> list[GoalInWordsOut]:
    """By the course's own worker while the course runs, or a supervisor. Each reading is journaled."""
    return [GoalInWordsOut.opened(goal, vault) for goal in await read_goals(story, course_id, reader)]


@router.post("/goals/{goal_id}/steps", summary="Add a step towards a goal", name="add_goal_step", status_code=201)
async def add_step(
    goal_id: UUID, body: StepIn, story: CurrentStory, _: NoteWriter, reader: CurrentReader, vault: CurrentVault
) -> GoalOut:
    """To an open goal of a course that runs."""
    return GoalOut.of(await add_goal_step(story, vault, goal_id, reader, body.words, body.due_on))


@router.post("/goal-steps/{step_id}/completion", summary="Take a step towards a goal", name="take_goal_step")
async def take_step(
    step_id: UUID, body: StepTakenIn, story: CurrentStory, _: NoteWriter, reader: CurrentReader
) -> GoalOut:
    """The same day again is the same step taken; another day is refused (409)."""
    return GoalOut.of(await take_goal_step(story, step_id, reader, body.done_on))


@router.post("/goals/{goal_id}/end", summary="Reach a goal, or give it up", name="end_goal")
async def end(goal_id: UUID, body: GoalEndIn, story: CurrentStory, _: NoteWriter, reader: CurrentReader) -> GoalOut:
    """It ends the goal and not the course. The same again is answered as before; another end is refused (409)."""
    return GoalOut.of(await end_goal(story, goal_id, reader, body.state, body.ended_on))
