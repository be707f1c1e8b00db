"""Workers and the citizens each has."""

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import func, or_
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from kit.database.stories import Story
from kit.values.calendar import local_day
from services.support.domain.capacity.caseload import Absence, Caseload, Held, Worker
from services.support.domain.courses.courses import CONTACT_BUILDING, phase_on
from services.support.domain.methods.methods import FACTS, Method
from services.support.domain.referrals.referral import TAKES_A_PLACE
from services.support.store import tables

KEY = ("municipality_code", "reference")


def _worker(row: tables.Worker) -> Worker:
    absences = tuple(
        Absence(date.fromisoformat(each["starts_on"]), date.fromisoformat(each["ends_on"]) if each["ends_on"] else None)
        for each in row.absences
    )
    others = tuple(Method(each) for each in row.other_methods)
    return Worker(
        row.reference, row.team, Method(row.method), row.capacity, absences, others, row.hours_per_week, row.ends_on
    )


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
        "other_methods": list(worker.other_methods),
        "hours_per_week": worker.hours_per_week,
        "ends_on": worker.ends_on,
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
    Whoever locks several does so in order of reference.
    """
    row = await story.session.get(
        tables.Worker, (story.municipality_code, reference), with_for_update=True, populate_existing=True
    )
    return _worker(row) if row else None


async def get_caseload(story: Story, reference: str) -> Caseload:
    """The citizens the worker has alone; those of a team that the worker coordinates count with the team."""
    row = tables.Referral
    found = await _caseloads(story, row.worker_reference, row.worker_reference == reference, of_teams=False)
    return found[reference]


async def count_citizens(story: Story, reference: str) -> int:
    """Everybody whose named worker this is, also by way of a team."""
    row = tables.Referral
    query = select(func.count()).where(
        row.municipality_code == story.municipality_code,
        row.worker_reference == reference,
        col(row.state).in_(TAKES_A_PLACE),
    )
    return (await story.session.exec(query)).one()


async def list_workers(story: Story, method: Method | None = None) -> list[tuple[Worker, Caseload]]:
    """The municipality's workers with the citizens each has alone, by method, team and reference."""
    caseloads = await _caseloads(story, tables.Referral.worker_reference, True, of_teams=False)
    row = tables.Worker
    query = (
        select(row)
        .where(row.municipality_code == story.municipality_code)
        .order_by(col(row.method), col(row.team), col(row.reference))
    )
    if method is not None:
        query = query.where(or_(col(row.method) == method, col(row.other_methods).contains([method])))
    found = (await story.session.exec(query)).all()
    return [(_worker(worker), caseloads[worker.reference]) for worker in found]


async def team_caseloads(story: Story) -> dict[str, Caseload]:
    """The citizens that each team has as a whole; a team without citizens has an empty caseload."""
    return await _caseloads(story, tables.Referral.team_reference, True, of_teams=True)


async def _caseloads(story: Story, by: Any, only: Any, *, of_teams: bool) -> dict[str, Caseload]:
    row = tables.Referral
    since = func.coalesce(col(row.method_since), col(row.starts_on))
    held_by_team = col(row.team_reference).is_not(None)
    query = (
        select(col(by), col(row.method), since, func.count())
        .where(
            row.municipality_code == story.municipality_code,
            col(row.state).in_(TAKES_A_PLACE),
            # A course may begin without a worker, and then takes nobody's place.
            col(row.worker_reference).is_not(None),
            held_by_team if of_teams else ~held_by_team,
        )
        .group_by(col(by), col(row.method), since)
    )
    if only is not True:
        query = query.where(only)
    today = local_day(story.now)
    held: dict[str, list[Held]] = defaultdict(list)
    for reference, method, begun_on, citizens in (await story.session.exec(query)).all():
        held[reference].append(_held(Method(str(method)), begun_on, today, citizens))
    return defaultdict(Caseload, {reference: Caseload(tuple(each)) for reference, each in held.items()})


def _held(method: Method, since: date | None, today: date, citizens: int) -> Held:
    if since is None:
        return Held(method, CONTACT_BUILDING if FACTS[method].phases else None, citizens)
    return Held(method, phase_on(method, since, today), citizens)
