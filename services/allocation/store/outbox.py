"""What allocation sends to others: enqueued in the story that caused it."""

from uuid import UUID

from kit.database.outbox import enqueue, new_outbox
from kit.database.stories import Story

ASSESS_ABILITY = "assess_ability"
OPEN_BENEFITS_CASE = "open_benefits_case"
OPEN_REFERRAL = "open_referral"
TELL_BENEFITS_OUTCOME = "tell_benefits_outcome"
TELL_SUPPORT_OUTCOME = "tell_support_outcome"
TELL_BENEFITS_MERGE = "tell_benefits_merge"
TELL_SUPPORT_MERGE = "tell_support_merge"

OUTBOX = new_outbox()


async def ask_for_ability(story: Story, nomination_id: UUID) -> None:
    """Ask benefits what the household can pay."""
    await enqueue(
        story, OUTBOX, ASSESS_ABILITY, in_order_with=f"ability {nomination_id}", nomination_id=str(nomination_id)
    )


async def tell_of_offer(story: Story, offer_id: UUID) -> None:
    """Open the benefits case and the referral, in parallel."""
    await enqueue(story, OUTBOX, OPEN_BENEFITS_CASE, in_order_with=f"benefits {offer_id}", offer_id=str(offer_id))
    await enqueue(story, OUTBOX, OPEN_REFERRAL, in_order_with=f"support {offer_id}", offer_id=str(offer_id))


async def tell_outcome(story: Story, offer_id: UUID) -> None:
    """Tell benefits and support how the offer ended, after they have heard of it."""
    await enqueue(story, OUTBOX, TELL_BENEFITS_OUTCOME, in_order_with=f"benefits {offer_id}", offer_id=str(offer_id))
    await enqueue(story, OUTBOX, TELL_SUPPORT_OUTCOME, in_order_with=f"support {offer_id}", offer_id=str(offer_id))


async def tell_of_merge(story: Story, old_citizen_id: UUID, citizen_id: UUID, offer_id: UUID | None) -> None:
    """Tell benefits and support that a citizen has another identifier, after what they hear of an open offer."""
    after = offer_id or old_citizen_id
    ids = {"old_citizen_id": str(old_citizen_id), "citizen_id": str(citizen_id)}
    await enqueue(story, OUTBOX, TELL_BENEFITS_MERGE, in_order_with=f"benefits {after}", **ids)
    await enqueue(story, OUTBOX, TELL_SUPPORT_MERGE, in_order_with=f"support {after}", **ids)
