"""Vacancy rent that runs, and where it has ended."""

from datetime import date
from uuid import UUID

from sqlalchemy import text
from sqlmodel import col, select

from kit.database.stories import Story
from services.allocation.domain.account.rent_due import RentEnds
from services.allocation.domain.account.vacancy_rent import notice_effect_on
from services.allocation.domain.agreements.terms import RentMethod
from services.allocation.domain.vacancies.outcomes import Right
from services.allocation.domain.vacancies.posted import PostedVacancy
from services.allocation.store import tables

# Claimed vacancies whose rent has not ended: those with days before the month that are not booked, and those handed
# back, which may have ended today.
RUNNING = text("""
    SELECT id, handed_back_on, lacks_days
    FROM (
        SELECT vacancy.id, vacancy.handed_back_on,
               greatest((decided_at AT TIME ZONE 'Europe/Copenhagen')::date, vacant_from_on) < :month
               AND (booked_to IS NULL OR booked_to < :month) AS lacks_days
        FROM vacancy
        LEFT JOIN LATERAL (
            SELECT max(period_to) AS booked_to FROM account_line AS line
            WHERE line.municipality_code = vacancy.municipality_code AND line.vacancy_id = vacancy.id
              AND line.kind = 'vacancy_rent'
        ) AS booked ON true
        WHERE vacancy.municipality_code = :municipality_code AND outcome = 'claimed'
          AND status IN ('claimed', 'offered', 'accepted', 'handed_back')
          AND NOT EXISTS (SELECT FROM rent_end AS over WHERE over.municipality_code = vacancy.municipality_code
                            AND over.vacancy_id = vacancy.id)
    ) AS running
    WHERE lacks_days OR handed_back_on IS NOT NULL ORDER BY id
""")

METHOD = text("""
    SELECT coalesce(
        (SELECT rent_method FROM full_right
         WHERE :full AND municipality_code = :municipality_code AND organisation_cvr = :organisation_cvr
           AND dwelling_id = :dwelling_id AND valid_from <= :posted_on AND (valid_to IS NULL OR valid_to > :posted_on)),
        (SELECT agreement.rent_method FROM ledger_entry AS entry JOIN agreement ON agreement.id = entry.agreement_id
         WHERE entry.municipality_code = :municipality_code AND entry.organisation_cvr = :organisation_cvr
           AND entry.dwelling_class = :dwelling_class AND entry.sequence = :sequence),
        :otherwise)
""")
DEFAULT_METHOD = RentMethod.YEARLY_365
"""Where neither a full right nor an agreement names one: a dwelling put at disposal on request."""


async def list_rent_due(story: Story, month: date, today: date) -> list[UUID]:
    """Claimed vacancies whose account lacks something: days before the month, or the end of the rent."""
    rows = await story.execute(RUNNING, {"municipality_code": story.municipality_code, "month": month})
    return [row.id for row in rows if row.lacks_days or notice_effect_on(row.handed_back_on) <= today]


async def find_rent_method(story: Story, vacancy: PostedVacancy) -> RentMethod:
    """How the days of a claimed vacancy are priced: by its full right, or by the agreement that decided on it."""
    facts = vacancy.facts
    asked = {
        "full": vacancy.right is Right.FULL,
        "municipality_code": story.municipality_code,
        "organisation_cvr": facts.organisation_cvr,
        "dwelling_id": facts.dwelling_id,
        "dwelling_class": facts.dwelling_class,
        "posted_on": facts.posted_on,
        "sequence": vacancy.sequence,
        "otherwise": DEFAULT_METHOD,
    }
    return RentMethod((await story.execute(METHOD, asked)).scalar_one())


async def has_rent_ended(story: Story, vacancy_id: UUID) -> bool:
    """Whether no more rent runs on the vacancy, for whatever cause."""
    return await _has_ended(story, vacancy_id, tuple(RentEnds))


async def is_settled(story: Story, vacancy_id: UUID) -> bool:
    """Whether the vacancy's rent has ended by a letting, of whoever."""
    return await _has_ended(story, vacancy_id, (RentEnds.LEASE, RentEnds.LETTING))


async def _has_ended(story: Story, vacancy_id: UUID, causes: tuple[RentEnds, ...]) -> bool:
    row = tables.RentEnd
    query = select(row.cause).where(
        row.municipality_code == story.municipality_code, row.vacancy_id == vacancy_id, col(row.cause).in_(causes)
    )
    return (await story.session.exec(query)).first() is not None


async def enter_rent_end(
    story: Story, vacancy: PostedVacancy, cause: RentEnds, *, ends_on: date, let_from_on: date | None
) -> None:
    """The vacancy's rent has ended; the database refuses the same cause twice."""
    story.session.add(
        tables.RentEnd(
            municipality_code=story.municipality_code,
            vacancy_id=vacancy.id,
            cause=cause,
            organisation_cvr=vacancy.facts.organisation_cvr,
            ends_on=ends_on,
            let_from_on=let_from_on,
            entered_at=story.now,
        )
    )
    await story.session.flush()
