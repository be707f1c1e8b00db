"""A concern leads to a referral to support."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from kit.values.problems import Conflict
from kit.values.texts import Text
from services.support.domain.prevention.concerns import ConcernClosed, ConcernState
from services.support.domain.referrals.pointers import Situation, SupportNeeds
from services.support.domain.referrals.referral import Opening, Referral, ReferralSource
from services.support.store.concerns import get_concern
from services.support.usecases.referrals.refer_citizen import refer_citizen


class CitizenNotNamed(Conflict):
    slug = "citizen-not-named"
    title = Text(
        "Henvendelsen gælder et lejemål: sig først, hvilken borger det er",
        "The concern is about a tenancy: name the citizen first",
    )


async def refer_from_concern(
    story: Story, concern_id: UUID, birth_year: int, support_needs: SupportNeeds, situation: Situation
) -> tuple[Referral, bool]:
    """Refer the citizen of a concern; the referral, and whether it is new.

    - Of a concern that is not closed and whose citizen is known.
    - One referral a concern: its reference is the concern's identifier. What else holds is the referral's own rule.
    """
    concern = await get_concern(story, concern_id, lock=True)
    if concern.state is ConcernState.CLOSED:
        raise ConcernClosed
    citizen_id = concern.facts.citizen_id
    if citizen_id is None:
        raise CitizenNotNamed
    source = ReferralSource.CONCERN
    opening = Opening(citizen_id, birth_year, support_needs, situation, source, str(concern_id))
    referral, is_new = await refer_citizen(story, opening)
    if is_new:
        told = {"referral_id": referral.id}
        await record(story, "concern_referred", concern_id, (Party.SUPPORT_TEAM,), facts=told)
    return referral, is_new
