"""The registry of organisations and estates, and how the estates stand."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, or_, select

from kit.database.stories import Story
from services.allocation.domain.registry.estates import RegisteredEstate
from services.allocation.domain.registry.standings import Standing, StandingKind
from services.allocation.store.tables import Estate, EstateStanding

KEY = ["municipality_code", "organisation_cvr", "estate"]
STANDING_KEY = [*KEY, "kind", "valid_from"]


async def save_estates(story: Story, estates: Sequence[RegisteredEstate]) -> None:
    """Add the estates, or put right those that are there; in one order, so that two lists never wait crosswise."""
    ordered = sorted(estates, key=lambda estate: (estate.organisation_cvr, estate.estate))
    rows = [{"municipality_code": story.municipality_code, **asdict(estate)} for estate in ordered]
    statement = insert(Estate).values(rows)
    new = {name: statement.excluded[name] for name in RegisteredEstate.__dataclass_fields__ if name not in KEY}
    await story.execute(statement.on_conflict_do_update(index_elements=KEY, set_=new))


@dataclass(frozen=True, slots=True)
class EstateThatStands:
    """An estate of the registry with every standing it has had, has or will have, oldest first within its kind."""

    municipality_code: str
    estate: RegisteredEstate
    standings: list[Standing]


async def list_registry(story: Story, organisation_cvr: str | None = None) -> list[EstateThatStands]:
    """The estates that the caller may see, in every municipality, each with how it stands."""
    estates, standings = select(Estate), select(EstateStanding)
    if organisation_cvr is not None:
        estates = estates.where(Estate.organisation_cvr == organisation_cvr)
        standings = standings.where(EstateStanding.organisation_cvr == organisation_cvr)
    by_estate: dict[tuple[str, str, str], list[Standing]] = defaultdict(list)
    ordered = standings.order_by(col(EstateStanding.kind), col(EstateStanding.valid_from))
    for row in (await story.session.exec(ordered)).all():
        by_estate[row.municipality_code, row.organisation_cvr, row.estate].append(standing_of(row))
    query = estates.order_by(col(Estate.municipality_code), col(Estate.organisation_cvr), col(Estate.estate))
    return [
        EstateThatStands(
            row.municipality_code,
            _estate_of(row),
            by_estate.get((row.municipality_code, row.organisation_cvr, row.estate), []),
        )
        for row in (await story.session.exec(query)).all()
    ]


async def list_estates(
    story: Story, organisation_cvr: str | None = None, *, lock: bool = False
) -> list[RegisteredEstate]:
    """The acting municipality's estates, by organisation and number; locked, nobody else changes how they stand."""
    query = (
        select(Estate)
        .where(Estate.municipality_code == story.municipality_code)
        .order_by(col(Estate.organisation_cvr), col(Estate.estate))
    )
    if organisation_cvr is not None:
        query = query.where(Estate.organisation_cvr == organisation_cvr)
    if lock:
        query = query.with_for_update()
    return [_estate_of(row) for row in (await story.session.exec(query)).all()]


async def save_standings(story: Story, standings: Sequence[Standing]) -> None:
    """Enter the standings, or put right those of the same kind that begin on the same day."""
    rows = [{"municipality_code": story.municipality_code, **asdict(standing)} for standing in standings]
    statement = insert(EstateStanding).values(rows)
    changed = {name: statement.excluded[name] for name in ("valid_to", "source", "verified")}
    await story.execute(statement.on_conflict_do_update(index_elements=STANDING_KEY, set_=changed))


async def list_standings(
    story: Story, organisation_cvr: str | None = None, estate: str | None = None, on: date | None = None
) -> list[Standing]:
    """How the acting municipality's estates stand: all, one organisation's or one's; on a day, or over all time."""
    row = EstateStanding
    query = (
        select(row)
        .where(row.municipality_code == story.municipality_code)
        .order_by(col(row.organisation_cvr), col(row.estate), col(row.kind), col(row.valid_from))
    )
    if organisation_cvr is not None:
        query = query.where(row.organisation_cvr == organisation_cvr)
    if estate is not None:
        query = query.where(row.estate == estate)
    if on is not None:
        query = query.where(row.valid_from <= on, or_(col(row.valid_to).is_(None), col(row.valid_to) > on))
    return [standing_of(found) for found in (await story.session.exec(query)).all()]


def _estate_of(row: Estate) -> RegisteredEstate:
    return RegisteredEstate(**{name: getattr(row, name) for name in RegisteredEstate.__dataclass_fields__})


def standing_of(row: EstateStanding) -> Standing:
    """The standing that a row holds."""
    values = {name: getattr(row, name) for name in Standing.__dataclass_fields__}
    return Standing(**values | {"kind": StandingKind(row.kind)})
