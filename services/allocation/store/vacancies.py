"""Vacancies and their ledger entries, read and moved on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col, select

from kit.database.stories import Story
from kit.values.calendar import COPENHAGEN
from kit.values.problems import NotFound, PreconditionFailed
from services.allocation.domain.vacancies.facts import DwellingClass, VacancyFacts
from services.allocation.domain.vacancies.life import Answer, VacancyStatus
from services.allocation.domain.vacancies.outcomes import CORRECTIONS, Outcome, Right
from services.allocation.domain.vacancies.posted import PostedVacancy
from services.allocation.store import tables


def _posted(row: tables.Vacancy, entry: tables.LedgerEntry) -> PostedVacancy:
    values = {name: getattr(row, name) for name in VacancyFacts.__dataclass_fields__}
    facts = VacancyFacts(**values | {"dwelling_class": DwellingClass(row.dwelling_class)})
    return PostedVacancy(
        id=row.id,
        facts=facts,
        outcome=Outcome(row.outcome),
        right=Right(row.claimed_by) if row.claimed_by else None,
        status=VacancyStatus(row.status),
        posted_late=row.posted_late,
        decided_at=row.decided_at,
        sequence=entry.sequence,
        counted=entry.counted,
        reasons=entry.reasons,
        answer_due_at=row.answer_due_at.astimezone(COPENHAGEN) if row.answer_due_at else None,
        answered_at=row.answered_at,
        answer=Answer(row.answer) if row.answer else None,
        handed_back_on=row.handed_back_on,
        hand_back_reason=row.hand_back_reason,
        corrects=row.corrects,
        corrected_by=row.corrected_by,
        version=row.version,
    )


def _with_entry() -> Any:
    """Each vacancy with the one entry that decided on it."""
    entry = tables.LedgerEntry
    same = (
        (col(entry.municipality_code) == col(tables.Vacancy.municipality_code))
        & (col(entry.vacancy_id) == col(tables.Vacancy.id))
        & col(entry.outcome).not_in(sorted(CORRECTIONS))
    )
    return select(tables.Vacancy, tables.LedgerEntry).join(tables.LedgerEntry, same)


async def get_vacancy(story: Story, vacancy_id: UUID, *, lock: bool = False) -> PostedVacancy:
    """The vacancy, or NotFound: another's looks as if it were not there. With `lock`, it is this story's to change."""
    query = _with_entry().where(tables.Vacancy.id == vacancy_id)
    if lock:
        query = query.with_for_update(of=tables.Vacancy).execution_options(populate_existing=True)
    found = (await story.session.exec(query)).one_or_none()
    if found is None:
        raise NotFound
    return _posted(*found)


async def list_posted(story: Story, vacancy_ids: Sequence[UUID]) -> dict[UUID, PostedVacancy]:
    """The vacancies of these identifiers that the caller may see, by identifier."""
    query = _with_entry().where(col(tables.Vacancy.id).in_(vacancy_ids))
    return {row.id: _posted(row, entry) for row, entry in (await story.session.exec(query)).all()}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which vacancies a caller asks for; what is None says nothing.

    `answer_due_by` asks for the claims that still wait for the municipality's answer, due by that moment.
    """

    status: VacancyStatus | None = None
    organisation_cvr: str | None = None
    answer_due_by: datetime | None = None


async def list_vacancies(story: Story, wanted: Wanted, *, after: UUID | None, limit: int) -> list[PostedVacancy]:
    """A page of the vacancies the caller may see, by identifier."""
    row = tables.Vacancy
    query = _with_entry().order_by(col(row.id)).limit(limit)
    if wanted.status is not None:
        query = query.where(row.status == wanted.status)
    if wanted.organisation_cvr is not None:
        query = query.where(row.organisation_cvr == wanted.organisation_cvr)
    if wanted.answer_due_by is not None:
        query = query.where(_unanswered(), col(row.answer_due_at) <= wanted.answer_due_by)
    if after is not None:
        query = query.where(col(row.id) > after)
    return [_posted(*found) for found in (await story.session.exec(query)).all()]


def _unanswered() -> Any:
    """Claims to which the municipality has not said yes or no, be it too late."""
    row = tables.Vacancy
    return (col(row.status) == VacancyStatus.CLAIMED) & col(row.answer).is_distinct_from(Answer.CONFIRMED)


async def list_silent(story: Story) -> list[PostedVacancy]:
    """Claims whose deadline has passed without a word, theirs alone to act on who holds them.

    In the order of their ledgers, so that two who act at once take the ledgers' turns in the same order.
    """
    row = tables.Vacancy
    query = (
        _with_entry()
        .where(
            row.municipality_code == story.municipality_code,
            _unanswered(),
            col(row.answer).is_(None),
            col(row.answer_due_at) <= story.now,
        )
        .order_by(col(row.organisation_cvr), col(row.dwelling_class), col(tables.LedgerEntry.sequence))
        .with_for_update(of=row, skip_locked=True)
    )
    return [_posted(*found) for found in (await story.session.exec(query)).all()]


async def save_vacancy(story: Story, vacancy: PostedVacancy, *, expected_version: int) -> None:
    """Store where the vacancy now stands. Raises PreconditionFailed where somebody else moved it meanwhile."""
    row = tables.Vacancy
    moved = await story.session.exec(
        update(row)
        .where(col(row.id) == vacancy.id, col(row.version) == expected_version)
        .values(
            status=vacancy.status,
            answered_at=vacancy.answered_at,
            answer=vacancy.answer,
            handed_back_on=vacancy.handed_back_on,
            hand_back_reason=vacancy.hand_back_reason,
            version=expected_version + 1,
        )
    )
    if moved.rowcount != 1:
        raise PreconditionFailed
