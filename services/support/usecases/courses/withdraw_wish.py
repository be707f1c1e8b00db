"""A citizen who said no to more support thinks again."""

from dataclasses import replace
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from services.support.domain.courses.closing import CourseEnd
from services.support.domain.courses.courses import TaskKind
from services.support.domain.courses.running import WishMissing, require_running
from services.support.store.courses import find_end, save_end
from services.support.store.referrals import get_referral
from services.support.store.tasks import drop_dates


async def withdraw_wish(story: Story, referral_id: UUID) -> CourseEnd:
    """The citizen has thought again: support goes on as if nothing had been said.

    - Nothing to withdraw is told; a wish withdrawn before stays so.
    """
    referral = await get_referral(story, referral_id, lock=True)
    require_running(referral)
    end = await find_end(story, referral_id)
    if end.wish is None:
        raise WishMissing
    if not end.wish.stands:
        return end
    end = replace(end, wish=replace(end.wish, withdrawn_on=local_day(story.now)))
    await save_end(story, referral_id, end)
    await drop_dates(story, referral_id, (TaskKind.CONFIRM_WISH,))
    await record(story, "closing_wish_withdrawn", referral_id, (Party.SUPPORT_TEAM,))
    return end
