"""Anybody who reads a right to a dwelling reads its rent on any day."""

from datetime import date
from uuid import UUID

from kit.database.stories import Story
from services.allocation.domain.full_rights.full_right import NoRentReduction
from services.allocation.domain.full_rights.rent_scheme import SchemeRent, rent_on
from services.allocation.store.full_rights import get_full_right


async def read_scheme_rent(story: Story, right_id: UUID, on: date) -> SchemeRent:
    """The rent on the day, with its sentence; only a dwelling under the rent reduction scheme has one."""
    right = await get_full_right(story, right_id)
    if right.scheme is None:
        raise NoRentReduction
    return rent_on(right.scheme, on)
