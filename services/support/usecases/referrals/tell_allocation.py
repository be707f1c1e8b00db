"""Allocation hears where support for its offers stands."""

from dataclasses import dataclass
from uuid import UUID

from kit.database.stories import Story
from kit.values.callers import Party
from services.support.clients.allocation import Allocation
from services.support.domain.consents.passing import What
from services.support.domain.referrals.referral import OfferOutcome, Referral, ReferralState
from services.support.store.referral_offers import list_joined
from services.support.store.referrals import get_referral
from services.support.usecases.consents.pass_on import pass_on


@dataclass(frozen=True, slots=True)
class Standing:
    """A referral as it stands when it is told, and the offers it stands for."""

    referral: Referral
    offers: tuple[UUID, ...]


async def standing_to_tell(story: Story, referral_id: UUID) -> Standing | None:
    """The referral as it stands when it is told; None where its offers have ended without a lease meanwhile.

    What passes to allocation is journaled with its basis.
    """
    referral = await get_referral(story, referral_id)
    if referral.state is ReferralState.CLOSED:
        return None
    own = (referral.opening.offer_id, referral.outcome)
    joined = [
        (each.home.offer_id, each.heard.outcome if each.heard else None)
        for each in await list_joined(story, referral.id)
    ]
    offers = tuple(offer for offer, ended in (own, *joined) if offer and ended in (None, OfferOutcome.SIGNED))
    what = What.SUPPORT_IN_PLACE if referral.worker_reference else What.NO_ROOM
    if not offers or not await pass_on(story, referral.opening.citizen_id, referral.id, what, Party.ALLOCATION_OFFICE):
        return None
    return Standing(referral, offers)


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
