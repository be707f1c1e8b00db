"""A place in a home is offered to somebody on its list, who says yes or no."""

from dataclasses import replace
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from services.allocation.domain.other_homes.homes import require_free_place
from services.allocation.domain.other_homes.referrals import (
    ACCEPTED,
    OFFERED,
    WAITING,
    DeclineCode,
    HomeReferral,
    OutOfOrderCode,
    moved_referral,
    occupancy_of,
    require_next,
    waiting_list,
)
from services.allocation.store.other_home_referrals import list_of_homes
from services.allocation.store.other_homes import list_capacities
from services.allocation.usecases.other_homes.hold_referral import WHO_HEARS, hold_referral, keep, require_under_way
from services.allocation.usecases.other_homes.tell_next import tell_next


async def offer_place(
    story: Story, referral_id: UUID, version: int, why: OutOfOrderCode | None, offered_by: str
) -> HomeReferral:
    """Offer a place.

    - A place is free: lived in by nobody and promised to nobody, on no day from now on. Places are given one at a time.
    - It goes to the next on the list; a person may depart from the order and says with a code why.
    """
    held = await hold_referral(story, referral_id, version)
    require_under_way(held.nomination)
    status = moved_referral(held.referral.status, OFFERED)
    referrals = (await list_of_homes(story, [held.home.id]))[held.home.id]
    capacities = (await list_capacities(story, [held.home.id]))[held.home.id]
    require_free_place(capacities, occupancy_of(referrals), local_day(story.now))
    waiting = waiting_list(held.home.waiting_order, referrals)
    require_next(waiting, held.referral, why)
    in_order = waiting[0].id == held.referral.id
    offered = replace(
        held.referral,
        status=status,
        offered_at=story.now,
        offered_by=offered_by,
        why_out_of_order=None if in_order else why,
        version=held.referral.version + 1,
    )
    await keep(story, held.referral, offered)
    return offered


async def accept_place(story: Story, referral_id: UUID, version: int) -> HomeReferral:
    """The citizen says yes; the place is kept until they move in."""
    held = await hold_referral(story, referral_id, version)
    status = moved_referral(held.referral.status, ACCEPTED)
    accepted = replace(held.referral, status=status, version=held.referral.version + 1)
    await keep(story, held.referral, accepted)
    return accepted


async def decline_place(story: Story, referral_id: UUID, version: int, code: DeclineCode) -> HomeReferral:
    """The citizen says no, or has second thoughts after a yes.

    It costs nothing: the citizen waits as before, by the same dates. The next on the list is told of.
    """
    held = await hold_referral(story, referral_id, version)
    status = moved_referral(held.referral.status, WAITING)
    waiting = replace(
        held.referral,
        status=status,
        offered_at=None,
        offered_by=None,
        why_out_of_order=None,
        version=held.referral.version + 1,
    )
    await keep(story, held.referral, waiting)
    facts = {"home_id": waiting.home_id, "code": code}
    await record(story, "place_declined", waiting.id, WHO_HEARS, facts=facts)
    await tell_next(story, held.home, but=waiting.id)
    return waiting
