"""Vacancies and their ledger entries, read and moved on."""

from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col, select

from kit.database.stories import Story
from kit.values.problems import NotFound, PreconditionFailed
from services.allocation.domain.vacancies.facts import DwellingClass, VacancyFacts
from services.allocation.domain.vacancies.life import VacancyStatus
from services.allocation.domain.vacancies.outcomes import CORRECTIONS, Outcome, Right
from services.allocation.domain.vacancies.posted import PostedVacancy
from services.allocation.store import tables
from services.allocation.store.leases import VACANCY_RENT


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
        handed_back_on=row.handed_back_on,
        hand_back_reason=row.hand_back_reason,
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


async def list_vacancies(
    story: Story, *, status: VacancyStatus | None, after: UUID | None, limit: int
) -> list[PostedVacancy]:
    """A page of the vacancies the caller may see, by identifier."""
    query = _with_entry().order_by(col(tables.Vacancy.id)).limit(limit)
    if status is not None:
        query = query.where(tables.Vacancy.status == status)
    if after is not None:
        query = query.where(col(tables.Vacancy.id) > after)
    return [_posted(*found) for found in (await story.session.exec(query)).all()]


async def list_handed_back_unsettled(story: Story) -> list[PostedVacancy]:
    """Vacancies handed back whose rent is not on the account yet, theirs alone to settle who holds them."""
    settled = select(tables.AccountLine.vacancy_id).where(tables.AccountLine.kind == VACANCY_RENT)
    query = (
        _with_entry()
        .where(
            tables.Vacancy.municipality_code == story.municipality_code,
            tables.Vacancy.status == VacancyStatus.HANDED_BACK,
            col(tables.Vacancy.id).not_in(settled),
        )
        .order_by(col(tables.Vacancy.id))
        .with_for_update(of=tables.Vacancy, skip_locked=True)
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
            handed_back_on=vacancy.handed_back_on,
            hand_back_reason=vacancy.hand_back_reason,
            version=expected_version + 1,
        )
    )
    if moved.rowcount != 1:
        raise PreconditionFailed
