"""Claims whose deadline has passed without a word from the municipality."""

from enum import StrEnum

from kit.database.journal import record
from kit.database.stories import Story
from services.allocation.domain.answers.answer import silent
from services.allocation.domain.answers.reasons import silence_reason
from services.allocation.domain.vacancies.posted import PostedVacancy
from services.allocation.store.answers import find_terms
from services.allocation.store.vacancies import list_silent, save_vacancy
from services.allocation.usecases.vacancies.hand_back import WHO_HEARS, give_back


class Silent(StrEnum):
    """The code of a hand-back that nobody decided."""

    SILENCE = "silence"


async def hear_silence(story: Story) -> int:
    """Draw the consequence of each once; how many there were.

    - Both parties hear that the answer is overdue, and what follows.
    - By agreement the dwelling stays claimed and its rent runs, or it goes back that day. A private dwelling goes back:
      its owner need not wait longer than the law says.
    """
    found = await list_silent(story)
    for vacancy in found:
        await _draw_consequence(story, vacancy)
    return len(found)


async def _draw_consequence(story: Story, vacancy: PostedVacancy) -> None:
    terms, due_at = await find_terms(story, vacancy), vacancy.answer_due_at
    assert terms is not None  # a deadline was set by an agreement
    assert due_at is not None
    await record(
        story,
        "answer_overdue",
        vacancy.id,
        WHO_HEARS,
        facts={"reference": vacancy.facts.reference, "answer_due_at": due_at.isoformat()},
        reasons=[silence_reason(terms)],
        organisation_cvr=vacancy.facts.organisation_cvr,
    )
    after = silent(vacancy)
    if terms.silence_hands_back:
        await give_back(story, after, Silent.SILENCE)
    else:
        await save_vacancy(story, after, expected_version=vacancy.version)
