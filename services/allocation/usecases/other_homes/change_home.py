"""How many places a home has from a day on, and in which order its waiting list is kept."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import FieldError, Unprocessable
from services.allocation.domain.other_homes.homes import (
    MOST_PLACES,
    WRONG_PLACES,
    Capacity,
    OtherHome,
    WaitingOrder,
    require_room_for_residents,
    with_line,
)
from services.allocation.domain.other_homes.referrals import occupancy_of
from services.allocation.store.other_home_referrals import list_of_homes
from services.allocation.store.other_homes import get_home, list_capacities, save_capacity, save_order
from services.allocation.usecases.other_homes.tell_next import tell_next

WHO_HEARS = (Party.ALLOCATION_OFFICE, Party.SOCIAL_CENTRE, Party.SHELTER, Party.MANAGEMENT)


async def change_capacity(story: Story, home_id: UUID, line: Capacity) -> OtherHome:
    """Enter the places from a day on; a line of the same day is put right.

    - On no day from now on are there fewer places than are lived in or promised today.
    - Where a place becomes free, the next on the list is told of.
    """
    if not 0 <= line.places <= MOST_PLACES:
        raise Unprocessable(errors=[FieldError("/places", WRONG_PLACES)])
    home = await get_home(story, home_id, lock=True)
    capacities = (await list_capacities(story, [home_id]))[home_id]
    referrals = (await list_of_homes(story, [home_id]))[home_id]
    after = with_line(capacities, line)
    if after == capacities:
        return home
    require_room_for_residents(after, occupancy_of(referrals), local_day(story.now))
    await save_capacity(story, home_id, line)
    facts = {"valid_from": line.valid_from, "places": line.places}
    await record(story, "other_home_capacity_changed", home_id, WHO_HEARS, facts=facts)
    await tell_next(story, home)
    return home


async def choose_order(story: Story, home_id: UUID, order: WaitingOrder) -> None:
    """The council's choice of the order of one home's list; nobody is moved by anything else."""
    home = await get_home(story, home_id, lock=True)
    if home.waiting_order is not order:
        await save_order(story, home_id, order)
        await record(story, "other_home_order_chosen", home_id, WHO_HEARS, facts={"waiting_order": order})
