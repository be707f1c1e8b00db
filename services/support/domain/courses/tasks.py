"""What a person is asked to do when a date of a course is reached, and what closes it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid5

from kit.values.calendar import due_after_working_days
from kit.values.problems import Conflict, FieldError, Unprocessable
from kit.values.texts import Text
from services.support.domain.courses.courses import TaskKind
from services.support.domain.courses.terms import CourseTerms


class TaskOutcome(StrEnum):
    """How a task was done: `noted` where there is nothing to choose.

    The need at a method's end is `need_met` or `need_remains`, the home at a check `home_kept` or `home_lost`. Nobody
    chooses `fell_away`: the course ended, or what was asked for happened, before anybody did the task.
    """

    NOTED = "noted"
    NEED_MET = "need_met"
    NEED_REMAINS = "need_remains"
    HOME_KEPT = "home_kept"
    HOME_LOST = "home_lost"
    FELL_AWAY = "fell_away"


class LossReason(StrEnum):
    """Why a home was not kept."""

    EVICTED = "evicted"
    GAVE_UP_TENANCY = "gave_up_tenancy"
    MOVED_TO_OTHER_HOME = "moved_to_other_home"
    MOVED_TO_RESIDENCE = "moved_to_residence"
    MOVED_TO_OTHER_MUNICIPALITY = "moved_to_other_municipality"
    IN_PRISON = "in_prison"
    DIED = "died"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Task:
    """A task; `phase` is which of its kind: the phase that ends, the months of a home check, the number of an attempt.

    `remind_at` is when it is reminded of, once, if nobody has done it.
    """

    id: UUID
    referral_id: UUID
    kind: TaskKind
    phase: int
    due_at: datetime
    raised_at: datetime
    outcome: TaskOutcome | None
    done_at: datetime | None
    reason: LossReason | None = None
    remind_at: datetime | None = None
    reminded_at: datetime | None = None


class TaskDoneOtherwise(Conflict):
    slug = "task-done-otherwise"
    title = Text("Opgaven er allerede løst på en anden måde", "The task has already been done in another way")


_OUTCOMES = {
    TaskKind.PHASE_END: (TaskOutcome.NOTED,),
    TaskKind.ASSESS_NEED: (TaskOutcome.NEED_MET, TaskOutcome.NEED_REMAINS),
    TaskKind.BUILD_CONTACT: (TaskOutcome.NOTED,),
    TaskKind.NEXT_ATTEMPT: (TaskOutcome.NOTED,),
    TaskKind.CONFIRM_WISH: (TaskOutcome.NOTED,),
    TaskKind.HOME_CHECK: (TaskOutcome.HOME_KEPT, TaskOutcome.HOME_LOST),
    TaskKind.ASSESS_REFERRAL: (TaskOutcome.NOTED,),
    TaskKind.ASSIGN_WORKER: (TaskOutcome.NOTED,),
}


def task_id(referral_id: UUID, kind: TaskKind, phase: int) -> UUID:
    """The same date of the same course always raises the same task, so it cannot be raised twice."""
    return uuid5(referral_id, f"{kind.value} {phase}")


def new_task(referral_id: UUID, kind: TaskKind, number: int, due_at: datetime, now: datetime) -> Task:
    """A task that nobody has done yet."""
    return Task(task_id(referral_id, kind, number), referral_id, kind, number, due_at, now, None, None)


def remind_at(task: Task, terms: CourseTerms) -> datetime:
    """When a task that nobody has done is reminded of: so many whole working days after somebody could be late.

    A task is raised by a sweep, which may come after the day itself; nobody is late before it was raised.
    """
    return due_after_working_days(max(task.due_at, task.raised_at), terms.reminder_days)


def needs_doing(task: Task, outcome: TaskOutcome, reason: LossReason | None = None) -> bool:
    """Whether the task is to be done; False where it was done so before.

    A need assessed as met closes the course and frees the place: one of the closings the method knows. A need that
    remains keeps the worker. A home that was lost says why.
    """
    errors = _errors_in_outcome(task, outcome, reason)
    if errors:
        raise Unprocessable(errors=errors)
    if task.outcome is None:
        return True
    if task.outcome is outcome and task.reason is reason:
        return False
    raise TaskDoneOtherwise(extra={"outcome": task.outcome.value})


def _errors_in_outcome(task: Task, outcome: TaskOutcome, reason: LossReason | None) -> list[FieldError]:
    if outcome not in _OUTCOMES[task.kind]:
        allowed = ", ".join(_OUTCOMES[task.kind])
        text = Text(f"Denne opgave kan løses med: {allowed}", f"This task can be done with: {allowed}")
        return [FieldError("/outcome", text)]
    lost = outcome is TaskOutcome.HOME_LOST
    if lost and reason is None:
        return [FieldError("/reason", Text("Angiv, hvorfor boligen er tabt.", "Say why the home was lost."))]
    if reason is not None and not lost:
        text = Text("Kun en tabt bolig har en årsag.", "Only a home that was lost has a reason.")
        return [FieldError("/reason", text)]
    return []
