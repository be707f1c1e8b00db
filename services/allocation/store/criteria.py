"""The council's allocation criteria as rows, and back."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import text
from sqlmodel import col, select

from kit.database.stories import Story
from kit.values.texts import Text
from services.allocation.domain.nominations.criteria import AllocationCriteria, Criterion
from services.allocation.domain.nominations.situations import Situation, SupportNeeds
from services.allocation.store import tables

COUNCIL_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended('allocation criteria ' || :of, 0))")


def _criterion(stored: dict[str, Any]) -> Criterion:
    typed = {
        "text": Text(**stored["text"]),
        "situations": tuple(Situation(each) for each in stored["situations"]),
        "support_needs": tuple(SupportNeeds(each) for each in stored["support_needs"]),
        "documents": tuple(stored["documents"]),
    }
    return Criterion(**stored | typed)


def _criteria(row: tables.CouncilCriteria) -> AllocationCriteria:
    found = tuple(_criterion(each) for each in row.criteria)
    return AllocationCriteria(row.version, row.valid_from, row.valid_to, row.verified, found)


async def lock_criteria(story: Story) -> None:
    """Make two who enter criteria at once take turns."""
    await story.execute(COUNCIL_LOCK, {"of": story.municipality_code})


async def list_criteria(story: Story) -> list[AllocationCriteria]:
    """Every version of the municipality, by the day from which it is in force."""
    row = tables.CouncilCriteria
    query = select(row).where(row.municipality_code == story.municipality_code).order_by(col(row.valid_from))
    return [_criteria(each) for each in (await story.session.exec(query)).all()]


async def save_criteria(story: Story, criteria: AllocationCriteria) -> None:
    """Store a new version, or the new end of one that is there."""
    key = (story.municipality_code, criteria.version)
    row = await story.session.get(tables.CouncilCriteria, key, with_for_update=True, populate_existing=True)
    if row is None:
        row = tables.CouncilCriteria(
            municipality_code=story.municipality_code,
            version=criteria.version,
            valid_from=criteria.valid_from,
            valid_to=criteria.valid_to,
            verified=criteria.verified,
            criteria=[asdict(each) for each in criteria.criteria],
            entered_at=story.now,
        )
        story.session.add(row)
    row.valid_to = criteria.valid_to
    await story.session.flush()
