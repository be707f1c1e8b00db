"""Allocation hears where support for its offers stands."""

from dataclasses import dataclass
from uuid import UUID

from kit.database.stories import Story
from kit.values.callers import Party
from services.support.clients.allocation import Allocation
from services.support.domain.consents.passing import What
from services.support.domain.referrals.referral import OfferOutcome, Referral, ReferralState
from services.support.store.outbox import tell_allocation as enqueue_telling
from services.support.store.referral_offers import list_joined
from services.support.store.referrals import get_referral
from services.support.usecases.consents.pass_on import pass_on


@dataclass(frozen=True, slots=True)
class Standing:
    """A referral as it stands when it is told, and the offers it stands for."""

    referral: Referral
    offers: tuple[UUID, ...]


async def have_allocation_told(story: Story, referral_id: UUID) -> None:
    """Have allocation told where support for the referral's offers stands, if it may be told.

    - It is recorded here, with its basis, in the transaction that gave the cause: once, however often the telling is
      tried.
    - A referral without an offer is no matter of allocation's.
    """
    referral = await get_referral(story, referral_id)
    if not await _standing_offers(story, referral):
        return
    what = What.SUPPORT_IN_PLACE if referral.worker_reference else What.NO_ROOM
    if await pass_on(story, referral.opening.citizen_id, referral.id, what, Party.ALLOCATION_OFFICE):
        await enqueue_telling(story, referral.id)


async def standing_to_tell(story: Story, referral_id: UUID) -> Standing | None:
    """The referral as it stands when it is told; None where its offers have ended without a lease meanwhile."""
    referral = await get_referral(story, referral_id)
    offers = await _standing_offers(story, referral)
    if referral.state is ReferralState.CLOSED or not offers:
        return None
    return Standing(referral, offers)


async def _standing_offers(story: Story, referral: Referral) -> tuple[UUID, ...]:
    own = (referral.opening.offer_id, referral.outcome)
    joined = [
        (each.home.offer_id, each.heard.outcome if each.heard else None)
        for each in await list_joined(story, referral.id)
    ]
    return tuple(offer for offer, ended in (own, *joined) if offer and ended in (None, OfferOutcome.SIGNED))


async def tell_allocation(
    standing: Standing, allocation: Allocation, municipality_code: str, caused_by: str | None
) -> None:
    """Tell allocation that a worker is assigned, or that the recommended method had no room. Repeats are harmless."""
    referral = standing.referral
    for offer_id in standing.offers:
        if referral.worker_reference is not None and referral.method is not None and referral.assigned_at is not None:
            await allocation.tell_assigned(
                offer_id,
                referral.worker_reference,
                referral.method,
                referral.assigned_at,
                municipality_code=municipality_code,
                caused_by=caused_by,
            )
            continue
        await allocation.tell_no_room(
            offer_id,
            referral.recommended_method,
            referral.opened_at,
            municipality_code=municipality_code,
            caused_by=caused_by,
        )
