"""Benefits has said what a nominated household can pay."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.allocation.store.nominations import get_nomination, save_ability


async def note_ability(
    story: Story, nomination_id: UUID, highest_rent_dkk: Decimal | None, question: dict[str, Any] | None
) -> None:
    """Keep the figure for matching; where it is unknown, keep the question that must be answered first.

    The same answer again changes nothing.
    """
    nomination = await get_nomination(story, nomination_id, lock=True)
    if (nomination.highest_rent_dkk, nomination.ability_question) == (highest_rent_dkk, question):
        return
    await save_ability(story, nomination_id, highest_rent_dkk, question)
    await record(
        story,
        "ability_known" if highest_rent_dkk is not None else "ability_questioned",
        nomination_id,
        (Party.ALLOCATION_OFFICE, Party.SOCIAL_CENTRE),
    )
