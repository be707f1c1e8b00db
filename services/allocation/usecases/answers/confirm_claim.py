"""The municipality says that it takes a dwelling it has a claim on."""

from dataclasses import replace
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from kit.values.problems import PreconditionFailed
from services.allocation.domain.answers.answer import confirmed, in_time
from services.allocation.domain.vacancies.life import Answer
from services.allocation.domain.vacancies.posted import PostedVacancy
from services.allocation.store.answers import find_terms
from services.allocation.store.vacancies import get_vacancy, save_vacancy

WHO_HEARS = (Party.HOUSING_ORGANISATION, Party.ALLOCATION_OFFICE, Party.MANAGEMENT, Party.PARTNER)


async def confirm_claim(story: Story, vacancy_id: UUID, version: int) -> PostedVacancy:
    """Say yes.

    - Once, while the dwelling is claimed and nobody holds an offer of it; an offer says the same.
    - After the deadline too, where silence keeps the claim; where silence hands the dwelling back it is too late.
    - The organisation hears at once.
    """
    vacancy = await get_vacancy(story, vacancy_id, lock=True)
    if vacancy.version != version:
        raise PreconditionFailed
    after = await _confirm(story, vacancy)
    await save_vacancy(story, after, expected_version=version)
    return replace(after, version=version + 1)


async def confirmed_by_offer(story: Story, vacancy: PostedVacancy) -> PostedVacancy:
    """The vacancy, answered by the offer that the story is about to make of it; a yes already given stands."""
    return vacancy if vacancy.answer is Answer.CONFIRMED else await _confirm(story, vacancy)


async def _confirm(story: Story, vacancy: PostedVacancy) -> PostedVacancy:
    after = confirmed(vacancy, await find_terms(story, vacancy), story.now)
    facts = {"reference": vacancy.facts.reference, "in_time": in_time(vacancy, story.now)}
    cvr = vacancy.facts.organisation_cvr
    await record(story, "claim_confirmed", vacancy.id, WHO_HEARS, facts=facts, organisation_cvr=cvr)
    return after
