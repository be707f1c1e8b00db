"""Allocation tells how an offer ended."""

from datetime import datetime
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.benefits.domain.cases.cases import Case, CaseStatus, OfferOutcome, end_with_offer
from services.benefits.store.cases import get_case, save_case


async def note_offer_outcome(story: Story, offer_id: UUID, outcome: OfferOutcome, at: datetime) -> Case:
    """Keep the outcome; a case still open is closed, since there is nothing left to decide.

    - The same outcome again changes nothing; another one is refused.
    """
    case = await get_case(story, offer_id, lock=True)
    ended = end_with_offer(case, outcome, at)
    if ended == case:
        return case
    saved = await save_case(story, ended)
    kind = "benefits_case_closed" if ended.status is CaseStatus.CLOSED else "offer_ended"
    facts = {"offer_outcome": outcome, "offer_id": offer_id}
    await record(story, kind, case.id, (Party.BENEFITS_DEPARTMENT, Party.ALLOCATION_OFFICE), facts=facts)
    return saved
