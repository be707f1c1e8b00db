"""Workers and how many citizens each has."""

from datetime import date
from typing import Any

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from kit.database.stories import Story
from services.support.domain.capacity.caseload import Absence, Worker
from services.support.domain.methods.methods import Method
from services.support.domain.referrals.referral import TAKES_A_PLACE
from services.support.store import tables

KEY = ("municipality_code", "reference")


def _worker(row: tables.Worker) -> Worker:
    absences = tuple(
        Absence(date.fromisoformat(each["starts_on"]), date.fromisoformat(each["ends_on"]) if each["ends_on"] else None)
        for each in row.absences
    )
    return Worker(row.reference, row.team, Method(row.method), row.capacity, absences)


def _values(worker: Worker) -> dict[str, Any]:
    return {
        "reference": worker.reference,
        "team": worker.team,
        "method": worker.method,
        "capacity": worker.capacity,
        "absences": [
            {"starts_on": each.starts_on.isoformat(), "ends_on": each.ends_on.isoformat() if each.ends_on else None}
            for each in worker.absences
        ],
    }


async def save_worker(story: Story, worker: Worker) -> None:
    """Add the worker, or put right the one of that reference."""
    values = _values(worker)
    statement = insert(tables.Worker).values(municipality_code=story.municipality_code, **values)
    new = {name: statement.excluded[name] for name in values if name not in KEY}
    await story.execute(statement.on_conflict_do_update(index_elements=KEY, set_=new))


async def find_worker(story: Story, reference: str) -> Worker | None:
    """The worker in the story's municipality, or None."""
    row = await story.session.get(tables.Worker, (story.municipality_code, reference), populate_existing=True)
    return _worker(row) if row else None


async def lock_worker(story: Story, reference: str) -> Worker | None:
    """The worker, whose row is then this story's until it ends, so that two assignments take turns; or None.

    The worker's row is the parent of the caseload: rows not yet written cannot be locked, the parent always can.
    """
    row = await story.session.get(
        tables.Worker, (story.municipality_code, reference), with_for_update=True, populate_existing=True
    )
    return _worker(row) if row else None


async def count_caseload(story: Story, reference: str) -> int:
    """How many citizens the worker has now."""
    row = tables.Referral
    query = select(func.count()).where(
        row.municipality_code == story.municipality_code,
        row.worker_reference == reference,
        col(row.state).in_(TAKES_A_PLACE),
    )
    return (await story.session.exec(query)).one()


async def list_workers(story: Story, method: Method | None = None) -> list[tuple[Worker, int]]:
    """The municipality's workers with their caseloads, by method, team and reference."""
    taken = (
        select(col(tables.Referral.worker_reference), func.count().label("caseload"))
        .where(
            tables.Referral.municipality_code == story.municipality_code,
            col(tables.Referral.state).in_(TAKES_A_PLACE),
        )
        .group_by(col(tables.Referral.worker_reference))
        .subquery()
    )
    row = tables.Worker
    query = (
        select(row, func.coalesce(taken.c.caseload, 0))
        .outerjoin(taken, taken.c.worker_reference == col(row.reference))
        .where(row.municipality_code == story.municipality_code)
        .order_by(col(row.method), col(row.team), col(row.reference))
    )
    if method is not None:
        query = query.where(row.method == method)
    return [(_worker(worker), caseload) for worker, caseload in (await story.session.exec(query)).all()]
