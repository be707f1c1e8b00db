"""Homes for those who cannot live alone, and their dated places, as rows and back."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import text, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from kit.database.stories import Story
from kit.values.problems import NotFound
from services.allocation.domain.other_homes.homes import Capacity, HomeKind, OtherHome, TargetGroup, WaitingOrder
from services.allocation.store import tables

KNOWN = text("SELECT EXISTS (SELECT FROM municipality WHERE code = :code)")


def _home(row: tables.OtherHome) -> OtherHome:
    return OtherHome(
        id=row.id,
        reference=row.reference,
        provider=row.provider,
        kind=HomeKind(row.kind),
        located_in=row.located_in,
        target_group=tuple(TargetGroup(code) for code in row.target_group),
        waiting_order=WaitingOrder(row.waiting_order),
    )


async def add_home(story: Story, home: OtherHome, capacity: Sequence[Capacity]) -> None:
    """Store a new home with its places."""
    values = {name: getattr(home, name) for name in OtherHome.__dataclass_fields__}
    story.session.add(
        tables.OtherHome(
            municipality_code=story.municipality_code, **values | {"target_group": [str(c) for c in home.target_group]}
        )
    )
    await story.session.flush()
    for line in capacity:
        await save_capacity(story, home.id, line)


async def get_home(story: Story, home_id: UUID, *, lock: bool = False) -> OtherHome:
    """The home, or NotFound. With `lock`, its places are this story's to give and to count."""
    query = select(tables.OtherHome).where(tables.OtherHome.id == home_id)
    fresh = query.with_for_update().execution_options(populate_existing=True)
    row = (await story.session.exec(fresh if lock else query)).one_or_none()
    if row is None:
        raise NotFound
    return _home(row)


async def find_home_by_reference(story: Story, reference: str) -> OtherHome | None:
    """The home under the municipality's own reference, or None."""
    row = tables.OtherHome
    query = select(row).where(row.municipality_code == story.municipality_code, row.reference == reference)
    found = (await story.session.exec(query)).one_or_none()
    return _home(found) if found else None


async def list_homes(story: Story, *, kind: HomeKind | None, after: UUID | None, limit: int) -> list[OtherHome]:
    """A page of the directory, by identifier."""
    query = select(tables.OtherHome).order_by(col(tables.OtherHome.id)).limit(limit)
    if kind is not None:
        query = query.where(tables.OtherHome.kind == kind)
    if after is not None:
        query = query.where(col(tables.OtherHome.id) > after)
    return [_home(row) for row in (await story.session.exec(query)).all()]


async def save_order(story: Story, home_id: UUID, order: WaitingOrder) -> None:
    """Store the order of a home's waiting list."""
    row = tables.OtherHome
    await story.session.exec(update(row).where(col(row.id) == home_id).values(waiting_order=order))


async def save_capacity(story: Story, home_id: UUID, line: Capacity) -> None:
    """Enter how many places there are from a day on, or put right the line that begins on that day."""
    row = tables.OtherHomeCapacity
    key = ["municipality_code", "home_id", "valid_from"]
    statement = insert(row).values(
        municipality_code=story.municipality_code, home_id=home_id, valid_from=line.valid_from, places=line.places
    )
    new = {"places": statement.excluded["places"]}
    await story.execute(statement.on_conflict_do_update(index_elements=key, set_=new))


async def list_capacities(story: Story, home_ids: Sequence[UUID]) -> dict[UUID, tuple[Capacity, ...]]:
    """The lines of each home, by date."""
    row = tables.OtherHomeCapacity
    query = select(row).where(col(row.home_id).in_(home_ids)).order_by(col(row.valid_from))
    found: dict[UUID, list[Capacity]] = {home_id: [] for home_id in home_ids}
    # The lines are written in SQL, past the session: what it has read before is read anew.
    for line in (await story.session.exec(query.execution_options(populate_existing=True))).all():
        found[line.home_id].append(Capacity(line.valid_from, line.places))
    return {home_id: tuple(lines) for home_id, lines in found.items()}


async def is_municipality(story: Story, code: str) -> bool:
    """Whether there is a municipality with this code."""
    return bool((await story.execute(KNOWN, {"code": code})).scalar_one())
