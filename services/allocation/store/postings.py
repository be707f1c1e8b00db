"""Posting vacancies is the hot path: the ledger locked, one read, one write, in SQL, for one vacancy as for many."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
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

GIVEN = ("reference", "estate", "dwelling_class", "dwelling_id", "posted_on", "chain_reference")
"""The facts by which it is found what stands beside a vacancy."""

# A line per vacancy given, in their order. The vacancies under a reference are found by scalar subselects: a plan made
# while the table is small stays right when it is large. Each circumstance that the registry knows of a dwelling that
# day is a lateral join of its own, with a column that `_circumstances` reads.
FIND_BESIDE = text("""
    SELECT (SELECT id FROM vacancy WHERE municipality_code = :municipality_code
              AND organisation_cvr = :organisation_cvr AND reference = given.reference) AS earlier_id,
           (SELECT id FROM vacancy WHERE municipality_code = :municipality_code
              AND organisation_cvr = :organisation_cvr AND reference = given.chain_reference) AS chain_from_id,
           EXISTS (SELECT FROM estate WHERE municipality_code = :municipality_code
              AND organisation_cvr = :organisation_cvr AND estate = given.estate) AS estate_is_registered,
           agreement.*
    FROM ROWS FROM (jsonb_to_recordset(CAST(:given AS jsonb)) AS (
        reference text, estate text, dwelling_class text, dwelling_id uuid, posted_on date, chain_reference text
    )) WITH ORDINALITY AS given (reference, estate, dwelling_class, dwelling_id, posted_on, chain_reference, line)
    LEFT JOIN LATERAL (
        SELECT * FROM agreement WHERE municipality_code = :municipality_code AND organisation_cvr = :organisation_cvr
           AND dwelling_class = given.dwelling_class AND in_force_from <= given.posted_on
           AND (in_force_to IS NULL OR in_force_to > given.posted_on)
    ) AS agreement ON true
    ORDER BY given.line
""")

FACTS = tuple(VacancyFacts.__dataclass_fields__)
AS_POSTED = ("posted_late", "decided_at", "outcome", "status", "answer_due_at", "version")
"""What is kept with the facts, by its name in `PostedVacancy`."""
COLUMNS = ("id", *FACTS, *AS_POSTED, "claimed_by")

WRITE = text(f"""
    WITH {ADVANCED}, entered AS ({ENTER})
    INSERT INTO vacancy ({", ".join(COLUMNS)}) VALUES ({", ".join(f":{name}" for name in COLUMNS)})
""")


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a posting: the vacancies already posted under its reference and under the one it follows in
    a chain, its estate, its agreement, and what the registry knows of the dwelling that day."""

    earlier_id: UUID | None
    chain_from_id: UUID | None
    estate_is_registered: bool
    agreement_id: UUID | None
    agreement: Agreement | None
    circumstances: Circumstances


async def find_beside(story: Story, organisation_cvr: str, given: Sequence[Mapping[str, Any]]) -> list[Beside]:
    """Read it all at once, in the order given, after the ledgers are locked: what others have just written is seen.

    Each of `given` holds a vacancy's facts by name, as many of `GIVEN` as are known.
    """
    lines = [{name: each.get(name) for name in GIVEN} for each in given]
    asked = {
        "municipality_code": story.municipality_code,
        "organisation_cvr": organisation_cvr,
        "given": json.dumps(lines, default=str),
    }
    agreements: dict[UUID | None, Agreement | None] = {None: None}
    found: list[Beside] = []
    for row in await story.execute(FIND_BESIDE, asked):
        if row.id not in agreements:
            agreements[row.id] = agreement_of(row)
        agreement = agreements[row.id]
        found.append(
            Beside(row.earlier_id, row.chain_from_id, row.estate_is_registered, row.id, agreement, _circumstances(row))
        )
    return found


def _circumstances(_row: Any) -> Circumstances:
    """What the registry knows of the dwelling on the day it was posted, from the lateral joins of the query."""
    return Circumstances()


async def write_posting(story: Story, ledger: LockedLedger, posted: PostedVacancy, decision: Decision) -> None:
    """Advance the ledger, enter the decision and keep the vacancy, in one statement; `ledger` stands after it."""
    await story.execute(WRITE, {**entry_values(story, ledger, decision, posted.id), **_columns(posted)})


def _columns(posted: PostedVacancy) -> dict[str, Any]:
    facts = {name: getattr(posted.facts, name) for name in FACTS}
    as_posted = {name: getattr(posted, name) for name in AS_POSTED}
    return {"id": posted.id, **facts, **as_posted, "claimed_by": posted.right}
