"""The terms on which a claim is answered, from the agreement that decided on it."""

from sqlmodel import col, select

from kit.database.stories import Story
from services.allocation.domain.answers.answer import AnswerTerms, terms_of
from services.allocation.domain.vacancies.posted import PostedVacancy
from services.allocation.store import tables
from services.allocation.store.agreements import agreement_of


async def find_terms(story: Story, vacancy: PostedVacancy) -> AnswerTerms | None:
    """The terms of a claim that has a deadline; None where there is none."""
    if vacancy.answer_due_at is None:
        return None
    entry, agreement = tables.LedgerEntry, tables.Agreement
    query = (
        select(agreement)
        .join(entry, col(entry.agreement_id) == col(agreement.id))
        .where(
            entry.municipality_code == vacancy.facts.municipality_code,
            entry.organisation_cvr == vacancy.facts.organisation_cvr,
            entry.dwelling_class == vacancy.facts.dwelling_class,
            entry.sequence == vacancy.sequence,
        )
    )
    return terms_of(agreement_of((await story.session.exec(query)).one()))
