"""Overrides as rows; what was written of people is encrypted by the story before it comes here."""

from uuid import UUID

from sqlmodel import select

from kit.database.stories import Story
from services.allocation.domain.matching.overrides import OverrideCode
from services.allocation.store import tables


async def save_override(
    story: Story, offer_id: UUID, code: OverrideCode, why: bytes | None, passed_over: int, overridden_by: str
) -> None:
    """Keep why an offer went past others."""
    story.session.add(
        tables.OfferOverride(
            municipality_code=story.municipality_code,
            offer_id=offer_id,
            code=code,
            why=why,
            passed_over=passed_over,
            overridden_by=overridden_by,
            overridden_at=story.now,
        )
    )
    await story.session.flush()


async def find_override(story: Story, offer_id: UUID) -> tuple[OverrideCode, bytes | None, str] | None:
    """The code, what was written (encrypted) and by whom; None where the offer went to the first."""
    row = tables.OfferOverride
    found = (await story.session.exec(select(row).where(row.offer_id == offer_id))).one_or_none()
    return (OverrideCode(found.code), found.why, found.overridden_by) if found else None
