"""A referral taken in hand to be changed: its home, its nomination and itself, always locked in this order."""

from dataclasses import dataclass
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from kit.values.decisions import Reason
from kit.values.problems import PreconditionFailed
from services.allocation.domain.nominations.nomination import Nomination
from services.allocation.domain.nominations.situations import UNDER_WAY
from services.allocation.domain.nominations.ways import NominationOver
from services.allocation.domain.other_homes.homes import OtherHome
from services.allocation.domain.other_homes.referrals import HomeReferral
from services.allocation.store.nominations import get_nomination
from services.allocation.store.other_home_referrals import get_referral, save_referral
from services.allocation.store.other_homes import get_home

WHO_HEARS = (Party.ALLOCATION_OFFICE, Party.SOCIAL_CENTRE, Party.SHELTER)
"""Never a housing organisation."""


@dataclass(frozen=True, slots=True)
class Held:
    """What the story may change."""

    home: OtherHome
    nomination: Nomination
    referral: HomeReferral


async def hold_referral(story: Story, referral_id: UUID, version: int | None) -> Held:
    """The referral in the version that the caller has read; None where a sweep takes it as it is."""
    known = await get_referral(story, referral_id)
    home = await get_home(story, known.home_id, lock=True)
    nomination = await get_nomination(story, known.nomination_id, lock=True)
    referral = await get_referral(story, referral_id, lock=True)
    if version is not None and referral.version != version:
        raise PreconditionFailed
    return Held(home, nomination, referral)


def require_under_way(nomination: Nomination) -> None:
    """Raises NominationOver where the citizen no longer waits by this nomination."""
    if nomination.status not in UNDER_WAY:
        raise NominationOver


async def keep(story: Story, before: HomeReferral, after: HomeReferral, reasons: tuple[Reason, ...] = ()) -> None:
    """Store where the referral now stands, and tell those who follow it."""
    await save_referral(story, after, expected_version=before.version)
    facts = {"home_id": after.home_id, "nomination_id": after.nomination_id, "code": after.end_code}
    known = {name: value for name, value in facts.items() if value is not None}
    await record(story, f"home_referral_{after.status}", after.id, WHO_HEARS, facts=known, reasons=reasons)
