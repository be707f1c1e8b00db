"""A person resolves a difference between what was ordered and what was paid."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.benefits.domain.payments.orders import OrderOver, OrderState
from services.benefits.domain.payments.reconciling import Line, ResolutionCode, resolve, settle
from services.benefits.store.payments import lock_orders, save_order, wait_for_turn
from services.benefits.store.reconciliations import get_difference, save_resolution
from services.benefits.usecases.payments.note_receipt import tell_of_payment


async def resolve_difference(story: Story, line_id: UUID, code: ResolutionCode) -> Line:
    """Resolve the difference with a code that fits it, once; a second person is told the first.

    - A wrong amount that is accepted pays its order with that amount, where nothing else has paid it meanwhile.
    - Every other code says what was done outside; the order stands as it does.
    """
    await wait_for_turn(story)
    by = story.caused_by or story.caller.client_id
    resolved = resolve(await get_difference(story, line_id), code, story.now, by)
    if code is ResolutionCode.AMOUNT_ACCEPTED:
        await _accept(story, resolved, by)
    await save_resolution(story, resolved)
    facts = {"order_number": resolved.posting.order_number, "outcome": resolved.outcome, "code": code}
    await record(story, "payment_difference_resolved", line_id, (Party.BENEFITS_DEPARTMENT,), facts=facts)
    return resolved


async def _accept(story: Story, line: Line, by: str) -> None:
    order = (await lock_orders(story, {line.posting.order_number}))[line.posting.order_number]
    if order.state is not OrderState.EXPORTED:
        raise OrderOver(extra={"state": order.state})
    await tell_of_payment(story, await save_order(story, settle(order, line.posting, story.now, by)))
