"""Posting a vacancy is the hot path: one row locked, one read, one write, in SQL."""

import json
from dataclasses import asdict, dataclass
from uuid import UUID

from sqlalchemy import text

from kit.database.stories import Story
from services.allocation.domain.agreements import Agreement
from services.allocation.domain.ledger import Decision, LedgerState
from services.allocation.domain.vacancies import DwellingClass, VacancyFacts
from services.allocation.store.agreements import agreement_of

LOCK_LEDGER = text("""
    SELECT agreement_id, sequence, countable, used_general, lapsed FROM ledger
    WHERE municipality_code = :municipality_code AND organisation_cvr = :organisation_cvr
      AND dwelling_class = :dwelling_class FOR UPDATE
""")

OPEN_LEDGER = text("""
    INSERT INTO ledger (municipality_code, organisation_cvr, dwelling_class, sequence, countable, used_general, lapsed)
    VALUES (:municipality_code, :organisation_cvr, :dwelling_class, 0, 0, 0, 0) ON CONFLICT DO NOTHING
""")

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
    WITH advanced AS (
        UPDATE ledger SET agreement_id = :agreement_id, sequence = :sequence, countable = :countable,
                          used_general = :used_general, lapsed = :lapsed
        WHERE municipality_code = :municipality_code AND organisation_cvr = :organisation_cvr
          AND dwelling_class = :dwelling_class
    ), entered AS (
        INSERT INTO ledger_entry (municipality_code, organisation_cvr, dwelling_class, sequence, vacancy_id,
                                  agreement_id, outcome, counted, countable, used_general, lapsed, reasons, decided_at)
        VALUES (:municipality_code, :organisation_cvr, :dwelling_class, :sequence, :id, :agreement_id, :outcome,
                :counted, :countable, :used_general, :lapsed, CAST(:reasons AS jsonb), :decided_at)
    )
    INSERT INTO vacancy (id, {", ".join(COLUMNS)}, posted_late, decided_at, outcome, status, version)
    VALUES (:id, {", ".join(f":{name}" for name in COLUMNS)}, :posted_late, :decided_at, :outcome, :status, 1)
""")


@dataclass(frozen=True, slots=True)
class LockedLedger:
    """A ledger whose next entry is this transaction's to write."""

    agreement_id: UUID | None
    sequence: int
    state: LedgerState


async def lock_ledger(story: Story, organisation_cvr: str, dwelling_class: DwellingClass) -> LockedLedger:
    """Take the ledger's turn, opening the ledger with its first vacancy."""
    names = {
        "municipality_code": story.municipality_code,
        "organisation_cvr": organisation_cvr,
        "dwelling_class": dwelling_class,
    }
    row = (await story.execute(LOCK_LEDGER, names)).one_or_none()
    if row is None:
        await story.execute(OPEN_LEDGER, names)
        row = (await story.execute(LOCK_LEDGER, names)).one()
    return LockedLedger(row[0], row[1], LedgerState(row[2], row[3], row[4]))


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a posting: the vacancy already posted under its reference, its estate, its agreement."""

    earlier_id: UUID | None
    estate_is_registered: bool
    agreement_id: UUID | None
    agreement: Agreement | None


async def find_beside(story: Story, facts: VacancyFacts) -> Beside:
    """Read it all at once, after the ledger is locked: what another posting has just written is seen."""
    names = ("municipality_code", "organisation_cvr", "reference", "estate", "dwelling_class", "posted_on")
    row = (await story.execute(FIND_BESIDE, {name: getattr(facts, name) for name in names})).one()
    agreement = agreement_of(row) if row.id is not None else None
    return Beside(row.earlier_id, row.estate_is_registered, row.id, agreement)


async def write_posting(
    story: Story,
    vacancy_id: UUID,
    facts: VacancyFacts,
    decision: Decision,
    *,
    agreement_id: UUID | None,
    sequence: int,
    status: str,
    posted_late: bool,
) -> None:
    """Advance the ledger, enter the decision and keep the vacancy, in one statement."""
    await story.execute(
        WRITE,
        {
            **{name: getattr(facts, name) for name in COLUMNS},
            **asdict(decision.after),
            "id": vacancy_id,
            "agreement_id": agreement_id,
            "sequence": sequence,
            "outcome": decision.outcome,
            "counted": decision.counted,
            "reasons": json.dumps([reason.as_json() for reason in decision.reasons]),
            "decided_at": story.now,
            "status": status,
            "posted_late": posted_late,
        },
    )
