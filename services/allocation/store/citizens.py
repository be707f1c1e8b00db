"""Who a citizen is, encrypted, apart from everything else."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, or_, select

from kit.database.stories import Story
from services.allocation.store import tables


@dataclass(frozen=True, slots=True)
class SealedCitizen:
    """A name and a CPR number as they are stored, and the mark of the key they are encrypted under."""

    citizen_id: UUID
    name: bytes | None
    cpr_number: bytes | None
    sealed_under: str | None


def _sealed(row: tables.CitizenName) -> SealedCitizen:
    return SealedCitizen(row.citizen_id, row.name, row.cpr_number, row.sealed_under)


async def find_citizen(story: Story, citizen_id: UUID, *, lock: bool = False) -> SealedCitizen | None:
    """Who the citizen is, or None where nobody has said."""
    row = await story.session.get(
        tables.CitizenName,
        (story.municipality_code, citizen_id),
        with_for_update=True if lock else None,
        populate_existing=True,
    )
    return _sealed(row) if row else None


async def save_citizen(story: Story, citizen: SealedCitizen) -> None:
    """Store who the citizen is; what is not said leaves what is known."""
    key = (story.municipality_code, citizen.citizen_id)
    row = await story.session.get(tables.CitizenName, key, with_for_update=True, populate_existing=True)
    if row is None:
        row = tables.CitizenName(
            municipality_code=story.municipality_code,
            citizen_id=citizen.citizen_id,
            name=None,
            cpr_number=None,
            sealed_under=None,
        )
        story.session.add(row)
    row.name = citizen.name or row.name
    row.cpr_number = citizen.cpr_number or row.cpr_number
    row.sealed_under = citizen.sealed_under
    await story.session.flush()


async def forget_citizen(story: Story, citizen_id: UUID) -> None:
    """Empty the row of an identifier that is no longer used."""
    row = await story.session.get(tables.CitizenName, (story.municipality_code, citizen_id))
    if row is not None:
        row.name = row.cpr_number = None
        await story.session.flush()


async def list_sealed_under_others(story: Story, mark: str, limit: int) -> list[SealedCitizen]:
    """Citizens whose name or number is encrypted under another key than the one marked, ours to change."""
    row = tables.CitizenName
    query = (
        select(row)
        .where(
            row.municipality_code == story.municipality_code,
            or_(col(row.sealed_under).is_(None), col(row.sealed_under) != mark),
        )
        .order_by(col(row.citizen_id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [_sealed(each) for each in (await story.session.exec(query)).all()]
