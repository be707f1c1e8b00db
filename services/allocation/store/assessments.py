"""Caseworkers' assessments of areas as rows, and back."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from kit.database.stories import Story
from services.allocation.domain.nominations.assessments import AreaAssessment, RestrictedArea
from services.allocation.store import tables

KEY = ["municipality_code", "nomination_id", "area"]


async def save_assessments(story: Story, nomination_id: UUID, assessments: Sequence[AreaAssessment]) -> None:
    """Enter the assessments, or those that replace earlier ones of the same kind of area."""
    here = {"municipality_code": story.municipality_code, "nomination_id": nomination_id}
    names = tuple(AreaAssessment.__dataclass_fields__)
    rows = [here | {name: getattr(each, name) for name in names} for each in assessments]
    statement = insert(tables.AreaAssessment).values(rows)
    changed = {name: statement.excluded[name] for name in names if name != "area"}
    await story.execute(statement.on_conflict_do_update(index_elements=KEY, set_=changed))


async def list_assessments(story: Story, nomination_id: UUID) -> list[AreaAssessment]:
    """What has been found of one household, by kind of area."""
    row = tables.AreaAssessment
    query = select(row).where(row.nomination_id == nomination_id).order_by(col(row.area))
    return [
        AreaAssessment(RestrictedArea(each.area), each.may_live_there, each.assessed_by, each.assessed_at)
        for each in (await story.session.exec(query)).all()
    ]
