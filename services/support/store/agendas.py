"""What lies before a worker, read for all the worker's citizens at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import text
from sqlmodel import col, or_, select

from kit.database.stories import Story
from services.support.domain.courses.goals import Step
from services.support.domain.courses.home_making import ItemStatus
from services.support.domain.courses.tasks import Task
from services.support.domain.courses.visits import Visit, VisitStatus
from services.support.domain.methods.methods import Method
from services.support.domain.referrals.referral import ReferralState
from services.support.store import tables
from services.support.store.tasks import read_task
from services.support.store.visits import read_visit

# A course that has ended is still the worker's where something is asked of it: whether the home was kept.
HELD = text("""
    SELECT referral.id, referral.citizen_id, referral.state, referral.method, referral.starts_on
    FROM referral
    WHERE municipality_code = :municipality_code AND worker_reference = :worker_reference
      AND (state IN ('assigned', 'course')
           OR EXISTS (SELECT FROM task WHERE task.municipality_code = referral.municipality_code
                      AND task.referral_id = referral.id AND task.outcome IS NULL))
    ORDER BY referral.id
""")


@dataclass(frozen=True, slots=True)
class HeldCourse:
    """A citizen of a worker, without a name."""

    id: UUID
    citizen_id: UUID
    state: ReferralState
    method: Method
    starts_on: date | None


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is planned, asked, stepped towards and still needed, of several courses."""

    visits: tuple[Visit, ...]
    tasks: tuple[Task, ...]
    steps: tuple[Step, ...]
    needed: tuple[UUID, ...]


async def list_held(story: Story, worker_reference: str) -> list[HeldCourse]:
    """The worker's courses, by identifier."""
    parameters = {"municipality_code": story.municipality_code, "worker_reference": worker_reference}
    rows = await story.execute(HELD, parameters)
    return [
        HeldCourse(row["id"], row["citizen_id"], ReferralState(row["state"]), Method(row["method"]), row["starts_on"])
        for row in rows.mappings()
    ]


async def read_agenda(story: Story, referral_ids: Sequence[UUID], day: date) -> Agenda:
    """Visits still planned and those of the day, open tasks, steps not taken, and a row for each open need."""
    return Agenda(
        await _visits(story, referral_ids, day),
        await _tasks(story, referral_ids),
        await _steps(story, referral_ids),
        await _needed(story, referral_ids),
    )


async def _visits(story: Story, referral_ids: Sequence[UUID], day: date) -> tuple[Visit, ...]:
    row = tables.Visit
    on_the_day = text("CAST(visit.starts_at AT TIME ZONE 'Europe/Copenhagen' AS date) = :day").bindparams(day=day)
    query = select(row).where(
        row.municipality_code == story.municipality_code,
        col(row.referral_id).in_(referral_ids),
        or_(row.status == VisitStatus.PLANNED, on_the_day),
    )
    return tuple(read_visit(each) for each in (await story.session.exec(query)).all())


async def _tasks(story: Story, referral_ids: Sequence[UUID]) -> tuple[Task, ...]:
    row = tables.Task
    query = select(row).where(
        row.municipality_code == story.municipality_code,
        col(row.referral_id).in_(referral_ids),
        col(row.outcome).is_(None),
    )
    return tuple(read_task(each) for each in (await story.session.exec(query)).all())


async def _steps(story: Story, referral_ids: Sequence[UUID]) -> tuple[Step, ...]:
    row = tables.GoalStep
    query = select(row).where(
        row.municipality_code == story.municipality_code,
        col(row.referral_id).in_(referral_ids),
        col(row.done_on).is_(None),
    )
    fields = Step.__dataclass_fields__
    return tuple(
        Step(**{name: getattr(each, name) for name in fields}) for each in (await story.session.exec(query)).all()
    )


async def _needed(story: Story, referral_ids: Sequence[UUID]) -> tuple[UUID, ...]:
    row = tables.CourseItem
    query = select(col(row.referral_id)).where(
        row.municipality_code == story.municipality_code,
        col(row.referral_id).in_(referral_ids),
        row.status == ItemStatus.NEEDED,
    )
    return tuple((await story.session.exec(query)).all())
