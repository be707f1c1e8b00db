"""Key workers as rows, and back, with the open cases that each has."""

from datetime import date
from typing import Any

from sqlalchemy import func, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from kit.database.stories import Story
from services.benefits.domain.cases.cases import CaseStatus
from services.benefits.domain.lanes.key_workers import Absence, KeyWorker, Loaded
from services.benefits.store import tables
from services.benefits.store.tables import BenefitsCase

KEY = ["municipality_code", "reference"]


def _absence(stored: dict[str, Any]) -> Absence:
    return Absence(
        date.fromisoformat(stored["starts_on"]), date.fromisoformat(stored["ends_on"]) if stored["ends_on"] else None
    )


def _key_worker(row: tables.KeyWorker) -> KeyWorker:
    absences = tuple(_absence(stored) for stored in row.absences)
    return KeyWorker(row.reference, frozenset(row.kinds), row.capacity, absences)


async def enter_key_worker(story: Story, worker: KeyWorker) -> bool:
    """Add the key worker, or replace what was entered; whether it is new."""
    values: dict[str, Any] = {
        "kinds": sorted(worker.kinds),
        "capacity": worker.capacity,
        "absences": [
            {"starts_on": each.starts_on.isoformat(), "ends_on": each.ends_on.isoformat() if each.ends_on else None}
            for each in worker.absences
        ],
    }
    row = tables.KeyWorker
    key = {"municipality_code": story.municipality_code, "reference": worker.reference}
    statement = insert(row).values(**key, **values)
    added = await story.execute(statement.on_conflict_do_nothing(index_elements=KEY).returning(col(row.reference)))
    if added.one_or_none() is not None:
        return True
    await story.execute(
        update(row)
        .where(col(row.municipality_code) == story.municipality_code, col(row.reference) == worker.reference)
        .values(**values)
    )
    return False


async def find_key_worker(story: Story, reference: str) -> KeyWorker | None:
    """The key worker of this reference, or None."""
    row = await story.session.get(tables.KeyWorker, (story.municipality_code, reference))
    return _key_worker(row) if row else None


async def list_loaded(story: Story, *, lock: bool = False) -> list[Loaded]:
    """Every key worker with the open cases, by reference. With `lock`, nobody else assigns a case meanwhile."""
    row = tables.KeyWorker
    query = select(row).where(row.municipality_code == story.municipality_code).order_by(col(row.reference))
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    rows = (await story.session.exec(query)).all()
    counts = (
        select(col(BenefitsCase.key_worker), func.count())
        .where(
            BenefitsCase.municipality_code == story.municipality_code,
            BenefitsCase.status == CaseStatus.OPEN,
            col(BenefitsCase.key_worker).is_not(None),
        )
        .group_by(col(BenefitsCase.key_worker))
    )
    # Counted after the rows are locked, so a case that another story has just assigned is seen.
    open_cases = dict((await story.session.exec(counts)).all()) if rows else {}
    return [Loaded(_key_worker(row), open_cases.get(row.reference, 0), row.last_assigned_at) for row in rows]


async def note_assigned(story: Story, reference: str) -> None:
    """The key worker has got a case now."""
    row = tables.KeyWorker
    await story.execute(
        update(row)
        .where(col(row.municipality_code) == story.municipality_code, col(row.reference) == reference)
        .values(last_assigned_at=story.now)
    )
