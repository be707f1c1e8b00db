"""A place is free: the next on the waiting list is told of."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from services.allocation.domain.other_homes.homes import OtherHome, free_places
from services.allocation.domain.other_homes.referrals import occupancy_of, waiting_list
from services.allocation.store.other_home_referrals import list_of_homes
from services.allocation.store.other_homes import list_capacities
from services.allocation.usecases.other_homes.hold_referral import WHO_HEARS


async def tell_next(story: Story, home: OtherHome, *, but: UUID | None = None) -> None:
    """Tell of whoever is next in the home's order, if a place is free; `but` is somebody who has just said no to it.

    Nothing is offered by itself: a person offers the place.
    """
    referrals = (await list_of_homes(story, [home.id]))[home.id]
    capacities = (await list_capacities(story, [home.id]))[home.id]
    free = free_places(capacities, occupancy_of(referrals), local_day(story.now))
    waiting = [one for one in waiting_list(home.waiting_order, referrals) if one.id != but]
    if free and waiting:
        facts = {"home_id": home.id, "nomination_id": waiting[0].nomination_id, "free_places": free}
        await record(story, "place_free_for_next", waiting[0].id, WHO_HEARS, facts=facts)
