"""What a case says is to be paid is ordered, once."""

from uuid import uuid4

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from services.benefits.domain.cases.cases import Case
from services.benefits.domain.payments.municipalities import Role, in_force
from services.benefits.domain.payments.ordering import PURPOSES, PaymentDue, payment_due
from services.benefits.domain.payments.orders import (
    CancellationCode,
    OrderState,
    PaymentOrder,
    cancel,
)
from services.benefits.store.decisions import find_decision
from services.benefits.store.municipalities import list_municipalities
from services.benefits.store.payments import (
    add_order,
    find_lease,
    find_living_order,
    get_order,
    next_order_number,
    save_order,
)

HEARD_BY = (Party.BENEFITS_DEPARTMENT,)


async def order_payment(story: Story, case: Case) -> PaymentOrder | None:
    """Order what the case, locked by this story, now says is to be paid; the order that lives, or None.

    - Told as often as it may be (a repeat, a crash, a decision made again), it is ordered once.
    - Where a changed decision says that nothing is to be paid, an order that has not been sent out is cancelled; of one
      that has, the department hears, since a person must have the money back.
    """
    purpose = PURPOSES.get(case.kind)
    if purpose is None:
        return None
    due = payment_due(case, await find_decision(story, case.id), await find_lease(story, case.id), local_day(story.now))
    living = await find_living_order(story, case.id, purpose)
    if due is not None:
        return living or await _order(story, case, due)
    if living is not None:
        await _take_back(story, await get_order(story, living.id, lock=True))
    return None


async def _order(story: Story, case: Case, due: PaymentDue) -> PaymentOrder:
    today = local_day(story.now)
    pays = in_force(await list_municipalities(story, case.id), Role.PAYING, today)
    order = PaymentOrder(
        id=uuid4(),
        number=await next_order_number(story),
        case_id=case.id,
        citizen_id=case.facts.citizen_id,
        purpose=due.purpose,
        amount=due.amount,
        payee=due.payee,
        paying_municipality_code=pays.code if pays else story.municipality_code,
        pay_by=due.pay_by,
        ordered_at=story.now,
        ordered_by=story.caused_by or story.caller.client_id,
    )
    await add_order(story, order)
    facts = {"number": order.number, "purpose": order.purpose, "amount_dkk": order.amount, "pay_by_on": order.pay_by}
    await record(story, "payment_ordered", case.id, HEARD_BY, facts=facts)
    return order


async def _take_back(story: Story, living: PaymentOrder) -> None:
    facts = {"number": living.number, "amount_dkk": living.amount}
    if living.state is not OrderState.ORDERED:
        await record(story, "payment_to_be_recovered", living.case_id, HEARD_BY, facts=facts)
        return
    by = story.caused_by or story.caller.client_id
    await save_order(story, cancel(living, CancellationCode.COMMITMENT_WITHDRAWN, story.now, by))
    facts |= {"code": CancellationCode.COMMITMENT_WITHDRAWN}
    await record(story, "payment_cancelled", living.case_id, HEARD_BY, facts=facts)
