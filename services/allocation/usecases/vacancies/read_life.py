"""A vacancy's life, step by step."""

from uuid import UUID

from kit.database.journal import read_timeline
from kit.database.stories import Story
from services.allocation.domain.vacancies.steps import Step, steps_of
from services.allocation.store.vacancies import get_vacancy


async def read_life(story: Story, vacancy_id: UUID) -> list[Step]:
    """Each step with its moment and its client, oldest first.

    - The municipality reads all of it, with the persons who acted, whichever of its offices asks.
    - A landlord reads what its own entries of the journal say: no household, no reason, no person.
    """
    vacancy = await get_vacancy(story, vacancy_id)
    if story.caller.cvr is not None:
        entries = await read_timeline(story, vacancy_id)
    else:
        await story.act_in(vacancy.facts.municipality_code)
        async with story.as_municipality():
            entries = await read_timeline(story, vacancy_id)
    landlord = story.caller.cvr is not None
    return [
        step
        for entry in entries
        for step in steps_of(entry.kind, entry.happened_at, entry.client_id, entry.person, landlord=landlord)
    ]
