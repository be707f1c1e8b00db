"""What benefits sends to allocation: enqueued in the story that caused it."""

from uuid import UUID

from kit.database.outbox import enqueue, new_outbox
from kit.database.stories import Story

TELL_DECISION = "tell_deposit_decision"
TELL_LATE = "tell_deposit_late"
TELL_PAID = "tell_deposit_paid"

OUTBOX = new_outbox()


async def tell_decision(story: Story, case_id: UUID) -> None:
    """Tell allocation what was decided on the offer's case, after it has heard that the case was late."""
    await enqueue(story, OUTBOX, TELL_DECISION, in_order_with=f"case {case_id}", case_id=str(case_id))


async def tell_late(story: Story, case_id: UUID) -> None:
    """Tell allocation that the offer's case was not decided in time."""
    await enqueue(story, OUTBOX, TELL_LATE, in_order_with=f"case {case_id}", case_id=str(case_id))


async def tell_paid(story: Story, case_id: UUID) -> None:
    """Tell allocation that the deposit of the offer's case is paid, after it has heard of the decision."""
    await enqueue(story, OUTBOX, TELL_PAID, in_order_with=f"case {case_id}", case_id=str(case_id))
