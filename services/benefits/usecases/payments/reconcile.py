"""The finance system tells what it has paid, and each line is held against what was ordered."""

from collections.abc import Sequence
from uuid import uuid4

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import ContentDiffers, FieldError, Unprocessable
from kit.values.texts import Text
from services.benefits.domain.payments.orders import OrderState
from services.benefits.domain.payments.reconciling import (
    DIFFERENCES,
    Line,
    LineOutcome,
    Posting,
    Reconciliation,
    faults_of,
    judge_postings,
    other_postings,
)
from services.benefits.store.payments import lock_orders, save_order, wait_for_turn
from services.benefits.store.reconciliations import add_reconciliation, find_reconciliation, known_postings
from services.benefits.usecases.payments.note_receipt import tell_of_payment


async def reconcile(story: Story, reference: str, postings: Sequence[Posting]) -> tuple[Reconciliation, bool]:
    """Hold each posting against its order; the reconciliation, and whether it is new.

    - The same reference with the same lines is answered as the first time; other lines are refused.
    - Faults of form refuse the whole; a line that differs from its order is kept and stays open until a person has
      resolved it, and the lines that match pay their orders. All of it or nothing.
    - A posting told before changes nothing, so statements may overlap; told otherwise, it is refused.
    """
    await wait_for_turn(story)
    first = await find_reconciliation(story, reference)
    if first is not None:
        return _same_again(first, postings), False
    faults = faults_of(postings, story.municipality_code, local_day(story.now))
    if faults:
        raise Unprocessable(errors=faults)
    known = await known_postings(story, {posting.reference for posting in postings})
    if differing := other_postings(postings, known):
        raise ContentDiffers(errors=differing)
    by = story.caused_by or story.caller.client_id
    orders = await lock_orders(story, {posting.order_number for posting in postings})
    judged = judge_postings(postings, orders, known, story.now, by)
    lines = (Line(uuid4(), posting, *said) for posting, said in zip(postings, judged.outcomes, strict=True))
    new = Reconciliation(uuid4(), reference, story.now, by, tuple(lines))
    await add_reconciliation(story, new)
    for order in judged.paid:
        saved = await save_order(story, order)
        if orders[order.number].state is not OrderState.PAID:
            await tell_of_payment(story, saved)
    await _tell(story, new)
    return new, True


async def _tell(story: Story, new: Reconciliation) -> None:
    facts = {
        "reference": new.reference,
        "lines": len(new.lines),
        "total_dkk": new.total(),
        "matched_dkk": new.total(LineOutcome.MATCHED),
        "differences": sum(line.outcome in DIFFERENCES for line in new.lines),
    }
    await record(story, "payments_reconciled", new.id, (Party.BENEFITS_DEPARTMENT,), facts=facts)


def _same_again(first: Reconciliation, postings: Sequence[Posting]) -> Reconciliation:
    text = Text("Afviger fra det, der først blev sendt", "Differs from what was sent first")
    if len(first.lines) != len(postings):
        raise ContentDiffers(errors=[FieldError("/lines", text)])
    differing = [
        FieldError(f"/lines/{place}", text)
        for place, (line, posting) in enumerate(zip(first.lines, postings, strict=True))
        if line.posting != posting
    ]
    if differing:
        raise ContentDiffers(errors=differing)
    return first
