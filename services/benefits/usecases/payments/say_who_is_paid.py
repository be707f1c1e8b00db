"""A person says who is to be paid, where nobody has told it."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.benefits.domain.payments.orders import Payee, PaymentOrder, name_payee
from services.benefits.store.payments import get_order, save_order

HEARD_BY = (Party.BENEFITS_DEPARTMENT,)


async def say_who_is_paid(story: Story, order_id: UUID, version: int, payee: Payee) -> PaymentOrder:
    """Name the payee of an order; the same again changes nothing."""
    order = await get_order(story, order_id, lock=True, version=version)
    named = name_payee(order, payee)
    if named == order:
        return order
    facts = {"number": order.number, "payee_kind": payee.kind}
    await record(story, "payee_named", order.case_id, HEARD_BY, facts=facts)
    return await save_order(story, named)
