"""A person calls a payment off before it is sent out."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.benefits.domain.payments.orders import CancellationCode, PaymentOrder, cancel
from services.benefits.store.payments import get_order, save_order

HEARD_BY = (Party.BENEFITS_DEPARTMENT,)


async def cancel_payment(story: Story, order_id: UUID, version: int, code: CancellationCode) -> PaymentOrder:
    """Call the order off, with a coded reason; what has been sent out is stopped in the finance system instead."""
    order = await get_order(story, order_id, lock=True, version=version)
    by = story.caused_by or story.caller.client_id
    saved = await save_order(story, cancel(order, code, story.now, by))
    facts = {"number": order.number, "amount_dkk": order.amount, "code": code}
    await record(story, "payment_cancelled", order.case_id, HEARD_BY, facts=facts)
    return saved
