"""The citizen's own goals, in the citizen's words, and the steps towards them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from kit.values.problems import Conflict, FieldError, Unprocessable
from kit.values.texts import Text
from services.support.domain.methods.dimensions import Dimension


class GoalState(StrEnum):
    """A goal is open until the citizen has reached it, or has given it up."""

    OPEN = "open"
    REACHED = "reached"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the action plan; `words` are closed here."""

    id: UUID
    goal_id: UUID
    referral_id: UUID
    words: bytes
    due_on: date
    done_on: date | None


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal with its steps, earliest first; `words` are closed here."""

    id: UUID
    referral_id: UUID
    dimension: Dimension
    words: bytes
    set_at: datetime
    state: GoalState
    ended_on: date | None
    steps: tuple[Step, ...] = ()


class GoalEndedOtherwise(Conflict):
    slug = "goal-ended-otherwise"
    title = Text("Målet er allerede afsluttet", "The goal has already ended")


class StepTakenOtherwise(Conflict):
    slug = "step-taken-otherwise"
    title = Text("Skridtet er allerede taget en anden dag", "The step has already been taken on another day")


def errors_in_steps(due: list[date], set_on: date, at: str = "/steps") -> list[FieldError]:
    """Each step that was due before the goal was set, at its field."""
    text = Text("Skridtet ligger før målet blev sat.", "The step is due before the goal was set.")
    return [FieldError(f"{at}/{index}/due_on", text) for index, day in enumerate(due) if day < set_on]


def needs_ending(goal: Goal, state: GoalState, ended_on: date, set_on: date, today: date) -> bool:
    """Whether the goal is to end so; False where it did before. Raises where it ends otherwise, or makes no sense."""
    errors = []
    if state is GoalState.OPEN:
        errors.append(FieldError("/state", Text("Angiv reached eller given_up.", "Say reached or given_up.")))
    if not set_on <= ended_on <= today:
        text = Text("Dagen ligger før målet blev sat eller fremme.", "The day is before the goal was set, or ahead.")
        errors.append(FieldError("/ended_on", text))
    if errors:
        raise Unprocessable(errors=errors)
    if goal.state is GoalState.OPEN:
        return True
    if (goal.state, goal.ended_on) == (state, ended_on):
        return False
    raise GoalEndedOtherwise(extra={"state": goal.state.value})


def needs_taking(step: Step, done_on: date, set_on: date, today: date) -> bool:
    """Whether the step is to be taken; False where it was that day. Raises where it was another day."""
    if not set_on <= done_on <= today:
        text = Text("Dagen ligger før målet blev sat eller fremme.", "The day is before the goal was set, or ahead.")
        raise Unprocessable(errors=[FieldError("/done_on", text)])
    if step.done_on is None:
        return True
    if step.done_on == done_on:
        return False
    raise StepTakenOtherwise(extra={"done_on": step.done_on.isoformat()})
