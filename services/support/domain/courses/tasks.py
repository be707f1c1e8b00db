"""What a person is asked to do when a date of a course is reached, and what closes it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid5

from kit.values.problems import Conflict, FieldError, Unprocessable
from kit.values.texts import Text
from services.support.domain.courses.courses import TaskKind


class TaskOutcome(StrEnum):
    """`noted` ends a phase; the need at a method's end is `need_met` or `need_remains`."""

    NOTED = "noted"
    NEED_MET = "need_met"
    NEED_REMAINS = "need_remains"


@dataclass(frozen=True, slots=True)
class Task:
    """A task that a date raised; `phase` is 0 where the method has no phases."""

    id: UUID
    referral_id: UUID
    kind: TaskKind
    phase: int
    due_at: datetime
    raised_at: datetime
    outcome: TaskOutcome | None
    done_at: datetime | None


class TaskDoneOtherwise(Conflict):
    slug = "task-done-otherwise"
    title = Text("Opgaven er allerede løst på en anden måde", "The task has already been done in another way")


_OUTCOMES = {
    TaskKind.PHASE_END: (TaskOutcome.NOTED,),
    TaskKind.ASSESS_NEED: (TaskOutcome.NEED_MET, TaskOutcome.NEED_REMAINS),
}


def task_id(referral_id: UUID, kind: TaskKind, phase: int) -> UUID:
    """The same date of the same course always raises the same task, so it cannot be raised twice."""
    return uuid5(referral_id, f"{kind.value} {phase}")


def needs_doing(task: Task, outcome: TaskOutcome) -> bool:
    """Whether the task is to be done; False where it was done so before.

    A need assessed as met closes the course and frees the place: one of the closings the method knows. A need that
    remains keeps the worker.
    """
    if outcome not in _OUTCOMES[task.kind]:
        allowed = ", ".join(_OUTCOMES[task.kind])
        text = Text(f"Denne opgave kan løses med: {allowed}", f"This task can be done with: {allowed}")
        raise Unprocessable(errors=[FieldError("/outcome", text)])
    if task.outcome is None:
        return True
    if task.outcome is outcome:
        return False
    raise TaskDoneOtherwise(extra={"outcome": task.outcome.value})
