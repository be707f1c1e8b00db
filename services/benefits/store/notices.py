"""Notices of lateness as rows, and back; one per case, added and never changed."""

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from kit.database.stories import Story
from services.benefits.domain.lanes.lateness import LatenessNotice
from services.benefits.store import tables

KEY = ["municipality_code", "case_id"]


async def add_notice(story: Story, notice: LatenessNotice) -> bool:
    """Store the notice; False where the citizen has been given one on this case."""
    row = tables.LatenessNotice
    statement = insert(row).values(
        municipality_code=story.municipality_code,
        case_id=notice.case_id,
        due_at=notice.due_at,
        late_at=notice.late_at,
        expected_at=notice.expected_at,
    )
    added = await story.execute(statement.on_conflict_do_nothing(index_elements=KEY).returning(col(row.case_id)))
    return added.one_or_none() is not None


async def find_notice(story: Story, case_id: UUID) -> LatenessNotice | None:
    """The notice on the case, or None while it is not late."""
    row = await story.session.get(tables.LatenessNotice, (story.municipality_code, case_id))
    return LatenessNotice(row.case_id, row.due_at, row.late_at, row.expected_at) if row else None
