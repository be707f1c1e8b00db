"""What is next for a citizen: there is always something, since a course without a next step is a course forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kit.values.calendar import local_day, midnight_ending
from services.support.domain.courses.tasks import Task
from services.support.domain.courses.visits import Visit, VisitStatus


class NextKind(StrEnum):
    """What a worker does next."""

    RECORD_VISIT = "record_visit"
    DO_TASK = "do_task"
    KEEP_VISIT = "keep_visit"
    PLAN_VISIT = "plan_visit"


@dataclass(frozen=True, slots=True)
class NextAction:
    """What is next, by when, and the visit or task that it is about."""

    kind: NextKind
    at: datetime | None = None
    visit: Visit | None = None
    task: Task | None = None


def next_action(tasks: Sequence[Task], visits: Sequence[Visit], now: datetime) -> NextAction:
    """What is next for one citizen.

    - First a visit that has been and that nobody has recorded: until then nobody knows whether it was kept.
    - Then the task that has been due longest.
    - Then whichever comes first of the next visit and the next task.
    - Where nothing lies ahead, a visit is to be planned.
    """
    planned = sorted(
        (visit for visit in visits if visit.status is VisitStatus.PLANNED), key=lambda visit: visit.plan.starts_at
    )
    todo = sorted((task for task in tasks if task.outcome is None), key=lambda task: task.due_at)
    been = next((visit for visit in planned if visit.plan.ends_at <= now), None)
    if been is not None:
        return NextAction(NextKind.RECORD_VISIT, been.plan.ends_at, visit=been)
    task = todo[0] if todo else None
    visit = planned[0] if planned else None
    if task is not None and (task.due_at <= now or visit is None or task.due_at < visit.plan.starts_at):
        return NextAction(NextKind.DO_TASK, task.due_at, task=task)
    if visit is not None:
        return NextAction(NextKind.KEEP_VISIT, visit.plan.starts_at, visit=visit)
    return NextAction(NextKind.PLAN_VISIT)


def visits_on(visits: Sequence[Visit], day: date) -> list[Visit]:
    """The visits of a local day, and those before it that nobody has recorded; earliest first."""
    found = [
        visit
        for visit in visits
        if local_day(visit.plan.starts_at) == day
        or (visit.status is VisitStatus.PLANNED and local_day(visit.plan.starts_at) < day)
    ]
    return sorted(found, key=lambda visit: visit.plan.starts_at)


def tasks_due_by(tasks: Sequence[Task], day: date) -> list[Task]:
    """The open tasks that are due before the day ends; longest due first."""
    ending = midnight_ending(day)
    due = [task for task in tasks if task.outcome is None and task.due_at <= ending]
    return sorted(due, key=lambda task: task.due_at)
