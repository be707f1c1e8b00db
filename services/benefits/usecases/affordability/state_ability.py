"""What a household can pay, before there is a dwelling."""

from datetime import date
from decimal import Decimal

from kit.database.stories import Story
from kit.values.texts import Text
from services.benefits.domain.affordability.affordability import HighestRent, highest_rent
from services.benefits.domain.households.households import Household
from services.benefits.domain.households.plausibility import require_possible, unusual_amounts
from services.benefits.store.rates import get_rate_book


async def state_ability(
    story: Story, household: Household, on: date, utilities: Decimal | None, area_m2: int | None, confirmed: list[str]
) -> tuple[HighestRent, Text | None]:
    """The highest rent with utilities that leaves the household the municipality's guideline.

    - Guidance for matching, counted on the safe side; the case of an offer counts anew for its dwelling.
    - An unknown rate, or an unusual amount that nobody has confirmed, gives a question instead of a sum.
    """
    require_possible(household, on.year)
    unusual = [error for pointer, error in unusual_amounts(household, None).items() if pointer not in confirmed]
    if unusual:
        return HighestRent(None, (), ()), unusual[0].text
    found = highest_rent(household, await get_rate_book(story), on, utilities, area_m2)
    question = found.unknown[0].question if found.amount is None else None
    return found, question
