"""A person says why a citizen moves in without a named support worker."""

from dataclasses import replace
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from kit.values.problems import PreconditionFailed
from services.allocation.domain.offers.offer import OPEN_OFFERS, Offer
from services.allocation.domain.offers.problems import OfferOver
from services.allocation.store.offers import get_offer, save_offer


async def allow_without_worker(story: Story, offer_id: UUID, version: int, why: str) -> Offer:
    """Let the lease be signed without a named worker. The reason stays with the offer, and is counted."""
    offer = await get_offer(story, offer_id, lock=True)
    if offer.version != version:
        raise PreconditionFailed
    if offer.status not in OPEN_OFFERS:
        raise OfferOver
    after = replace(offer, why_without_worker=why, version=offer.version + 1)
    await save_offer(story, after, expected_version=offer.version)
    audiences = (Party.ALLOCATION_OFFICE, Party.SUPPORT_TEAM, Party.MANAGEMENT)
    await record(story, "move_in_without_worker_allowed", offer.vacancy_id, audiences, facts={"offer_id": offer.id})
    return after
