"""The offer that opened a referral has ended, with a lease or without."""

from datetime import date, datetime
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.support.domain.courses.move_in import course_dates
from services.support.domain.courses.visits import first_visit
from services.support.domain.referrals.referral import OfferOutcome, Referral, ReferralState, apply_outcome
from services.support.store.referrals import get_referral, save_outcome
from services.support.store.tasks import save_dates
from services.support.store.visits import add_visit


async def hear_offer_outcome(
    story: Story, offer_id: UUID, outcome: OfferOutcome, at: datetime, move_in_on: date | None
) -> Referral:
    """Hear how the offer ended.

    - Signed: the referral becomes a course from the day of the move, with the dates of its method, the
      home checks, and a visit planned for that day.
    - Any other end closes the referral, and the worker's place is free at once.
    - The same outcome again changes nothing; another one is refused.
    """
    referral = await get_referral(story, offer_id, lock=True)
    change = apply_outcome(referral, outcome, move_in_on)
    if change is None:
        return referral
    await save_outcome(story, referral, outcome, change, at)
    if change.starts_on is not None:
        await save_dates(story, referral.id, course_dates(referral.method, change.starts_on))
        await add_visit(story, first_visit(referral.id, change.starts_on))
    kind = "course_started" if change.state is ReferralState.COURSE else "referral_closed"
    facts = {"outcome": outcome, "starts_on": change.starts_on, "place_freed": change.frees_place}
    await record(story, kind, referral.id, (Party.SUPPORT_TEAM,), facts=facts, reasons=(change.reason,))
    return await get_referral(story, offer_id)
