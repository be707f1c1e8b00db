"""What support tells allocation, enqueued in the transaction that made it true."""

from uuid import UUID

from kit.database.outbox import enqueue, new_outbox
from kit.database.stories import Story

TELL_ALLOCATION = "tell_allocation_of_support"

OUTBOX = new_outbox()


async def tell_allocation(story: Story, referral_id: UUID) -> None:
    """Tell allocation where support for the offer stands; in order per referral, read when it is sent."""
    await enqueue(story, OUTBOX, TELL_ALLOCATION, in_order_with=f"referral {referral_id}", referral_id=str(referral_id))
