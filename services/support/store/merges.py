"""A citizen's identifier, wherever support keeps it."""

from uuid import UUID

from sqlalchemy import Table as SqlTable
from sqlalchemy import update
from sqlmodel import col, select

from kit.database.stories import Story
from services.support.domain.referrals.referral import ReferralState
from services.support.store import tables

# Stays may overlap and are moved one by one; when the refund days of a citizen run out is counted anew from them.
MOVED_OTHERWISE = frozenset({"shelter_citizen", "stay"})


def tables_of_citizens() -> dict[str, SqlTable]:
    """Every table that says which citizen a row is about, by name, beside those that are moved otherwise."""
    found = {name: table for name, table in tables.METADATA.tables.items() if "citizen_id" in table.columns}
    return {name: table for name, table in sorted(found.items()) if name not in MOVED_OTHERWISE}


async def mark_duplicates(story: Story, old_citizen_id: UUID, citizen_id: UUID) -> list[UUID]:
    """Mark what runs for the one as doubling what runs for the other, so that a person ends one; those marked."""
    row = tables.Referral
    running = (
        select(row)
        .where(
            row.municipality_code == story.municipality_code,
            col(row.citizen_id).in_((old_citizen_id, citizen_id)),
            row.state != ReferralState.CLOSED,
            col(row.duplicate_of).is_(None),
        )
        .order_by(col(row.opened_at), col(row.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found = (await story.session.exec(running)).all()
    for later in found[1:]:
        later.duplicate_of = found[0].id
    await story.session.flush()
    return [each.id for each in found[1:]]


async def point_anew(story: Story, old_citizen_id: UUID, citizen_id: UUID) -> dict[str, int]:
    """Let every row of the one identifier bear the other; how many, by table."""
    moved = {}
    for name, table in tables_of_citizens().items():
        own, of_citizen = table.c.municipality_code == story.municipality_code, table.c.citizen_id == old_citizen_id
        changed = await story.execute(update(table).where(own, of_citizen).values(citizen_id=citizen_id))
        moved[name] = changed.rowcount
    return moved
