"""A person orders again what came to nothing."""

from uuid import UUID

from kit.database.stories import Story
from kit.values.problems import Conflict
from kit.values.texts import Text
from services.benefits.domain.payments.ordering import PURPOSES
from services.benefits.domain.payments.orders import AlreadyOrdered, PaymentOrder
from services.benefits.store.cases import get_case
from services.benefits.store.payments import find_living_order
from services.benefits.usecases.payments.order_payment import order_payment


class NothingDue(Conflict):
    slug = "nothing-to-order"
    title = Text(
        "Sagen giver ikke noget at betale: der skal være et tilsagn, og med et tilbud en underskrevet lejekontrakt",
        "The case gives nothing to pay: there must be a commitment and, with an offer, a signed lease",
    )


async def order_again(story: Story, case_id: UUID) -> PaymentOrder:
    """A person orders what a case says is to be paid, where an earlier order was rejected or cancelled.

    Raises AlreadyOrdered, naming the order that lives, and NothingDue.
    """
    case = await get_case(story, case_id, lock=True)
    purpose = PURPOSES.get(case.kind)
    living = await find_living_order(story, case.id, purpose) if purpose else None
    if living is not None:
        raise AlreadyOrdered(extra={"number": living.number, "state": living.state})
    ordered = await order_payment(story, case)
    if ordered is None:
        raise NothingDue
    return ordered
