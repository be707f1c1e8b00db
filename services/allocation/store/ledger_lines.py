"""The lines of a ledger, read in their own order and a page at a time."""

from typing import Any
from uuid import UUID

from sqlmodel import col, select

from kit.database.stories import Story
from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.ledger.lines import LedgerLine
from services.allocation.domain.ledger.state import COUNTS, LedgerState
from services.allocation.domain.vacancies.facts import DwellingClass, VacancyFacts
from services.allocation.domain.vacancies.outcomes import Outcome, Right
from services.allocation.store import tables
from services.allocation.store.agreements import list_versions
from services.allocation.store.ledgers import known_from_json, movement_from_json


async def list_lines(
    story: Story, organisation_cvr: str, dwelling_class: DwellingClass, *, after: int, limit: int
) -> list[LedgerLine]:
    """A page of the ledger: the lines after this sequence."""
    entry, vacancy = tables.LedgerEntry, tables.Vacancy
    same = (col(entry.municipality_code) == col(vacancy.municipality_code)) & (col(entry.vacancy_id) == col(vacancy.id))
    query = (
        select(entry, vacancy)
        .join(vacancy, same, isouter=True)
        .where(
            entry.municipality_code == story.municipality_code,
            entry.organisation_cvr == organisation_cvr,
            entry.dwelling_class == dwelling_class,
            entry.sequence > after,
        )
        .order_by(col(entry.sequence))
        .limit(limit)
    )
    return [_line(row, posted) for row, posted in (await story.session.exec(query)).all()]


async def find_versions(story: Story, organisation_cvr: str) -> dict[UUID, Agreement]:
    """Every agreement by which the ledgers of the organisation count or have counted, in this municipality."""
    versions = await list_versions(story, organisation_cvr)
    return {each.id: each.agreement for each in versions if each.municipality_code == story.municipality_code}


def _line(row: tables.LedgerEntry, posted: tables.Vacancy | None) -> LedgerLine:
    counts: dict[str, Any] = {name: getattr(row, name) for name in COUNTS}
    return LedgerLine(
        sequence=row.sequence,
        vacancy_id=row.vacancy_id,
        facts=_facts(posted) if posted is not None else None,
        agreement_id=row.agreement_id,
        outcome=Outcome(row.outcome),
        right=Right(row.claimed_by) if row.claimed_by else None,
        counted=row.counted,
        known=known_from_json(row.known),
        movement=movement_from_json(row.movement),
        after=LedgerState(**counts),
        reasons=row.reasons,
        decided_at=row.decided_at,
        made_by=row.made_by,
        person=row.person,
    )


def _facts(row: tables.Vacancy) -> VacancyFacts:
    values = {name: getattr(row, name) for name in VacancyFacts.__dataclass_fields__}
    return VacancyFacts(**values | {"dwelling_class": DwellingClass(row.dwelling_class)})
