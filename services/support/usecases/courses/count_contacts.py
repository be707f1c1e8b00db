"""How often the citizens of each worker were seen."""

from datetime import date

from kit.database.stories import Story
from kit.values.problems import FieldError, Unprocessable
from kit.values.texts import Text
from services.support.store.visits import Contacts, contacts_per_week

LONGEST_DAYS = 366


async def count_contacts(story: Story, since: date, until: date) -> list[Contacts]:
    """Kept visits by worker and method, from the one day up to, not including, the other; a year at most."""
    if not 1 <= (until - since).days <= LONGEST_DAYS:
        text = Text(
            f"Slutdagen skal ligge 1 til {LONGEST_DAYS} dage efter startdagen.",
            f"The end must be 1 to {LONGEST_DAYS} days after the start.",
        )
        raise Unprocessable(errors=[FieldError("/query/until", text)])
    return await contacts_per_week(story, since=since, until=until)
