"""The affordability statement of a household in a dwelling, for whoever advises the household."""

from collections.abc import Collection
from datetime import date

from kit.database.stories import Story
from services.benefits.domain.affordability.checking import require_right
from services.benefits.domain.affordability.statement import Home, Statement, state
from services.benefits.domain.households.circumstances import Applicant
from services.benefits.store.rates import get_rate_book


async def make_statement(
    story: Story, applicant: Applicant, home: Home, on: date, confirmed: Collection[str]
) -> Statement:
    """Count what is left a month, line by line, by the rates of the day.

    - What contradicts itself is refused, and what is unusual is asked about until confirmed, all at once.
    - Nothing is stored and nothing is entered in the journal: the sum is guidance, and can be made again.
    """
    require_right(applicant, home, on, confirmed)
    return state(applicant, home, await get_rate_book(story), on)
