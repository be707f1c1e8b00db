"""The dates of courses, and the tasks they raise."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from kit.database.stories import Story
from kit.values.calendar import local_day, midnight_ending
from kit.values.problems import NotFound
from services.support.domain.courses.courses import Milestone, TaskKind
from services.support.domain.courses.tasks import LossReason, Task, TaskOutcome, new_task, remind_at
from services.support.domain.courses.terms import CourseTerms
from services.support.store import tables

FIELDS = tuple(Task.__dataclass_fields__)


async def save_dates(story: Story, referral_id: UUID, milestones: Sequence[Milestone]) -> None:
    """Store when the course's tasks fall due: at local midnight, when the day of the milestone begins."""
    rows = [
        {
            "municipality_code": story.municipality_code,
            "referral_id": referral_id,
            "kind": milestone.kind,
            "phase": milestone.phase or 0,
            "due_at": midnight_ending(milestone.on - timedelta(days=1)),
        }
        for milestone in milestones
    ]
    if rows:
        await story.execute(insert(tables.CourseDate).values(rows).on_conflict_do_nothing())


async def drop_dates(story: Story, referral_id: UUID, kinds: Sequence[TaskKind]) -> None:
    """Ask nobody any more for what these dates and open tasks of the course would have asked."""
    date_row, task_row = tables.CourseDate, tables.Task
    await story.execute(
        update(date_row)
        .where(
            col(date_row.municipality_code) == story.municipality_code,
            col(date_row.referral_id) == referral_id,
            col(date_row.kind).in_(kinds),
            col(date_row.raised_at).is_(None),
        )
        .values(dropped_at=story.now)
    )
    await story.execute(
        update(task_row)
        .where(
            col(task_row.municipality_code) == story.municipality_code,
            col(task_row.referral_id) == referral_id,
            col(task_row.kind).in_(kinds),
            col(task_row.outcome).is_(None),
        )
        .values(outcome=TaskOutcome.FELL_AWAY, done_at=story.now)
    )


async def raise_due_tasks(story: Story, terms: CourseTerms) -> list[Task]:
    """Turn each date that has come into a task, once; another sweep at the same moment leaves them alone."""
    row = tables.CourseDate
    query = (
        select(row)
        .where(
            row.municipality_code == story.municipality_code,
            col(row.due_at) <= story.now,
            col(row.raised_at).is_(None),
            col(row.dropped_at).is_(None),
        )
        .order_by(col(row.due_at), col(row.referral_id))
        .with_for_update(skip_locked=True)
    )
    raised = []
    for each in (await story.session.exec(query)).all():
        task = new_task(each.referral_id, TaskKind(each.kind), each.phase, each.due_at, story.now)
        raised.append(await add_task(story, task, terms))
        each.raised_at = story.now
    await story.session.flush()
    return raised


async def add_task(story: Story, task: Task, terms: CourseTerms) -> Task:
    """Store a task with the moment it is reminded of; the same one again is left as it is."""
    task = replace(task, remind_at=remind_at(task, terms))
    values = {name: getattr(task, name) for name in FIELDS}
    statement = insert(tables.Task).values(municipality_code=story.municipality_code, **values)
    await story.execute(statement.on_conflict_do_nothing())
    return task


async def next_number(story: Story, referral_id: UUID, kind: TaskKind) -> int:
    """The number of the next task or date of the kind in the course, from 1; the referral's row is ours meanwhile."""
    last = 0
    for row in (tables.CourseDate, tables.Task):
        query = select(func.coalesce(func.max(row.phase), 0)).where(
            row.municipality_code == story.municipality_code, row.referral_id == referral_id, row.kind == kind
        )
        last = max(last, (await story.session.exec(query)).one())
    return last + 1


async def take_overdue_tasks(story: Story) -> list[Task]:
    """Mark each task that nobody has done in time as reminded of, once; those marked now."""
    row = tables.Task
    query = (
        select(row)
        .where(
            row.municipality_code == story.municipality_code,
            col(row.remind_at) <= story.now,
            col(row.outcome).is_(None),
            col(row.reminded_at).is_(None),
        )
        .order_by(col(row.remind_at), col(row.id))
        .with_for_update(skip_locked=True)
    )
    overdue = (await story.session.exec(query)).all()
    for each in overdue:
        each.reminded_at = story.now
    await story.session.flush()
    return [read_task(each) for each in overdue]


def read_task(row: tables.Task) -> Task:
    """The task that a row holds."""
    own = {name: getattr(row, name) for name in FIELDS}
    typed = {
        "kind": TaskKind(row.kind),
        "outcome": TaskOutcome(row.outcome) if row.outcome else None,
        "reason": LossReason(row.reason) if row.reason else None,
    }
    return Task(**own | typed)


async def get_task(story: Story, task: UUID, *, lock: bool = True) -> Task:
    """The task, with `lock` this story's to change; or NotFound."""
    row = await story.session.get(
        tables.Task,
        (story.municipality_code, task),
        with_for_update=True if lock else None,
        populate_existing=True,
    )
    if row is None:
        raise NotFound
    return read_task(row)


async def list_tasks(story: Story, *, done: bool | None, after: UUID | None, limit: int) -> list[Task]:
    """A page of the municipality's tasks, by identifier."""
    row = tables.Task
    query = select(row).where(row.municipality_code == story.municipality_code).order_by(col(row.id)).limit(limit)
    if done is not None:
        query = query.where(col(row.outcome).is_not(None) if done else col(row.outcome).is_(None))
    if after is not None:
        query = query.where(col(row.id) > after)
    return [read_task(each) for each in (await story.session.exec(query)).all()]


async def list_course_tasks(story: Story, referral_id: UUID) -> list[Task]:
    """Every task of one course, by when it fell due."""
    row = tables.Task
    query = (
        select(row)
        .where(row.municipality_code == story.municipality_code, row.referral_id == referral_id)
        .order_by(col(row.due_at), col(row.id))
    )
    return [read_task(each) for each in (await story.session.exec(query)).all()]


async def finish_task(story: Story, task: Task, outcome: TaskOutcome, reason: LossReason | None = None) -> None:
    """Store how the task was done."""
    row = tables.Task
    await story.execute(
        update(row)
        .where(col(row.municipality_code) == story.municipality_code, col(row.id) == task.id)
        .values(outcome=outcome, reason=reason, done_at=story.now)
    )


async def list_dates_ahead(story: Story, referral_id: UUID) -> list[Milestone]:
    """The course's dates that have not come yet, earliest first."""
    row = tables.CourseDate
    query = (
        select(row)
        .where(
            row.municipality_code == story.municipality_code,
            row.referral_id == referral_id,
            col(row.raised_at).is_(None),
            col(row.dropped_at).is_(None),
        )
        .order_by(col(row.due_at), col(row.kind))
    )
    found = (await story.session.exec(query)).all()
    return [Milestone(TaskKind(each.kind), each.phase or None, local_day(each.due_at)) for each in found]
