"""An offer has ended, with a lease or without."""

from datetime import date, datetime
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.support.domain.courses.move_in import course_dates
from services.support.domain.courses.visits import first_visit
from services.support.domain.referrals.outcomes import Change, HeardOutcome, apply_outcome
from services.support.domain.referrals.referral import OfferOutcome, Referral, ReferralSource, ReferralState
from services.support.store.referral_offers import JoinedOffer, list_joined, save_joined_outcome
from services.support.store.referrals import get_referral, save_outcome, save_standing
from services.support.store.tasks import save_dates
from services.support.store.visits import add_visit


async def hear_offer_outcome(
    story: Story, offer_id: UUID, outcome: OfferOutcome, at: datetime, move_in_on: date | None
) -> Referral:
    """Hear how the offer ended.

    - Signed: the referral becomes a course from the day of the move, with the dates of its method, the
      home checks, and a visit planned for that day.
    - Any other end closes the referral, and the worker's place is free at once; unless another offer of the citizen
      is not decided yet, or something else than an offer opened the referral.
    - A course goes on, however an offer ends.
    - The same outcome again changes nothing; another one is refused.
    """
    referral = await get_referral(story, offer_id, lock=True)
    joined = await list_joined(story, referral.id)
    own = next((each for each in joined if each.home.offer_id == offer_id), None)
    heard = own.heard if own else _heard(referral)
    change = apply_outcome(referral, outcome, move_in_on, heard, stays_open=_stays_open(referral, joined, offer_id))
    if change is None:
        return referral
    if own is None:
        await save_outcome(story, referral, outcome, change, at)
    else:
        await save_joined_outcome(story, offer_id, outcome, at, move_in_on)
        await save_standing(story, referral, outcome, change)
    if change.state is ReferralState.COURSE and referral.state is not ReferralState.COURSE and change.starts_on:
        await save_dates(story, referral.id, course_dates(referral.method, change.starts_on))
        await add_visit(story, first_visit(referral.id, change.starts_on))
    facts = {"outcome": outcome, "starts_on": change.starts_on, "place_freed": change.frees_place}
    kind = _kind(referral, change)
    await record(story, kind, referral.id, (Party.SUPPORT_TEAM,), facts=facts, reasons=(change.reason,))
    return await get_referral(story, referral.id)


def _heard(referral: Referral) -> HeardOutcome | None:
    return HeardOutcome(referral.outcome, referral.starts_on) if referral.outcome else None


def _stays_open(referral: Referral, joined: list[JoinedOffer], offer_id: UUID) -> bool:
    if referral.opening.source is not ReferralSource.OFFER:
        return True
    own_undecided = referral.opening.offer_id != offer_id and referral.outcome is None
    return own_undecided or any(each.heard is None and each.home.offer_id != offer_id for each in joined)


def _kind(referral: Referral, change: Change) -> str:
    if change.state is referral.state:
        return "offer_ended"
    return "course_started" if change.state is ReferralState.COURSE else "referral_closed"
