"""Objections to lines of an account, as rows and back."""

from uuid import UUID

from kit.database.stories import Story
from services.allocation.domain.account.lines import Objection, ObjectionCode
from services.allocation.store import tables


async def find_objection(story: Story, line_id: UUID) -> Objection | None:
    """The objection to a line, or None."""
    row = await story.session.get(tables.LineObjection, (story.municipality_code, line_id))
    return Objection(ObjectionCode(row.code), row.objected_at) if row else None


async def add_objection(story: Story, organisation_cvr: str, line_id: UUID, objection: Objection) -> None:
    """Keep it."""
    story.session.add(
        tables.LineObjection(
            municipality_code=story.municipality_code,
            line_id=line_id,
            organisation_cvr=organisation_cvr,
            code=objection.code,
            objected_at=objection.objected_at,
        )
    )
    await story.session.flush()
