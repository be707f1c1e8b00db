"""Stored proposals for several dwellings at once: written once, never edited."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlmodel import select

from kit.database.stories import Story
from kit.values.problems import FieldError, NotFound
from services.allocation.domain.matching.problems import NotFromMatching
from services.allocation.domain.vacancies.life import VacancyStatus
from services.allocation.store import tables


@dataclass(frozen=True, slots=True)
class StoredMatching:
    """A proposal with everything it was made from; the digest stands in the sealed journal too."""

    id: UUID
    made_at: datetime
    made_by: str
    scheme_version: str
    digest: str
    snapshot: dict[str, Any]


STILL_FREE = text("""
    SELECT vacancy.id::text FROM vacancy WHERE id = ANY(:vacancies) AND status = :claimed AND NOT EXISTS (
        SELECT FROM offer WHERE offer.vacancy_id = vacancy.id
           AND offer.nomination_id::text = CAST(:proposed AS jsonb) ->> vacancy.id::text
    )
""")


async def save_matching(story: Story, matching: StoredMatching) -> None:
    """Store a new proposal."""
    values = {name: getattr(matching, name) for name in StoredMatching.__dataclass_fields__}
    story.session.add(tables.Matching(municipality_code=story.municipality_code, **values))
    await story.session.flush()


async def get_matching(story: Story, matching_id: UUID) -> StoredMatching:
    """The proposal, or NotFound."""
    row = (await story.session.exec(select(tables.Matching).where(tables.Matching.id == matching_id))).one_or_none()
    if row is None:
        raise NotFound
    return StoredMatching(**{name: getattr(row, name) for name in StoredMatching.__dataclass_fields__})


async def list_matched_elsewhere(
    story: Story, matching_id: UUID | None, vacancy_id: UUID, nomination_id: UUID
) -> frozenset[str]:
    """Whom the matching gives another dwelling that still waits for them: free, and not offered to them in vain.

    Nobody where no matching is cited. Raises NotFromMatching where it does not propose this pair.
    """
    if matching_id is None:
        return frozenset()
    row = (await story.session.exec(select(tables.Matching).where(tables.Matching.id == matching_id))).one_or_none()
    proposed: dict[str, str] = {}
    if row is not None:
        proposed = {each["vacancy_id"]: each["nomination_id"] for each in row.snapshot["proposals"]}
    if proposed.pop(str(vacancy_id), None) != str(nomination_id):
        raise NotFromMatching(errors=[FieldError("/matching_id", NotFromMatching.title)])
    parameters = {
        "vacancies": [UUID(each) for each in proposed],
        "claimed": VacancyStatus.CLAIMED,
        "proposed": json.dumps(proposed),
    }
    free = (await story.execute(STILL_FREE, parameters)).scalars().all()
    return frozenset(proposed[each] for each in free)
