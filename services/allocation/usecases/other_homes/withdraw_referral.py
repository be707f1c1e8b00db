"""A referral ends without a place: the citizen or the need has changed, or the nomination is over."""

from dataclasses import replace
from uuid import UUID

from kit.database.stories import Story
from services.allocation.domain.nominations.situations import UNDER_WAY
from services.allocation.domain.other_homes.referrals import (
    OPEN_REFERRALS,
    WITHDRAWN,
    EndCode,
    HomeReferral,
    WithdrawalCode,
    moved_referral,
)
from services.allocation.store.other_home_referrals import list_without_nomination
from services.allocation.usecases.other_homes.hold_referral import Held, hold_referral, keep
from services.allocation.usecases.other_homes.tell_next import tell_next


async def withdraw_referral(story: Story, referral_id: UUID, version: int, code: WithdrawalCode) -> HomeReferral:
    """Withdraw it, with a code. A place it held is free at once, and the next on the list is told of."""
    return await end_referral(story, await hold_referral(story, referral_id, version), code)


async def end_referral(story: Story, held: Held, code: WithdrawalCode | EndCode) -> HomeReferral:
    """End a referral that the story holds."""
    ended = replace(
        held.referral,
        status=moved_referral(held.referral.status, WITHDRAWN),
        ended_at=story.now,
        end_code=code,
        version=held.referral.version + 1,
    )
    await keep(story, held.referral, ended)
    await tell_next(story, held.home)
    return ended


async def end_referrals_without_nomination(story: Story) -> int:
    """End each open referral whose nomination is over, once; how many there were."""
    ended = 0
    for referral_id in await list_without_nomination(story):
        held = await hold_referral(story, referral_id, None)
        if held.referral.status in OPEN_REFERRALS and held.nomination.status not in UNDER_WAY:
            await end_referral(story, held, EndCode.NOMINATION_OVER)
            ended += 1
    return ended
