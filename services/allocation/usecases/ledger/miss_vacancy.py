"""An audit finds a dwelling that was let without having been posted."""

from dataclasses import replace
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.problems import ContentDiffers
from services.allocation.domain.ledger.corrections import miss
from services.allocation.domain.vacancies.batches import find_differences
from services.allocation.domain.vacancies.facts import VacancyFacts
from services.allocation.domain.vacancies.life import VacancyStatus
from services.allocation.domain.vacancies.posted import PostedVacancy
from services.allocation.domain.vacancies.problems import VacancyWasPosted
from services.allocation.store.corrections import find_posted
from services.allocation.store.ledgers import lock_ledger
from services.allocation.store.postings import find_beside, write_posting
from services.allocation.store.vacancies import get_vacancy
from services.allocation.usecases.ledger.begin_count import begin_count
from services.allocation.usecases.ledger.check_vacancies import find_faults_beside, given_of, problem_of
from services.allocation.usecases.ledger.post_vacancy import AUDIENCES, posted_as


async def miss_vacancy(story: Story, facts: VacancyFacts) -> tuple[PostedVacancy, bool]:
    """Enter a vacancy found by audit.

    - It counts when it is found; each right that arises with it is booked as lapsed and as owed, and is paid by a
      later dwelling that the municipality can use. What is owed never lapses.
    - A dwelling that was posted after the same notice to quit was not missed.
    - The same reference again, with the same content, is the same vacancy and the first answer.
    """
    ledger = await lock_ledger(story, facts.organisation_cvr, facts.dwelling_class)
    given = given_of(facts)
    [beside] = await find_beside(story, facts.organisation_cvr, [given])
    if beside.earlier_id is not None:
        return await _same_again(story, beside.earlier_id, facts), False
    if faults := find_faults_beside(given, beside):
        raise problem_of(faults)
    if (posted_id := await find_posted(story, facts)) is not None:
        raise VacancyWasPosted(extra={"vacancy_id": str(posted_id)})
    begun = await begin_count(story, ledger, facts, beside.agreement_id, beside.agreement)
    decision = miss(begun.ledger.state, begun.agreement, facts, beside.circumstances)
    after = begun.ledger.after(decision, begun.agreement_id)
    found = replace(posted_as(facts, decision, after, begun.agreement, story.now), status=VacancyStatus.LET)
    await write_posting(story, after, found, decision)
    await record(
        story,
        "vacancy_missed",
        found.id,
        AUDIENCES,
        facts={"reference": facts.reference, "estate": facts.estate, "sequence": found.sequence},
        reasons=decision.reasons,
        organisation_cvr=facts.organisation_cvr,
    )
    return found, True


async def _same_again(story: Story, earlier_id: UUID, facts: VacancyFacts) -> PostedVacancy:
    earlier = await get_vacancy(story, earlier_id)
    if earlier.status is not VacancyStatus.LET or earlier.right is not None:
        raise VacancyWasPosted(extra={"vacancy_id": str(earlier_id)})
    if differences := find_differences(given_of(earlier.facts), given_of(facts)):
        raise ContentDiffers(errors=differences)
    return earlier
