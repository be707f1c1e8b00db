"""A person asks for an end to a course; only the rules end it."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from services.support.domain.courses.closing import (
    Circumstances,
    Closing,
    CourseEnd,
    CourseEnded,
    decide_closing,
    require_ending,
)
from services.support.domain.courses.courses import TaskKind
from services.support.domain.courses.move_in import asks_on
from services.support.domain.courses.never_closing import Ground
from services.support.domain.courses.running import is_running
from services.support.domain.courses.terms import terms_on
from services.support.domain.referrals.referral import Referral
from services.support.store.courses import find_end, list_terms, save_end
from services.support.store.referrals import close_referral, get_referral
from services.support.store.tasks import drop_dates
from services.support.store.visits import count_missed


@dataclass(frozen=True, slots=True)
class Asked:
    """On what ground an end is asked for, and the day that the ground rests on."""

    ground: Ground
    need_assessed_on: date | None = None
    died_on: date | None = None


async def close_course(story: Story, referral_id: UUID, asked: Asked) -> CourseEnd:
    """End a course, if the ground ends one.

    - The citizen's wish once the cooling time has passed, a need assessed as met, or death closes it; a move to
      another municipality hands it over. Anything else is refused under the rule's name, and nothing changes.
    - The worker's place is free at once, and the course's dates ask nobody any more; whether the home is kept is still
      asked where the citizen lives on in it.
    - The same ground again is the same end; another one is refused.
    """
    referral = await get_referral(story, referral_id, lock=True)
    end = await find_end(story, referral_id)
    if not is_running(referral):
        if end.ground is asked.ground:
            return end
        raise CourseEnded
    closing = decide_closing(asked.ground, await _circumstances(story, referral, end, asked))
    require_ending(closing)
    return await end_course(story, referral, asked.ground, closing)


async def end_course(story: Story, referral: Referral, ground: Ground, closing: Closing) -> CourseEnd:
    """Store the end that the rules have decided; the referral's row is ours."""
    end = replace(
        await find_end(story, referral.id),
        ground=ground,
        ending=closing.ending,
        rule=closing.reason.rule,
        ended_at=story.now,
        decided_by=story.caller.person,
    )
    await save_end(story, referral.id, end)
    await close_referral(story, referral)
    asked_on = asks_on(ground)
    await drop_dates(story, referral.id, [kind for kind in TaskKind if kind not in asked_on])
    facts = {"ground": ground, "ending": closing.ending, "worker_reference": referral.worker_reference}
    audiences = (Party.SUPPORT_TEAM,)
    await record(story, "course_ended", referral.id, audiences, facts=facts, reasons=(closing.reason,))
    return end


async def _circumstances(story: Story, referral: Referral, end: CourseEnd, asked: Asked) -> Circumstances:
    today = local_day(story.now)
    said_on = end.wish.said_on if end.wish else today
    return Circumstances(
        on=today,
        cooling_days=terms_on(await list_terms(story), said_on).cooling_days,
        missed_visits=await count_missed(story, referral.id),
        wish=end.wish,
        need_assessed_on=asked.need_assessed_on,
        died_on=asked.died_on,
        receiving=end.receiving,
    )
