"""The finance system tells what has become of an order."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.benefits.domain.payments.orders import OrderState, PaymentOrder, Purpose, Receipt, acknowledge
from services.benefits.store.cases import get_case
from services.benefits.store.outbox import tell_paid
from services.benefits.store.payments import get_order, save_order

HEARD_BY = (Party.BENEFITS_DEPARTMENT,)


async def note_receipt(story: Story, order_id: UUID, receipt: Receipt) -> PaymentOrder:
    """Keep the receipt; the same again changes nothing, another one is refused.

    - Paid: the amount is the one ordered, to the øre. Allocation hears that a deposit is paid.
    - Rejected: the order is over, and a person may order anew.
    """
    order = await get_order(story, order_id, lock=True)
    after = acknowledge(order, receipt, story.now, story.caused_by or story.caller.client_id)
    if after == order:
        return order
    saved = await save_order(story, after)
    await tell_of_payment(story, saved)
    return saved


async def tell_of_payment(story: Story, order: PaymentOrder) -> None:
    """What is heard once an order is paid or rejected."""
    facts = {"number": order.number, "amount_dkk": order.amount, "code": order.code}
    await record(story, f"payment_{order.state}", order.case_id, HEARD_BY, facts=facts)
    is_paid = order.state is OrderState.PAID and order.purpose is Purpose.DEPOSIT
    if is_paid and (await get_case(story, order.case_id)).offer_id is not None:
        await tell_paid(story, order.case_id)
