"""A citizen says no to more support."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import FieldError, Unprocessable
from kit.values.texts import Text
from services.support.domain.courses.closing import CourseEnd, Wish, WishChannel, wish_stands_from
from services.support.domain.courses.courses import Milestone, TaskKind
from services.support.domain.courses.running import require_running
from services.support.domain.courses.terms import terms_on
from services.support.store.courses import find_end, list_terms, save_end
from services.support.store.referrals import get_referral
from services.support.store.tasks import drop_dates, next_number, save_dates


async def hear_wish(story: Story, referral_id: UUID, said_on: date, channel: WishChannel) -> CourseEnd:
    """Record that the citizen has said no to more support, and who heard it.

    - The course goes on: the wish can be confirmed when the cooling time has passed, and a task asks for it then.
    - The same wish again changes nothing.
    """
    referral = await get_referral(story, referral_id, lock=True)
    require_running(referral)
    today = local_day(story.now)
    if not local_day(referral.opened_at) <= said_on <= today:
        text = Text("Dagen ligger før henvisningen eller fremme.", "The day is before the referral, or lies ahead.")
        raise Unprocessable(errors=[FieldError("/said_on", text)])
    end = await find_end(story, referral_id)
    if end.wish is not None and end.wish.stands and (end.wish.said_on, end.wish.channel) == (said_on, channel):
        return end
    end = replace(end, wish=Wish(said_on, None, channel, story.caller.person))
    await save_end(story, referral_id, end)
    cooling_days = terms_on(await list_terms(story), said_on).cooling_days
    await drop_dates(story, referral_id, (TaskKind.CONFIRM_WISH,))
    number = await next_number(story, referral_id, TaskKind.CONFIRM_WISH)
    stands_from = wish_stands_from(Wish(said_on), cooling_days)
    await save_dates(story, referral_id, (Milestone(TaskKind.CONFIRM_WISH, number, stands_from),))
    facts = {"said_on": said_on, "channel": channel, "confirmed_from_on": stands_from}
    await record(story, "closing_wished", referral_id, (Party.SUPPORT_TEAM,), facts=facts)
    return end
