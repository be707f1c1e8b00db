"""What every referral begins with, whoever opened it: a recommendation with reasons, and whether there is room."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from services.support.domain.referrals.pointers import SupportFacts
from services.support.domain.referrals.recommendation import recommend
from services.support.domain.referrals.referral import Opening, Referral, ReferralSource, ReferralState
from services.support.store.methods import list_terms
from services.support.store.supply import read_supply
from services.support.usecases.referrals.tell_allocation import have_allocation_told


async def new_referral(story: Story, referral_id: UUID, opening: Opening) -> Referral:
    """A referral as it stands when it is opened; not stored.

    - A method is recommended from what is known. What was wanted but is not offered, or not at this age, is kept.
    - Outreach workers with authority start support at once: their referral is a course from today.
    """
    today, rows = local_day(story.now), await list_terms(story)
    needs = opening.needs
    recommendation = recommend(
        SupportFacts(
            opening.support_needs,
            opening.situation,
            opening.birth_year,
            today,
            needs.expected_months if needs else None,
            needs.discharged_on if needs else None,
        ),
        rows,
    )
    at_once = opening.source is ReferralSource.OUTREACH
    return Referral(
        id=referral_id,
        opening=opening,
        state=ReferralState.COURSE if at_once else ReferralState.OPEN,
        opened_at=story.now,
        wanted_method=recommendation.wanted,
        recommended_method=recommendation.method,
        had_room=(await read_supply(story)).has_room(recommendation.method, rows, today),
        reasons=recommendation.reasons,
        worker_reference=None,
        method=None,
        assigned_at=None,
        outcome=None,
        outcome_at=None,
        starts_on=today if at_once else None,
        version=1,
        lacking=recommendation.lacking,
    )


async def tell_opened(story: Story, referral: Referral) -> None:
    """Record that it was opened; whoever made an offer hears where there was no room."""
    opening = referral.opening
    facts: dict[str, object] = {
        "source": opening.source,
        "nomination_reference": opening.nomination_reference,
        "reference": opening.reference,
        "wanted_method": referral.wanted_method,
        "recommended_method": referral.recommended_method,
        "lacking": referral.lacking,
        "had_room": referral.had_room,
    }
    await record(story, "referral_opened", referral.id, (Party.SUPPORT_TEAM,), facts=facts, reasons=referral.reasons)
    if referral.had_room:
        return
    if opening.offer_id is None:
        await record(story, "support_without_room", referral.id, (Party.SUPPORT_TEAM,))
        return
    await record(story, "support_without_room", referral.id, (Party.ALLOCATION_OFFICE, Party.SUPPORT_TEAM))
    await have_allocation_told(story, referral.id)
