"""What is to be done while a citizen is in a shelter, from the first day on, so that the stay leads to a home."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid5

from kit.values.problems import Conflict
from kit.values.texts import Text
from services.support.domain.stays.terms import StayTerms


class StayTaskKind(StrEnum):
    """A meeting, the action plan (§ 142), a nomination to a home, and support decided before the discharge.

    Without the last there is no refund for support (§ 85 a) or temporary residence (§ 107) afterwards.
    """

    MEETING = "meeting"
    ACTION_PLAN = "action_plan"
    NOMINATION = "nomination"
    SUPPORT_DECISION = "support_decision"


class StayTaskOutcome(StrEnum):
    """How a task ended: a person did it or found it not needed, or the stay ended first."""

    DONE = "done"
    NOT_NEEDED = "not_needed"
    STAY_ENDED = "stay_ended"


@dataclass(frozen=True, slots=True)
class StayTask:
    """A task of a stay; `raised_at` once its day has come and it was not done."""

    id: UUID
    stay_id: UUID
    kind: StayTaskKind
    due_on: date
    due_at: datetime
    raised_at: datetime | None
    outcome: StayTaskOutcome | None
    done_at: datetime | None


class StayTaskDoneOtherwise(Conflict):
    slug = "stay-task-done-otherwise"
    title = Text("Opgaven er allerede afsluttet på en anden måde", "The task has already ended in another way")


def stay_task_id(stay_id: UUID, kind: StayTaskKind) -> UUID:
    """The same kind of task of the same stay is always the same task."""
    return uuid5(stay_id, kind.value)


def task_days(admitted_on: date, terms: StayTerms) -> Mapping[StayTaskKind, date]:
    """The day on which each task falls due, counted from the admission by the choices in force on it."""
    days = {
        StayTaskKind.MEETING: terms.meeting_days,
        StayTaskKind.ACTION_PLAN: terms.action_plan_days,
        StayTaskKind.NOMINATION: terms.nomination_days,
        StayTaskKind.SUPPORT_DECISION: terms.support_decision_days,
    }
    return {kind: admitted_on + timedelta(days=count) for kind, count in days.items()}


def needs_ending(task: StayTask, outcome: StayTaskOutcome) -> bool:
    """Whether the task is to be ended so; False where it was before. Another end is refused."""
    if task.outcome is None:
        return True
    if task.outcome is outcome:
        return False
    raise StayTaskDoneOtherwise(extra={"outcome": task.outcome.value})
