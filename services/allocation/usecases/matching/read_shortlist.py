"""The allocation office asks who fits a claimed vacancy."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.allocation.domain.matching.shortlist import Shortlist
from services.allocation.domain.vacancies.outcomes import Outcome
from services.allocation.domain.vacancies.problems import VacancyReleased
from services.allocation.store.vacancies import get_vacancy
from services.allocation.usecases.matching.draw_shortlist import draw_shortlist


async def read_shortlist(story: Story, vacancy_id: UUID) -> Shortlist:
    """Who fits, in the council's order; for each who does not, the first rule that stopped them.

    - Decision support only: a caseworker decides.
    - The reading itself is recorded, with the person who read.
    """
    vacancy = await get_vacancy(story, vacancy_id)
    if vacancy.outcome is not Outcome.CLAIMED:
        raise VacancyReleased
    found = await draw_shortlist(story, vacancy)
    stopped = len(found.waiting) - len(found.fitting)
    facts = {"fitting": len(found.fitting), "stopped": stopped, "criteria": found.scheme.version}
    await record(story, "shortlist_read", vacancy_id, (Party.ALLOCATION_OFFICE, Party.MANAGEMENT), facts=facts)
    return found
