"""Items of everyday life as rows, and back."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from kit.database.stories import Story
from services.support.domain.courses.home_making import Item, ItemState, ItemStatus, area_of
from services.support.store import tables


async def save_items(story: Story, referral_id: UUID, states: Sequence[ItemState]) -> None:
    """Store how it stands with these items; the others stay as they are."""
    rows = [
        {
            "municipality_code": story.municipality_code,
            "referral_id": referral_id,
            "item": state.item,
            "area": area_of(state.item),
            "status": state.status,
            "changed_at": story.now,
        }
        for state in states
    ]
    statement = insert(tables.CourseItem).values(rows)
    new = {name: statement.excluded[name] for name in ("status", "changed_at")}
    key = ("municipality_code", "referral_id", "item")
    await story.execute(statement.on_conflict_do_update(index_elements=key, set_=new))


async def list_items(story: Story, referral_id: UUID) -> list[ItemState]:
    """Every item that somebody has said something of."""
    row = tables.CourseItem
    query = (
        select(row)
        .where(row.municipality_code == story.municipality_code, row.referral_id == referral_id)
        .order_by(col(row.area), col(row.item))
    )
    return [ItemState(Item(each.item), ItemStatus(each.status)) for each in (await story.session.exec(query)).all()]
