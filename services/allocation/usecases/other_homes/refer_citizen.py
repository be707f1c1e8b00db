"""A person at the social centre refers a nominated citizen to a home for those who cannot live alone."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.problems import FieldError, NotFound, Unprocessable
from kit.values.texts import Text
from services.allocation.domain.nominations.nomination import Nomination
from services.allocation.domain.other_homes.problems import AlreadyReferred, LivesInOtherHome
from services.allocation.domain.other_homes.reasons import WhyNotAlone
from services.allocation.domain.other_homes.referrals import OPEN_REFERRALS, REFERRED, RESIDENT, HomeReferral
from services.allocation.store.nominations import get_nomination
from services.allocation.store.other_home_referrals import add_referral, find_referral_among, list_of_homes
from services.allocation.store.other_homes import get_home
from services.allocation.usecases.other_homes.hold_referral import WHO_HEARS, require_under_way


async def refer_citizen(
    story: Story,
    home_id: UUID,
    nomination_id: UUID,
    why: Sequence[WhyNotAlone],
    *,
    also_ordinary_dwellings: bool,
    referred_by: str,
) -> HomeReferral:
    """Refer a citizen, with coded reasons why they cannot live alone.

    - The nomination is under way. The citizen may be referred to as many homes as it takes, to each once at a time.
    - The wait counts from the referral. The citizen is offered ordinary dwellings too, unless the person says not.
    - Nothing is decided yet: a person assesses the referral.
    """
    nomination = await _home_and_nomination(story, home_id, nomination_id)
    require_under_way(nomination)
    if await find_referral_among(story, nomination_id, OPEN_REFERRALS, home_id=home_id) is not None:
        raise AlreadyReferred
    if await find_referral_among(story, nomination_id, {RESIDENT}, home_id=home_id) is not None:
        raise LivesInOtherHome
    referral = HomeReferral(
        id=uuid4(),
        home_id=home_id,
        nomination_id=nomination_id,
        number=1 + len((await list_of_homes(story, [home_id]))[home_id]),
        status=REFERRED,
        why=tuple(dict.fromkeys(why)),
        referred_at=story.now,
        referred_by=referred_by,
        also_ordinary_dwellings=also_ordinary_dwellings,
    )
    await add_referral(story, referral)
    facts = {"home_id": home_id, "nomination_id": nomination_id}
    await record(story, "home_referral_made", referral.id, WHO_HEARS, facts=facts)
    return referral


async def _home_and_nomination(story: Story, home_id: UUID, nomination_id: UUID) -> Nomination:
    faults: list[FieldError] = []
    nomination: Nomination | None = None
    try:
        await get_home(story, home_id, lock=True)
    except NotFound:
        faults.append(FieldError("/home_id", Text("Hjemmet findes ikke", "There is no such home")))
    try:
        nomination = await get_nomination(story, nomination_id, lock=True)
    except NotFound:
        faults.append(FieldError("/nomination_id", Text("Indstillingen findes ikke", "There is no such nomination")))
    if nomination is None or faults:
        raise Unprocessable(errors=faults)
    return nomination
