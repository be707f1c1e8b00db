"""The municipality gives a claimed dwelling back, and the organisation reports when it has let it."""

from dataclasses import replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import Conflict, FieldError, PreconditionFailed, Unprocessable
from kit.values.texts import Text
from services.allocation.domain.account.rent_due import RentEnds
from services.allocation.domain.answers.answer import waived
from services.allocation.domain.vacancies.life import VacancyStatus, handed_back
from services.allocation.domain.vacancies.posted import PostedVacancy
from services.allocation.store.rents import is_settled
from services.allocation.store.vacancies import get_vacancy, save_vacancy
from services.allocation.usecases.account.settle_rent import settle_rent
from services.allocation.usecases.ledger.enter_correction import enter_hand_back

WHO_HEARS = (Party.HOUSING_ORGANISATION, Party.ALLOCATION_OFFICE, Party.MANAGEMENT, Party.PARTNER)


class HandBackCode(StrEnum):
    """Why nobody could be given the dwelling."""

    NOBODY_CAN_PAY = "nobody_can_pay"
    NOBODY_FITS = "nobody_fits"
    ALL_DECLINED = "all_declined"
    DEPOSIT_NOT_POSSIBLE = "deposit_not_possible"
    NOT_NEEDED = "not_needed"


class NotHandedBack(Conflict):
    slug = "vacancy-not-handed-back"
    title = Text(
        "Boligen er ikke givet tilbage: meld lejekontrakten i stedet",
        "The vacancy is not handed back: report the lease instead",
    )


async def hand_back(story: Story, vacancy_id: UUID, version: int, code: StrEnum) -> PostedVacancy:
    """Give the dwelling back to the organisation, in the version that the caller has read.

    Where the municipality had not said yet whether it takes it, this says no.
    """
    vacancy = await get_vacancy(story, vacancy_id, lock=True)
    if vacancy.version != version:
        raise PreconditionFailed
    return await give_back(story, waived(vacancy, story.now), code)


async def give_back(story: Story, vacancy: PostedVacancy, code: StrEnum) -> PostedVacancy:
    """Give a dwelling back that the story has locked; the organisation hears at once.

    - Not while somebody holds an offer of it.
    - Whether the right is spent or returns is the agreement's choice; the ledger says so in an entry of its own.
    - Rent is owed until the organisation lets the dwelling, at most until a notice of today would have had effect.
    """
    after = replace(
        vacancy,
        status=handed_back(vacancy.status),
        handed_back_on=local_day(story.now),
        hand_back_reason=code,
        version=vacancy.version + 1,
    )
    entry = await enter_hand_back(story, vacancy)
    await save_vacancy(story, after, expected_version=vacancy.version)
    await record(
        story,
        "vacancy_handed_back",
        vacancy.id,
        WHO_HEARS,
        facts={"reference": vacancy.facts.reference},
        reasons=entry.reasons,
        organisation_cvr=vacancy.facts.organisation_cvr,
    )
    await record(
        story, "hand_back_reasoned", vacancy.id, (Party.ALLOCATION_OFFICE, Party.MANAGEMENT), facts={"code": code}
    )
    return after


async def report_letting(story: Story, vacancy_id: UUID, let_from_on: date) -> PostedVacancy:
    """The organisation has let a dwelling that was handed back: vacancy rent ends, and is put on the account."""
    vacancy = await get_vacancy(story, vacancy_id, lock=True)
    await story.act_in(vacancy.facts.municipality_code)
    if vacancy.status is not VacancyStatus.HANDED_BACK or vacancy.handed_back_on is None:
        raise NotHandedBack
    if let_from_on < vacancy.handed_back_on:
        text = Text("Kan ikke ligge, før boligen blev givet tilbage", "Cannot lie before the hand-back")
        raise Unprocessable(errors=[FieldError("/let_from_on", text)])
    if await is_settled(story, vacancy_id):
        return vacancy
    amount = await settle_rent(story, vacancy, let_from=let_from_on, cause=RentEnds.LETTING)
    facts = {"reference": vacancy.facts.reference, "let_from_on": let_from_on, "vacancy_rent_dkk": amount}
    await record(
        story,
        "vacancy_let_by_organisation",
        vacancy_id,
        WHO_HEARS,
        facts=facts,
        organisation_cvr=vacancy.facts.organisation_cvr,
    )
    return vacancy
