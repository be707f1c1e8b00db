"""By when an alert is to be acknowledged."""

from kit.database.stories import Story
from kit.values.calendar import local_day
from services.support.domain.alerts.terms import AlertClock, terms_on
from services.support.store.alerts import list_terms
from services.support.store.opening import list_opening


async def read_clock(story: Story) -> AlertClock:
    """The time limits of alerts that hold today, and when support is open."""
    return AlertClock(terms_on(await list_terms(story), local_day(story.now)), await list_opening(story))
