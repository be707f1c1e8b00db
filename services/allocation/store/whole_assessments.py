"""Whole assessments as rows, and back; the words to the citizen stay closed in here."""

from dataclasses import asdict
from uuid import UUID

from sqlmodel import col, or_, select

from kit.database.stories import Story
from services.allocation.domain.nominations.assessing import Assessment, AssessmentOutcome, AssessmentReason
from services.allocation.store import tables


async def save_assessment(story: Story, assessment: Assessment, reason: bytes | None, mark: str) -> None:
    """Store a decision; its words are encrypted under the key marked."""
    values = asdict(assessment) | {"codes": list(assessment.codes), "reason": reason, "sealed_under": mark}
    story.session.add(tables.NominationAssessment(municipality_code=story.municipality_code, **values))
    await story.session.flush()


async def find_assessment(story: Story, nomination_id: UUID) -> tuple[Assessment, bytes | None] | None:
    """The decision and its closed words, or None."""
    row = await story.session.get(tables.NominationAssessment, (story.municipality_code, nomination_id))
    if row is None:
        return None
    own = {name: getattr(row, name) for name in Assessment.__dataclass_fields__}
    typed = {
        "outcome": AssessmentOutcome(row.outcome),
        "codes": tuple(AssessmentReason(each) for each in row.codes),
        "reason": None,
    }
    return Assessment(**own | typed), row.reason


async def list_words_under_others(story: Story, mark: str, limit: int) -> list[tuple[UUID, bytes]]:
    """Words encrypted under another key than the one marked, by nomination; ours to change."""
    row = tables.NominationAssessment
    query = (
        select(row)
        .where(
            row.municipality_code == story.municipality_code,
            col(row.reason).is_not(None),
            or_(col(row.sealed_under).is_(None), col(row.sealed_under) != mark),
        )
        .order_by(col(row.nomination_id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = (await story.session.exec(query)).all()
    return [(each.nomination_id, each.reason) for each in rows if each.reason is not None]


async def save_words(story: Story, nomination_id: UUID, reason: bytes, mark: str) -> None:
    """Store the same words under the key marked."""
    row = await story.session.get_one(tables.NominationAssessment, (story.municipality_code, nomination_id))
    row.reason, row.sealed_under = reason, mark
    await story.session.flush()
