"""A person decides on a referral: a method, or none."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from kit.values.problems import PreconditionFailed
from services.support.domain.courses.move_in import course_dates
from services.support.domain.methods.methods import Method
from services.support.domain.referrals.decisions import Decided, decide
from services.support.domain.referrals.referral import DepartureReason, Referral
from services.support.store.referrals import get_referral, save_decision
from services.support.store.tasks import save_dates


@dataclass(frozen=True, slots=True)
class Said:
    """What the person says."""

    method: Method | None
    reason: DepartureReason | None
    starts_on: date | None


async def decide_referral(story: Story, referral_id: UUID, version: int, said: Said) -> Referral:
    """Decide, as a person; the recommendation is support for the decision.

    - Where it departs from the recommendation, it says why, by a code.
    - No method ends a referral that no course has begun of, only for what the rules know: the citizen does not want
      it, no need was found, or whoever referred took it back. The decision can be complained about.
    - A referral that no offer opened becomes a course from the first day, where one is given.
    - When it was opened never changes.
    """
    referral = await get_referral(story, referral_id, lock=True)
    method, starts_on = said.method, said.starts_on
    decided = Decided(method, said.reason, starts_on, story.caller.person or "", story.now)
    decision = decide(referral, decided)
    if decision is None:
        return referral
    if referral.version != version:
        raise PreconditionFailed
    await save_decision(story, referral, decision, starts_on)
    if method is not None and starts_on is not None:
        await save_dates(story, referral.id, course_dates(referral.method, starts_on))
    facts = {"method": method or "none", "reason": said.reason, "recommended_method": referral.recommended_method}
    kind = "referral_decided" if method else "referral_refused"
    await record(story, kind, referral.id, (Party.SUPPORT_TEAM,), facts=facts)
    return await get_referral(story, referral.id)
