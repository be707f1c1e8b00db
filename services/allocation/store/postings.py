"""Posting a vacancy is the hot path: one row locked, one read, one write, in SQL."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text

from kit.database.stories import Story
from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.ledger.countable import Circumstances
from services.allocation.domain.ledger.ledger import Decision
from services.allocation.domain.vacancies.facts import VacancyFacts
from services.allocation.domain.vacancies.posted import PostedVacancy
from services.allocation.store.agreements import agreement_of
from services.allocation.store.ledgers import ADVANCED, ENTER, LockedLedger, entry_values

FIND_BESIDE = text("""
    SELECT (SELECT id FROM vacancy WHERE municipality_code = :municipality_code
              AND organisation_cvr = :organisation_cvr AND reference = :reference) AS earlier_id,
           EXISTS (SELECT FROM estate WHERE municipality_code = :municipality_code
              AND organisation_cvr = :organisation_cvr AND estate = :estate) AS estate_is_registered,
           agreement.*
    FROM (SELECT) AS one LEFT JOIN LATERAL (
        SELECT * FROM agreement WHERE municipality_code = :municipality_code AND organisation_cvr = :organisation_cvr
           AND dwelling_class = :dwelling_class AND in_force_from <= :posted_on
           AND (in_force_to IS NULL OR in_force_to > :posted_on)
    ) AS agreement ON true
""")

COLUMNS = tuple(VacancyFacts.__dataclass_fields__)

WRITE = text(f"""
    WITH {ADVANCED}, entered AS ({ENTER})
    INSERT INTO vacancy (id, {", ".join(COLUMNS)}, posted_late, decided_at, outcome, claimed_by, status, version)
    VALUES (:vacancy_id, {", ".join(f":{name}" for name in COLUMNS)}, :posted_late, :decided_at, :outcome, :claimed_by,
            :status, 1)
""")


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a posting: the vacancy already posted under its reference, its estate, its agreement."""

    earlier_id: UUID | None
    estate_is_registered: bool
    agreement_id: UUID | None
    agreement: Agreement | None
    circumstances: Circumstances


async def find_beside(story: Story, facts: VacancyFacts) -> Beside:
    """Read it all at once, after the ledger is locked: what another posting has just written is seen."""
    names = ("municipality_code", "organisation_cvr", "reference", "estate", "dwelling_class", "posted_on")
    row = (await story.execute(FIND_BESIDE, {name: getattr(facts, name) for name in names})).one()
    agreement = agreement_of(row) if row.id is not None else None
    return Beside(row.earlier_id, row.estate_is_registered, row.id, agreement, Circumstances())


async def write_posting(story: Story, ledger: LockedLedger, posted: PostedVacancy, decision: Decision) -> None:
    """Advance the ledger, enter the decision and keep the vacancy, in one statement; `ledger` stands after it."""
    await story.execute(
        WRITE,
        {
            **{name: getattr(posted.facts, name) for name in COLUMNS},
            **entry_values(story, ledger, decision, posted.id),
            "posted_late": posted.posted_late,
            "status": posted.status,
        },
    )
