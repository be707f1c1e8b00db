"""The organisation corrects a vacancy that it posted with wrong facts."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.problems import ContentDiffers, FieldError, PreconditionFailed, Unprocessable
from kit.values.texts import Text
from services.allocation.domain.vacancies.batches import find_differences
from services.allocation.domain.vacancies.facts import VacancyFacts
from services.allocation.domain.vacancies.life import VacancyStatus
from services.allocation.domain.vacancies.posted import PostedVacancy
from services.allocation.domain.vacancies.problems import VacancyAlreadyOffered, VacancyCorrected
from services.allocation.store.corrections import get_newest_id, link_correction
from services.allocation.store.ledgers import lock_ledger
from services.allocation.store.vacancies import get_vacancy
from services.allocation.usecases.ledger.check_vacancies import given_of
from services.allocation.usecases.ledger.post_vacancy import post_vacancy
from services.allocation.usecases.vacancies.withdraw_vacancy import CORRECTED, WHO_HEARS, hold_own, take_back

ANOTHER_REFERENCE = Text(
    "De rigtige oplysninger skal have en ny reference",
    "The right facts need a reference of their own",
)
SAME_MUNICIPALITY = Text(
    "Boligen ligger i en anden kommune: træk den tilbage, og meld den dér",
    "The dwelling is in another municipality: withdraw it, and post it there",
)


async def correct_vacancy(
    story: Story, vacancy_id: UUID, version: int, facts: VacancyFacts
) -> tuple[PostedVacancy, bool]:
    """Post the vacancy anew with the right facts; the wrong posting is withdrawn, and each names the other.

    - Both or neither: the new posting is decided now, after the withdrawal, and may come out otherwise.
    - Not while somebody holds an offer of it, and not once the dwelling is let.
    - A vacancy that was corrected or withdrawn is not corrected again: the newest is.
    - The same correction again is the same vacancy with its first answer.
    """
    wrong = await hold_own(story, vacancy_id)
    if wrong.corrected_by is not None:
        return await _same_again(story, wrong, wrong.corrected_by, facts), False
    if wrong.version != version:
        raise PreconditionFailed
    if wrong.status in {VacancyStatus.OFFERED, VacancyStatus.ACCEPTED}:
        raise VacancyAlreadyOffered
    if faults := _faults_beside(wrong, facts):
        raise Unprocessable(errors=faults)
    for dwelling_class in sorted({wrong.facts.dwelling_class, facts.dwelling_class}):
        await lock_ledger(story, wrong.facts.organisation_cvr, dwelling_class)
    await take_back(story, wrong, CORRECTED)
    right, is_new = await post_vacancy(story, facts)
    if not is_new:
        raise ContentDiffers(errors=[FieldError("/reference", ANOTHER_REFERENCE)])
    await link_correction(story, wrong.id, right.id)
    await _tell(story, wrong, right)
    return await get_vacancy(story, right.id, lock=True), True


def _faults_beside(wrong: PostedVacancy, facts: VacancyFacts) -> list[FieldError]:
    faults = []
    if facts.reference == wrong.facts.reference:
        faults.append(FieldError("/reference", ANOTHER_REFERENCE))
    if facts.municipality_code != wrong.facts.municipality_code:
        faults.append(FieldError("/municipality_code", SAME_MUNICIPALITY))
    return faults


async def _same_again(story: Story, wrong: PostedVacancy, corrected_by: UUID, facts: VacancyFacts) -> PostedVacancy:
    right = await get_vacancy(story, corrected_by)
    if right.facts.reference != facts.reference:
        newest = await get_newest_id(story, wrong.id)
        raise VacancyCorrected(extra={"newest_id": str(newest)})
    if differences := find_differences(given_of(right.facts), given_of(facts)):
        raise ContentDiffers(errors=differences)
    return right


async def _tell(story: Story, wrong: PostedVacancy, right: PostedVacancy) -> None:
    links = (
        (wrong, "vacancy_corrected", {"corrected_by": right.id}),
        (right, "vacancy_corrects", {"corrects": wrong.id}),
    )
    for vacancy, kind, link in links:
        await record(
            story,
            kind,
            vacancy.id,
            WHO_HEARS,
            facts={"reference": vacancy.facts.reference, **link},
            organisation_cvr=vacancy.facts.organisation_cvr,
        )
