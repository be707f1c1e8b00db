"""The dates of courses, and the tasks they raise."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from kit.database.stories import Story
from kit.values.calendar import midnight_ending
from kit.values.problems import NotFound
from services.support.domain.courses.courses import Milestone, TaskKind
from services.support.domain.courses.tasks import Task, TaskOutcome, task_id
from services.support.store import tables


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


async def raise_due_tasks(story: Story) -> list[Task]:
    """Turn each date that has come into a task, once; another sweep at the same moment leaves them alone."""
    row = tables.CourseDate
    query = (
        select(row)
        .where(
            row.municipality_code == story.municipality_code,
            col(row.due_at) <= story.now,
            col(row.raised_at).is_(None),
        )
        .order_by(col(row.due_at), col(row.referral_id))
        .with_for_update(skip_locked=True)
    )
    due = (await story.session.exec(query)).all()
    raised = [await _raise(story, each) for each in due]
    await story.session.flush()
    return raised


async def _raise(story: Story, date_row: tables.CourseDate) -> Task:
    kind = TaskKind(date_row.kind)
    found = task_id(date_row.referral_id, kind, date_row.phase)
    task = Task(found, date_row.referral_id, kind, date_row.phase, date_row.due_at, story.now, None, None)
    values = {name: getattr(task, name) for name in Task.__dataclass_fields__}
    statement = insert(tables.Task).values(municipality_code=story.municipality_code, **values)
    await story.execute(statement.on_conflict_do_nothing())
    date_row.raised_at = story.now
    return task


def _task(row: tables.Task) -> Task:
    own = {name: getattr(row, name) for name in Task.__dataclass_fields__}
    return Task(**own | {"kind": TaskKind(row.kind), "outcome": TaskOutcome(row.outcome) if row.outcome else None})


async def get_task(story: Story, task: UUID) -> Task:
    """The task, this story's to change; or NotFound."""
    row = await story.session.get(
        tables.Task, (story.municipality_code, task), with_for_update=True, populate_existing=True
    )
    if row is None:
        raise NotFound
    return _task(row)


async def list_tasks(story: Story, *, done: bool | None, after: UUID | None, limit: int) -> list[Task]:
    """A page of the municipality's tasks, by identifier."""
    row = tables.Task
    query = select(row).where(row.municipality_code == story.municipality_code).order_by(col(row.id)).limit(limit)
    if done is not None:
        query = query.where(col(row.outcome).is_not(None) if done else col(row.outcome).is_(None))
    if after is not None:
        query = query.where(col(row.id) > after)
    return [_task(each) for each in (await story.session.exec(query)).all()]


async def finish_task(story: Story, task: Task, outcome: TaskOutcome) -> None:
    """Store how the task was done."""
    row = tables.Task
    await story.execute(
        update(row)
        .where(col(row.municipality_code) == story.municipality_code, col(row.id) == task.id)
        .values(outcome=outcome, done_at=story.now)
    )
