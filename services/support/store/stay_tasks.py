"""The tasks of stays, and the rows by which refund days are watched."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import or_, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from kit.database.stories import Story
from kit.values.calendar import midnight_ending
from services.support.domain.stays.tasks import StayTask, StayTaskKind, StayTaskOutcome, stay_task_id
from services.support.store import tables


def beginning(day: date) -> datetime:
    """The local midnight with which the day begins."""
    return midnight_ending(day - timedelta(days=1))


def _task(row: tables.StayTask) -> StayTask:
    own = {name: getattr(row, name) for name in StayTask.__dataclass_fields__}
    outcome = StayTaskOutcome(row.outcome) if row.outcome else None
    return StayTask(**own | {"kind": StayTaskKind(row.kind), "outcome": outcome})


async def save_tasks(story: Story, stay_id: UUID, days: Mapping[StayTaskKind, date]) -> None:
    """Store when the tasks of a stay fall due; those not ended are moved, those ended stay as they are."""
    row = tables.StayTask
    for kind, day in days.items():
        due = {"due_on": day, "due_at": beginning(day)}
        names = {"municipality_code": story.municipality_code, "id": stay_task_id(stay_id, kind)}
        statement = insert(row).values(**names, stay_id=stay_id, kind=kind, **due)
        moved = statement.on_conflict_do_update(
            index_elements=list(names), set_=due | {"raised_at": None}, where=col(row.outcome).is_(None)
        )
        await story.execute(moved)


async def list_stay_tasks(story: Story, stay_id: UUID) -> list[StayTask]:
    """The tasks of a stay, by day."""
    row = tables.StayTask
    query = (
        select(row)
        .where(row.municipality_code == story.municipality_code, row.stay_id == stay_id)
        .order_by(col(row.due_at), col(row.kind))
        .execution_options(populate_existing=True)
    )
    return [_task(each) for each in (await story.session.exec(query)).all()]


async def end_task(story: Story, task: StayTask, outcome: StayTaskOutcome) -> None:
    """Store how a task ended."""
    row = tables.StayTask
    await story.execute(
        update(row)
        .where(col(row.municipality_code) == story.municipality_code, col(row.id) == task.id)
        .values(outcome=outcome, done_at=story.now)
    )


async def end_open_tasks(story: Story, stay_id: UUID) -> None:
    """Let what nobody did end with the stay."""
    row = tables.StayTask
    await story.execute(
        update(row)
        .where(
            col(row.municipality_code) == story.municipality_code,
            col(row.stay_id) == stay_id,
            col(row.outcome).is_(None),
        )
        .values(outcome=StayTaskOutcome.STAY_ENDED, done_at=story.now)
    )


async def open_tasks_again(story: Story, stay_id: UUID) -> None:
    """Let what ended with the stay be open again, where the stay had not ended after all."""
    row = tables.StayTask
    await story.execute(
        update(row)
        .where(
            col(row.municipality_code) == story.municipality_code,
            col(row.stay_id) == stay_id,
            col(row.outcome) == StayTaskOutcome.STAY_ENDED,
        )
        .values(outcome=None, done_at=None)
    )


async def raise_due(story: Story) -> list[StayTask]:
    """Mark each task whose day has come, once; another sweep at the same moment leaves them alone."""
    row = tables.StayTask
    query = (
        select(row)
        .where(
            row.municipality_code == story.municipality_code,
            col(row.due_at) <= story.now,
            col(row.raised_at).is_(None),
            col(row.outcome).is_(None),
        )
        .order_by(col(row.due_at), col(row.id))
        .with_for_update(skip_locked=True)
    )
    due = (await story.session.exec(query)).all()
    for each in due:
        each.raised_at = story.now
    await story.session.flush()
    return [_task(each) for each in due]


@dataclass(frozen=True, slots=True)
class Watch:
    """What is watched of a citizen in a shelter: when the refund days run out, when to say so, when to count anew."""

    citizen_id: UUID
    stay_id: UUID | None
    runs_out_on: date | None
    warn_on: date | None
    look_again_on: date | None


async def save_watch(story: Story, watch: Watch) -> None:
    """Store when to warn; who was told of the same day of the same stay is not told again."""
    row = tables.ShelterCitizen
    found = await story.session.get(row, (story.municipality_code, watch.citizen_id), with_for_update=True)
    if found is None:
        return
    if (found.stay_id, found.runs_out_on) != (watch.stay_id, watch.runs_out_on):
        found.told_at = None
    found.stay_id, found.runs_out_on = watch.stay_id, watch.runs_out_on
    found.warn_at = beginning(watch.warn_on) if watch.warn_on else None
    found.look_again_at = beginning(watch.look_again_on) if watch.look_again_on else None
    await story.session.flush()


async def take_due_watches(story: Story) -> list[UUID]:
    """Citizens of whom something is to be told or counted anew; another sweep leaves them alone."""
    row = tables.ShelterCitizen
    warn = (col(row.warn_at) <= story.now) & col(row.told_at).is_(None)
    query = (
        select(col(row.citizen_id))
        .where(row.municipality_code == story.municipality_code, or_(warn, col(row.look_again_at) <= story.now))
        .order_by(col(row.citizen_id))
        .with_for_update(skip_locked=True)
    )
    return list((await story.session.exec(query)).all())


async def needs_telling(story: Story, citizen_id: UUID) -> bool:
    """Mark as told what is due and has not been told; whether it was."""
    row = tables.ShelterCitizen
    found = await story.session.get(row, (story.municipality_code, citizen_id), populate_existing=True)
    if found is None or found.warn_at is None or found.warn_at > story.now or found.told_at is not None:
        return False
    found.told_at = story.now
    await story.session.flush()
    return True


async def list_running_out(story: Story, until: date, *, after: UUID | None, limit: int) -> list[UUID]:
    """Citizens in a shelter whose refund days run out by the day, by identifier."""
    row = tables.ShelterCitizen
    query = (
        select(col(row.citizen_id))
        .where(row.municipality_code == story.municipality_code, col(row.runs_out_on) <= until)
        .where(col(row.stay_id).is_not(None), col(row.warn_at).is_not(None))
        .order_by(col(row.citizen_id))
        .limit(limit)
    )
    if after is not None:
        query = query.where(col(row.citizen_id) > after)
    return list((await story.session.exec(query)).all())


async def list_watched(story: Story) -> list[UUID]:
    """Every citizen who is in a shelter now."""
    row = tables.ShelterCitizen
    query = select(col(row.citizen_id)).where(
        row.municipality_code == story.municipality_code, col(row.stay_id).is_not(None)
    )
    return list((await story.session.exec(query.order_by(col(row.citizen_id)))).all())
