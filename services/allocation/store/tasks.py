"""Tasks as rows, and back."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from kit.database.stories import Story
from kit.values.callers import Party
from services.allocation.domain.nominations.tasks import WHO, Task, TaskKind
from services.allocation.store import tables


def _task(row: tables.Task) -> Task:
    own = {name: getattr(row, name) for name in Task.__dataclass_fields__}
    return Task(**own | {"kind": TaskKind(row.kind), "party": Party(row.party)})


async def add_task(story: Story, kind: TaskKind, subject_id: UUID, nomination_id: UUID, due_at: datetime) -> bool:
    """Ask for it; False where the same is asked for already."""
    values = {
        "municipality_code": story.municipality_code,
        "id": uuid4(),
        "kind": kind,
        "party": WHO[kind],
        "subject_id": subject_id,
        "nomination_id": nomination_id,
        "raised_at": story.now,
        "due_at": due_at,
    }
    statement = insert(tables.Task).values(values).on_conflict_do_nothing().returning(col(tables.Task.id))
    return (await story.execute(statement)).one_or_none() is not None


async def close_tasks(story: Story, subject_id: UUID, kinds: Collection[TaskKind]) -> None:
    """What was asked for is done, or there is nothing left to do."""
    row = tables.Task
    await story.execute(
        update(row)
        .where(
            col(row.municipality_code) == story.municipality_code,
            col(row.subject_id) == subject_id,
            col(row.kind).in_(sorted(kinds)),
            col(row.done_at).is_(None),
        )
        .values(done_at=story.now, done_by=story.caused_by or story.caller.client_id)
    )


async def point_tasks_anew(story: Story, nomination_id: UUID, into_id: UUID) -> None:
    """Let the open tasks about one nomination's offers name the other nomination."""
    row = tables.Task
    await story.execute(
        update(row)
        .where(
            col(row.municipality_code) == story.municipality_code,
            col(row.nomination_id) == nomination_id,
            col(row.subject_id) != nomination_id,
        )
        .values(nomination_id=into_id)
    )


async def list_tasks(
    story: Story,
    *,
    due_before: datetime | None,
    done: bool | None,
    party: Party | None,
    after: UUID | None,
    limit: int,
) -> list[Task]:
    """A page of the municipality's tasks, by identifier."""
    row = tables.Task
    query = select(row).where(row.municipality_code == story.municipality_code).order_by(col(row.id)).limit(limit)
    if due_before is not None:
        query = query.where(col(row.due_at) < due_before)
    if done is not None:
        query = query.where(col(row.done_at).is_not(None) if done else col(row.done_at).is_(None))
    if party is not None:
        query = query.where(row.party == party)
    if after is not None:
        query = query.where(col(row.id) > after)
    return [_task(each) for each in (await story.session.exec(query)).all()]


async def tell_overdue(story: Story) -> list[Task]:
    """Mark the tasks whose day has passed as told, each once, and return them, oldest first."""
    row = tables.Task
    query = (
        select(row)
        .where(
            row.municipality_code == story.municipality_code,
            col(row.done_at).is_(None),
            col(row.told_at).is_(None),
            col(row.due_at) <= story.now,
        )
        .order_by(col(row.due_at), col(row.id))
        .with_for_update(skip_locked=True)
    )
    found = (await story.session.exec(query)).all()
    for each in found:
        each.told_at = story.now
    await story.session.flush()
    return [_task(each) for each in found]
