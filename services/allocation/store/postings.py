"""Posting vacancies is the hot path: the ledger locked, one read, one write, in SQL, for one vacancy as for many."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import text

from kit.database.stories import Story
from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.full_rights.full_right import FullRightKind, scheme_of
from services.allocation.domain.full_rights.rent_scheme import RentScheme
from services.allocation.domain.ledger.countable import Circumstances
from services.allocation.domain.ledger.ledger import Decision
from services.allocation.domain.ledger.state import COUNTS
from services.allocation.domain.registry.standings import StandingKind, exemption_by, flexible_letting_by
from services.allocation.domain.vacancies.facts import VacancyFacts
from services.allocation.domain.vacancies.posted import PostedVacancy
from services.allocation.store.agreements import agreement_of
from services.allocation.store.full_rights import list_full_rights
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
           stands.standings, held.full_right_by, held.full_right_kind, agreement.*
    FROM ROWS FROM (jsonb_to_recordset(CAST(:given AS jsonb)) AS (
        reference text, estate text, dwelling_class text, dwelling_id uuid, posted_on date, chain_reference text
    )) WITH ORDINALITY AS given (reference, estate, dwelling_class, dwelling_id, posted_on, chain_reference, line)
    LEFT JOIN LATERAL (
        SELECT * FROM agreement WHERE municipality_code = :municipality_code AND organisation_cvr = :organisation_cvr
           AND dwelling_class = given.dwelling_class AND in_force_from <= given.posted_on
           AND (in_force_to IS NULL OR in_force_to > given.posted_on) AND status <> 'draft'
    ) AS agreement ON true
    LEFT JOIN LATERAL (
        SELECT jsonb_object_agg(kind, source) AS standings FROM estate_standing
        WHERE municipality_code = :municipality_code AND organisation_cvr = :organisation_cvr
           AND estate = given.estate AND valid_from <= given.posted_on
           AND (valid_to IS NULL OR valid_to > given.posted_on)
    ) AS stands ON true
    LEFT JOIN LATERAL (
        SELECT legal_basis AS full_right_by, kind AS full_right_kind FROM full_right
        WHERE municipality_code = :municipality_code AND organisation_cvr = :organisation_cvr
           AND dwelling_id = given.dwelling_id AND valid_from <= given.posted_on
           AND (valid_to IS NULL OR valid_to > given.posted_on)
    ) AS held ON true
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


ENTRY_COLUMNS = (
    *("municipality_code", "organisation_cvr", "dwelling_class", "sequence", "vacancy_id", "agreement_id", "outcome"),
    *("claimed_by", "counted", *COUNTS, "movement", "known", "reasons", "decided_at", "made_by", "person"),
)
JSON_COLUMNS = ("movement", "known", "reasons")
ADVANCE = text(f"WITH {ADVANCED} SELECT")
ENTER_MANY = text(f"""
    INSERT INTO ledger_entry ({", ".join(ENTRY_COLUMNS)})
    SELECT {", ".join(ENTRY_COLUMNS)} FROM jsonb_populate_recordset(CAST(NULL AS ledger_entry), CAST(:rows AS jsonb))
""")
KEEP_MANY = text(f"""
    INSERT INTO vacancy ({", ".join(COLUMNS)})
    SELECT {", ".join(COLUMNS)} FROM jsonb_populate_recordset(CAST(NULL AS vacancy), CAST(:rows AS jsonb))
""")


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a posting: the vacancies already posted under its reference and under the one it follows in
    a chain, its estate, its agreement, and what the registry knows of the dwelling that day; the scheme that sets its
    rent, where one does."""

    earlier_id: UUID | None
    chain_from_id: UUID | None
    estate_is_registered: bool
    agreement_id: UUID | None
    agreement: Agreement | None
    circumstances: Circumstances
    scheme: RentScheme | None = None


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
    rows = (await story.execute(FIND_BESIDE, asked)).all()
    schemes = await _schemes(story, given, [row.full_right_kind for row in rows])
    for row, scheme in zip(rows, schemes, strict=True):
        if row.id not in agreements:
            agreements[row.id] = agreement_of(row)
        agreement = agreements[row.id]
        known = _circumstances(row)
        found.append(
            Beside(row.earlier_id, row.chain_from_id, row.estate_is_registered, row.id, agreement, known, scheme)
        )
    return found


async def _schemes(
    story: Story, given: Sequence[Mapping[str, Any]], kinds: Sequence[str | None]
) -> list[RentScheme | None]:
    """The rent reduction scheme of each dwelling that is under one; read only where there is such a dwelling."""
    reduced = [kind == FullRightKind.RENT_REDUCTION for kind in kinds]
    if not any(reduced):
        return [None for _ in kinds]
    of = [each["dwelling_id"] for each, under in zip(given, reduced, strict=True) if under]
    rights = await list_full_rights(story, of)
    return [
        scheme_of(rights, each["dwelling_id"], each.get("vacant_from_on"), each["posted_on"]) if under else None
        for each, under in zip(given, reduced, strict=True)
    ]


def _circumstances(row: Any) -> Circumstances:
    """What the registry knows of the dwelling on the day it was posted, from the lateral joins of the query."""
    held = {StandingKind(kind): source for kind, source in (row.standings or {}).items()}
    return Circumstances(
        estate_exempt_by=exemption_by(held), full_right=row.full_right_by, flexible_letting=flexible_letting_by(held)
    )


async def write_posting(story: Story, ledger: LockedLedger, posted: PostedVacancy, decision: Decision) -> None:
    """Advance the ledger, enter the decision and keep the vacancy, in one statement; `ledger` stands after it."""
    await story.execute(WRITE, {**entry_values(story, ledger, decision, posted.id), **_columns(posted)})


@dataclass(frozen=True, slots=True)
class Entered:
    """A vacancy decided in a request of several; `after` is the ledger that stands with it."""

    posted: PostedVacancy
    decision: Decision
    after: LockedLedger


async def write_postings(story: Story, entered: Sequence[Entered]) -> None:
    """Enter the decisions, keep the vacancies and advance the ledgers, whose last entries in `entered` come last.

    What is written is made beside the event loop, so that nobody else waits for it.
    """
    ledgers, entries, vacancies = await asyncio.to_thread(_written, story, entered)
    for last in ledgers:
        await story.execute(ADVANCE, last)
    await story.execute(ENTER_MANY, {"rows": entries})
    await story.execute(KEEP_MANY, {"rows": vacancies})


def _written(story: Story, entered: Sequence[Entered]) -> tuple[list[dict[str, Any]], str, str]:
    """Where each ledger stands after its last entry, the entries, and the vacancies."""
    values = [entry_values(story, each.after, each.decision, each.posted.id) for each in entered]
    entries = [
        each | {"agreement_id": each["decided_under"]} | {name: json.loads(each[name]) for name in JSON_COLUMNS}
        for each in values
    ]
    vacancies = [_columns(each.posted) for each in entered]
    ledgers = {each["dwelling_class"]: each for each in values}
    return list(ledgers.values()), json.dumps(entries, default=str), json.dumps(vacancies, default=str)


def _columns(posted: PostedVacancy) -> dict[str, Any]:
    facts = {name: getattr(posted.facts, name) for name in FACTS}
    as_posted = {name: getattr(posted, name) for name in AS_POSTED}
    return {"id": posted.id, **facts, **as_posted, "claimed_by": posted.right}
