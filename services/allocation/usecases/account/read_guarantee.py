"""Both sides read what is guaranteed for a tenant, and what has been claimed."""

from collections.abc import Sequence
from uuid import UUID

from kit.database.stories import Story
from services.allocation.domain.account.guarantees import Guarantee, GuaranteeClaim
from services.allocation.domain.account.problems import NoLease
from services.allocation.store.guarantees import find_guarantee, list_claims_of
from services.allocation.store.vacancies import get_vacancy


async def read_guarantee(story: Story, vacancy_id: UUID) -> tuple[Guarantee, Sequence[GuaranteeClaim]]:
    """The guarantee exists from the lease. Raises NoLease before there is one."""
    vacancy = await get_vacancy(story, vacancy_id)
    await story.act_in(vacancy.facts.municipality_code)
    guarantee = await find_guarantee(story, vacancy)
    if guarantee is None:
        raise NoLease
    return guarantee, await list_claims_of(story, vacancy_id)
