"""The organisation takes a vacancy back: a fire, or it should never have been posted."""

from dataclasses import replace
from enum import StrEnum
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from kit.values.problems import PreconditionFailed
from services.allocation.domain.offers.ends import VACANCY_WITHDRAWN
from services.allocation.domain.offers.offer import OfferStatus
from services.allocation.domain.vacancies.life import VacancyStatus, moved_vacancy
from services.allocation.domain.vacancies.posted import PostedVacancy
from services.allocation.domain.vacancies.problems import NotYourOrganisation
from services.allocation.store.offers import find_open_offer, get_offer
from services.allocation.store.vacancies import get_vacancy, save_vacancy
from services.allocation.usecases.account.settle_rent import take_back_rent
from services.allocation.usecases.ledger.enter_correction import enter_withdrawal
from services.allocation.usecases.offers.end_offer import end_offer

WHO_HEARS = (Party.HOUSING_ORGANISATION, Party.ALLOCATION_OFFICE, Party.MANAGEMENT, Party.PARTNER)


class VacancyWithdrawalCode(StrEnum):
    """Why the dwelling is not to be let after all."""

    FIRE = "fire"
    NOT_HABITABLE = "not_habitable"
    POSTED_IN_ERROR = "posted_in_error"
    NOT_VACANT_AFTER_ALL = "not_vacant_after_all"
    OTHER = "other"


CORRECTED = "corrected"
"""Why the vacancy is withdrawn where another posting stands instead of it."""


async def withdraw_vacancy(story: Story, vacancy_id: UUID, version: int, code: VacancyWithdrawalCode) -> PostedVacancy:
    """Withdraw a vacancy, as if it had never been posted.

    - Only its own organisation, and not once the dwelling is let.
    - What its entries moved in the ledger is taken back in an entry of its own; later decisions stand.
    - Vacancy rent already stated is taken back by lines of their own.
    - Whoever holds an offer of it is free for another at once, and benefits and support hear of it.
    """
    vacancy = await hold_own(story, vacancy_id)
    if vacancy.version != version:
        raise PreconditionFailed
    return await take_back(story, vacancy, code)


async def hold_own(story: Story, vacancy_id: UUID) -> PostedVacancy:
    """The organisation's own vacancy, locked by the story."""
    vacancy = await get_vacancy(story, vacancy_id, lock=True)
    await story.act_in(vacancy.facts.municipality_code)
    if story.caller.cvr != vacancy.facts.organisation_cvr:
        raise NotYourOrganisation
    return vacancy


async def take_back(story: Story, vacancy: PostedVacancy, code: str) -> PostedVacancy:
    """Take back a vacancy that the story holds."""
    status = moved_vacancy(vacancy.status, VacancyStatus.WITHDRAWN)
    entry = await enter_withdrawal(story, vacancy)
    vacancy = await _without_offer(story, vacancy)
    after = replace(vacancy, status=status, version=vacancy.version + 1)
    await save_vacancy(story, after, expected_version=vacancy.version)
    await take_back_rent(story, after)
    await record(
        story,
        "vacancy_withdrawn",
        vacancy.id,
        WHO_HEARS,
        facts={"reference": vacancy.facts.reference, "code": code},
        reasons=entry.reasons,
        organisation_cvr=vacancy.facts.organisation_cvr,
    )
    return after


async def _without_offer(story: Story, vacancy: PostedVacancy) -> PostedVacancy:
    """The vacancy once its open offer has ended. What is read of the offer stays with the municipality."""
    if vacancy.status not in {VacancyStatus.OFFERED, VacancyStatus.ACCEPTED}:
        return vacancy
    async with story.as_municipality():
        found = await find_open_offer(story, vacancy.id)
        assert found is not None  # the vacancy says that somebody holds an offer of it
        offer = await get_offer(story, found.id, lock=True)
        await end_offer(story, offer, vacancy, OfferStatus.WITHDRAWN, VACANCY_WITHDRAWN, offered_on=False)
        return await get_vacancy(story, vacancy.id, lock=True)
