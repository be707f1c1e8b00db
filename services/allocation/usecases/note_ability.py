"""Benefits has said what a nominated household can pay."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.allocation.store.nominations import save_ability


async def note_ability(
    story: Story, nomination_id: UUID, highest_rent_dkk: Decimal | None, question: dict[str, Any] | None
) -> None:
    """Keep the figure for matching; where it is unknown, keep the question that must be answered first."""
    await save_ability(story, nomination_id, highest_rent_dkk, question)
    await record(
        story,
        "ability_known" if highest_rent_dkk is not None else "ability_questioned",
        nomination_id,
        (Party.ALLOCATION_OFFICE, Party.SOCIAL_CENTRE),
    )
