"""How many places there are today and ahead, by method and team."""

from dataclasses import dataclass
from datetime import date, timedelta

from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.problems import FieldError, Unprocessable
from kit.values.texts import Text
from services.support.domain.capacity.supply import Ending, Places
from services.support.store.methods import list_terms
from services.support.store.supply import list_endings, read_supply

LONGEST_LOOK = timedelta(days=3 * 366)


@dataclass(frozen=True, slots=True)
class Capacity:
    """The places on a day and on a later one, and the method ends between them that may free a place."""

    on: date
    until: date
    places: list[Places]
    places_until: list[Places]
    endings: list[Ending]


async def look_at_capacity(story: Story, on: date | None, until: date | None) -> Capacity:
    """Count the places of each method and team.

    - Taken are those that citizens have now; nobody knows who comes or goes later, so ahead only the staff changes:
      absences, workers who leave, limits that begin.
    - A method's time that runs out may free a place and never does so by itself: a person assesses the need.
    - A limit that nobody has entered stays a question, and its places are unknown.
    """
    today = local_day(story.now)
    first = on or today
    last = until or first
    errors = []
    if last < first:
        errors.append(FieldError("/query/until", Text("Ligger før den første dag", "Lies before the first day")))
    if last - first > LONGEST_LOOK:
        errors.append(FieldError("/query/until", Text("Højst tre år frem", "At most three years ahead")))
    if errors:
        raise Unprocessable(errors=errors)
    rows, supply = await list_terms(story), await read_supply(story)
    endings = await list_endings(story, first, last)
    return Capacity(first, last, supply.places(rows, first), supply.places(rows, last), endings)
