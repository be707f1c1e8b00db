"""The municipality enters when support is open."""

from kit.database.stories import Story
from kit.values.problems import Unprocessable
from services.support.domain.opening.hours import OpeningHours, errors_in_hours
from services.support.store.opening import list_opening, save_opening


async def enter_opening(story: Story, hours: OpeningHours) -> list[OpeningHours]:
    """Enter a dated row; every row there is.

    - A row that begins on the same day replaces the one that did.
    - A deadline that has been set stays as it was.
    """
    errors = errors_in_hours(hours)
    if errors:
        raise Unprocessable(errors=errors)
    await save_opening(story, hours)
    return await list_opening(story)
