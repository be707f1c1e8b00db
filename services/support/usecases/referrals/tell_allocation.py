"""Allocation hears where support for its offer stands."""

from uuid import UUID

from kit.database.stories import Story
from services.support.clients.allocation import Allocation
from services.support.domain.referrals.referral import Referral, ReferralState
from services.support.store.referrals import get_referral


async def standing_to_tell(story: Story, referral_id: UUID) -> Referral | None:
    """The referral as it stands when it is told; None where its offer has ended without a lease meanwhile."""
    referral = await get_referral(story, referral_id)
    return None if referral.state is ReferralState.CLOSED else referral


async def tell_allocation(
    referral: Referral, allocation: Allocation, municipality_code: str, caused_by: str | None
) -> None:
    """Tell allocation that a worker is assigned, or that the recommended method had no room. Repeats are harmless."""
    if referral.worker_reference is not None and referral.method is not None and referral.assigned_at is not None:
        await allocation.tell_assigned(
            referral.home.offer_id,
            referral.worker_reference,
            referral.method,
            referral.assigned_at,
            municipality_code=municipality_code,
            caused_by=caused_by,
        )
        return
    await allocation.tell_no_room(
        referral.home.offer_id,
        referral.recommended_method,
        referral.opened_at,
        municipality_code=municipality_code,
        caused_by=caused_by,
    )
