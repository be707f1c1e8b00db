"""Allocation tells how an offer ended."""

from datetime import datetime
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.benefits.domain.cases.cases import Case, CaseStatus, OfferOutcome, end_with_offer
from services.benefits.domain.payments.ordering import SignedLease
from services.benefits.store.cases import get_case, save_case
from services.benefits.store.payments import note_lease
from services.benefits.usecases.payments.order_payment import order_payment
from services.benefits.usecases.pre_approvals.release_pre_approval import release_pre_approval

NOT_TOLD = SignedLease()


async def note_offer_outcome(
    story: Story, offer_id: UUID, outcome: OfferOutcome, at: datetime, lease: SignedLease = NOT_TOLD
) -> Case:
    """Keep the outcome; a case still open is closed, since there is nothing left to decide.

    - A signed lease makes the deposit that was committed fall due: it is ordered in the same transaction.
    - A pre-approval that committed the deposit is spent with the lease, and free again without one.
    - The same outcome again changes nothing; another one is refused.
    """
    case = await get_case(story, offer_id, lock=True)
    ended = end_with_offer(case, outcome, at)
    if ended == case:
        return case
    saved = await save_case(story, ended)
    kind = "benefits_case_closed" if ended.status is CaseStatus.CLOSED else "offer_ended"
    facts = {"offer_outcome": outcome, "offer_id": offer_id}
    await record(story, kind, case.id, (Party.BENEFITS_DEPARTMENT, Party.ALLOCATION_OFFICE), facts=facts)
    await release_pre_approval(story, offer_id, outcome)
    if outcome is OfferOutcome.SIGNED:
        await note_lease(story, case.id, lease)
        await order_payment(story, saved)
    return saved
