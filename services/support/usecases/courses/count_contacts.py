"""How often the citizens of each worker were seen."""

from datetime import date, timedelta

from kit.database.stories import Story
from kit.values.calendar import midnight_ending
from kit.values.problems import FieldError, Unprocessable
from kit.values.texts import Text
from services.support.domain.capacity.contacts import Contacts
from services.support.store.visits import contacts_per_week

LONGEST_DAYS = 366


async def count_contacts(story: Story, since: date, until: date) -> list[Contacts]:
    """Kept visits by worker, method and team, from the one day up to, not including, the other; a year at most.

    - Days are local: a visit at half past midnight belongs to the day it was kept on in Denmark.
    """
    if not 1 <= (until - since).days <= LONGEST_DAYS:
        text = Text(
            f"Slutdagen skal ligge 1 til {LONGEST_DAYS} dage efter startdagen.",
            f"The end must be 1 to {LONGEST_DAYS} days after the start.",
        )
        raise Unprocessable(errors=[FieldError("/query/until", text)])
    first, last = (midnight_ending(day - timedelta(days=1)) for day in (since, until))
    return await contacts_per_week(story, since=first, until=last)
