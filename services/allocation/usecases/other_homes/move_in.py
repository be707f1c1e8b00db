"""The citizen moves into a home for those who cannot live alone, and out of it again."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import Unprocessable
from kit.values.texts import Text
from services.allocation.domain.nominations.nomination import Nomination
from services.allocation.domain.nominations.situations import NominationStatus
from services.allocation.domain.nominations.tasks import OF_A_NOMINATION
from services.allocation.domain.nominations.ways import CloseCode, closed, moved_nomination
from services.allocation.domain.offers.problems import CitizenHasOpenOffer
from services.allocation.domain.other_homes.problems import LivesInOtherHome
from services.allocation.domain.other_homes.referrals import (
    MOVED_OUT,
    RESIDENT,
    EndCode,
    HomeReferral,
    MoveOutCode,
    find_faults_of_dates,
    moved_referral,
)
from services.allocation.store.nominations import change_nomination
from services.allocation.store.offers import find_open_offer_of
from services.allocation.store.other_home_referrals import find_referral_among, get_referral, list_open_of
from services.allocation.store.other_homes import get_home
from services.allocation.store.tasks import close_tasks
from services.allocation.usecases.other_homes.hold_referral import (
    WHO_HEARS,
    Held,
    hold_referral,
    keep,
    require_under_way,
)
from services.allocation.usecases.other_homes.tell_next import tell_next
from services.allocation.usecases.other_homes.withdraw_referral import end_referral

WHO_HEARS_OF_A_HOME = (*WHO_HEARS, Party.SUPPORT_TEAM, Party.BENEFITS_DEPARTMENT)


async def move_in(
    story: Story, referral_id: UUID, version: int, moved_in_on: date, *, stays_nominated: bool
) -> HomeReferral:
    """The citizen has moved in.

    - After a yes to a place, and once: a citizen lives in one home at a time.
    - The citizen is housed and waits for nothing else, so the other referrals end. An open offer of a dwelling is
      answered first. Where the person says that the citizen stays nominated, nomination and referrals stand.
    """
    held = await hold_referral(story, referral_id, version)
    status = moved_referral(held.referral.status, RESIDENT)
    require_under_way(held.nomination)
    if await find_referral_among(story, held.nomination.id, {RESIDENT}) is not None:
        raise LivesInOtherHome
    accepted_before = Text("Kan ikke ligge før henvisningen", "Cannot lie before the referral")
    _require_dates(story, moved_in_on, local_day(held.referral.referred_at), "/moved_in_on", accepted_before)
    moved = replace(held.referral, status=status, moved_in_on=moved_in_on, version=held.referral.version + 1)
    await keep(story, held.referral, moved)
    if not stays_nominated:
        await _house(story, held.nomination)
        await _end_others(story, held)
    facts = {"nomination_id": held.nomination.id, "home_id": held.home.id, "moved_in_on": moved_in_on}
    await record(story, "citizen_moved_in", moved.id, WHO_HEARS_OF_A_HOME, facts=facts)
    return moved


async def move_out(
    story: Story, referral_id: UUID, version: int, moved_out_on: date, code: MoveOutCode
) -> HomeReferral:
    """The citizen has moved out: the place is free, and the next on the list is told of."""
    held = await hold_referral(story, referral_id, version)
    status = moved_referral(held.referral.status, MOVED_OUT)
    began = held.referral.moved_in_on or local_day(held.referral.referred_at)
    before = Text("Kan ikke ligge før indflytningen", "Cannot lie before moving in")
    _require_dates(story, moved_out_on, began, "/moved_out_on", before)
    moved = replace(
        held.referral,
        status=status,
        moved_out_on=moved_out_on,
        ended_at=story.now,
        end_code=code,
        version=held.referral.version + 1,
    )
    await keep(story, held.referral, moved)
    await tell_next(story, held.home)
    return moved


def _require_dates(story: Story, day: date, earliest: date, pointer: str, before: Text) -> None:
    today = local_day(story.now)
    faults = find_faults_of_dates(day, today, earliest=earliest, pointer=pointer, what_before=before)
    if faults:
        raise Unprocessable(errors=faults)


async def _house(story: Story, nomination: Nomination) -> None:
    """The citizen waits no longer by this nomination; one that was not on the list yet is closed instead."""
    if await find_open_offer_of(story, nomination.id) is not None:
        raise CitizenHasOpenOffer
    if nomination.status is NominationStatus.OPEN:
        status, code = moved_nomination(nomination.status, NominationStatus.HOUSED), None
    else:
        status, code = closed(nomination.status), CloseCode.OTHER_HOME
    housed = replace(nomination, status=status, close_code=code, version=nomination.version + 1)
    await change_nomination(story, housed, expected_version=nomination.version)
    await close_tasks(story, nomination.id, OF_A_NOMINATION)


async def _end_others(story: Story, held: Held) -> None:
    """The nomination is held already, so nobody else is changing these."""
    for referral_id in await list_open_of(story, held.nomination.id):
        other = await get_referral(story, referral_id, lock=True)
        home = await get_home(story, other.home_id)
        await end_referral(story, replace(held, home=home, referral=other), EndCode.MOVED_INTO_ANOTHER)
