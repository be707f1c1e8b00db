"""Offers whose deadline has passed without an answer."""

from kit.database.stories import Story
from services.allocation.domain.offers.ends import NO_ANSWER
from services.allocation.domain.offers.offer import OfferStatus, expired
from services.allocation.store.offers import list_overdue, lock_offer
from services.allocation.usecases.offers.end_offer import end_offer


async def expire_offers(story: Story) -> int:
    """End each of them once; how many there were. One that was answered while we waited for it is left alone."""
    ended = 0
    for offer_id in await list_overdue(story):
        offer, vacancy = await lock_offer(story, offer_id)
        if offer.status is OfferStatus.MADE:
            status = expired(offer.status, at=story.now, due_at=offer.due_at)
            await end_offer(story, offer, vacancy, status, NO_ANSWER)
            ended += 1
    return ended
