"""The municipality says that it cannot use a dwelling it has a claim on."""

from enum import StrEnum
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.problems import PreconditionFailed
from services.allocation.domain.answers.answer import in_time, waived
from services.allocation.domain.answers.reasons import waiver_reason
from services.allocation.domain.vacancies.life import require_claimed
from services.allocation.domain.vacancies.posted import PostedVacancy
from services.allocation.store.answers import find_terms
from services.allocation.store.vacancies import get_vacancy
from services.allocation.usecases.vacancies.hand_back import WHO_HEARS, give_back


async def waive_claim(story: Story, vacancy_id: UUID, version: int, code: StrEnum) -> PostedVacancy:
    """Say no: the dwelling goes back to its landlord in the same call.

    - Not while somebody holds an offer of it. After a yes it is a hand-back, and the yes stands as it was given.
    - Within the deadline it costs nothing where the dwelling was not yet at the municipality's disposal: a private one,
      and one that the municipality may inspect first. Otherwise rent is owed as after any hand-back.
    - The landlord hears at once, with what follows for the rent, and nothing of why.
    """
    vacancy = await get_vacancy(story, vacancy_id, lock=True)
    if vacancy.version != version:
        raise PreconditionFailed
    require_claimed(vacancy.status)
    answered_in_time = in_time(vacancy, story.now)
    await record(
        story,
        "claim_waived",
        vacancy.id,
        WHO_HEARS,
        facts={"reference": vacancy.facts.reference, "in_time": answered_in_time},
        reasons=[waiver_reason(await find_terms(story, vacancy), in_time=answered_in_time)],
        organisation_cvr=vacancy.facts.organisation_cvr,
    )
    return await give_back(story, waived(vacancy, story.now), code)
