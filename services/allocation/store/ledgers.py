"""Ledgers: the row that entries take in turn, and the entries themselves."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlmodel import col, select

from kit.database.stories import Story
from services.allocation.domain.ledger.ledger import Decision
from services.allocation.domain.ledger.state import COUNTS, LedgerState, Movement, PlaceCount
from services.allocation.domain.vacancies.facts import DwellingClass
from services.allocation.domain.vacancies.outcomes import Outcome
from services.allocation.domain.vacancies.posted import LedgerRow
from services.allocation.store import tables

COUNTED = ", ".join(COUNTS)
LEDGER = """municipality_code = :municipality_code AND organisation_cvr = :organisation_cvr
            AND dwelling_class = :dwelling_class"""

LOCK_LEDGER = text(f"SELECT agreement_id, sequence, began, {COUNTED}, places FROM ledger WHERE {LEDGER} FOR UPDATE")

OPEN_LEDGER = text(f"""
    INSERT INTO ledger (municipality_code, organisation_cvr, dwelling_class, sequence, began, {COUNTED}, places)
    VALUES (:municipality_code, :organisation_cvr, :dwelling_class, 0, 0, {", ".join("0" for _ in COUNTS)}, '{{}}')
    ON CONFLICT DO NOTHING
""")

ADVANCED = f"""
    advanced AS (
        UPDATE ledger SET agreement_id = :agreement_id, sequence = :sequence, began = :began,
                          {", ".join(f"{name} = :{name}" for name in COUNTS)}, places = CAST(:places AS jsonb)
        WHERE {LEDGER}
    )
"""
ENTER = f"""
    INSERT INTO ledger_entry (municipality_code, organisation_cvr, dwelling_class, sequence, vacancy_id, agreement_id,
                              outcome, claimed_by, counted, {COUNTED}, movement, reasons, decided_at)
    VALUES (:municipality_code, :organisation_cvr, :dwelling_class, :sequence, :vacancy_id, :agreement_id,
            :outcome, :claimed_by, :counted, {", ".join(f":{name}" for name in COUNTS)}, CAST(:movement AS jsonb),
            CAST(:reasons AS jsonb), :decided_at)
"""
WRITE_ENTRY = text(f"WITH {ADVANCED} {ENTER}")

MOVEMENTS = text("""
    SELECT sequence, agreement_id, movement FROM ledger_entry
    WHERE municipality_code = :municipality_code AND vacancy_id = :vacancy_id ORDER BY sequence
""")


@dataclass(frozen=True, slots=True)
class LockedLedger:
    """A ledger whose next entry is this transaction's to write."""

    organisation_cvr: str
    dwelling_class: DwellingClass
    agreement_id: UUID | None
    sequence: int
    began: int
    state: LedgerState

    def after(self, decision: Decision, agreement_id: UUID | None) -> "LockedLedger":
        """The ledger with one more entry, under the agreement that now counts."""
        sequence = self.sequence + 1
        began = sequence if decision.outcome is Outcome.RESTARTED else self.began
        return replace(
            self, agreement_id=agreement_id or self.agreement_id, sequence=sequence, began=began, state=decision.after
        )


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
    counts: dict[str, Any] = {name: getattr(row, name) for name in COUNTS}
    state = LedgerState(**counts, places=_places_from_json(row.places))
    return LockedLedger(organisation_cvr, dwelling_class, row.agreement_id, row.sequence, row.began, state)


def entry_values(story: Story, ledger: LockedLedger, decision: Decision, vacancy_id: UUID | None) -> dict[str, Any]:
    """The parameters of one entry; `ledger` stands after it."""
    return {
        "municipality_code": story.municipality_code,
        "organisation_cvr": ledger.organisation_cvr,
        "dwelling_class": ledger.dwelling_class,
        "agreement_id": ledger.agreement_id,
        "sequence": ledger.sequence,
        "began": ledger.began,
        **{name: getattr(ledger.state, name) for name in COUNTS},
        "places": json.dumps(_places_as_json(ledger.state.places)),
        "vacancy_id": vacancy_id,
        "outcome": decision.outcome,
        "claimed_by": decision.right,
        "counted": decision.counted,
        "movement": json.dumps(movement_as_json(decision.movement)),
        "reasons": json.dumps([reason.as_json() for reason in decision.reasons]),
        "decided_at": story.now,
    }


async def write_entry(
    story: Story,
    ledger: LockedLedger,
    decision: Decision,
    *,
    vacancy_id: UUID | None,
    agreement_id: UUID | None = None,
) -> LockedLedger:
    """Enter a correction, and advance the ledger in the same statement."""
    after = ledger.after(decision, agreement_id)
    await story.execute(WRITE_ENTRY, entry_values(story, after, decision, vacancy_id))
    return after


@dataclass(frozen=True, slots=True)
class Moved:
    """What one entry of a vacancy moved, where, and under which agreement."""

    sequence: int
    agreement_id: UUID | None
    movement: Movement


async def list_movements(story: Story, vacancy_id: UUID) -> list[Moved]:
    """Every entry of one vacancy, oldest first."""
    names = {"municipality_code": story.municipality_code, "vacancy_id": vacancy_id}
    rows = await story.execute(MOVEMENTS, names)
    return [Moved(sequence, agreement_id, movement_from_json(moved)) for sequence, agreement_id, moved in rows]


def movement_as_json(movement: Movement) -> dict[str, Any]:
    """Only what moved."""
    counts: dict[str, Any] = {name: getattr(movement, name) for name in COUNTS if getattr(movement, name)}
    return {**counts, "places": _places_as_json(movement.places)} if movement.places else counts


def movement_from_json(stored: Mapping[str, Any]) -> Movement:
    """The movement again."""
    counts = {name: stored[name] for name in COUNTS if name in stored}
    return Movement(**counts, places=_places_from_json(stored.get("places", {})))


def _places_as_json(places: Mapping[str, PlaceCount]) -> dict[str, list[int]]:
    return {name: [count.countable, count.used] for name, count in places.items()}


def _places_from_json(stored: Mapping[str, Sequence[int]]) -> dict[str, PlaceCount]:
    return {name: PlaceCount(countable, used) for name, (countable, used) in stored.items()}


async def list_ledger(story: Story, organisation_cvr: str, dwelling_class: DwellingClass) -> list[LedgerRow]:
    """The whole ledger in its own order."""
    entry, vacancy = tables.LedgerEntry, tables.Vacancy
    same = (col(entry.municipality_code) == col(vacancy.municipality_code)) & (col(entry.vacancy_id) == col(vacancy.id))
    query = (
        select(entry, vacancy)
        .join(vacancy, same, isouter=True)
        .where(entry.organisation_cvr == organisation_cvr, entry.dwelling_class == dwelling_class)
        .order_by(col(entry.sequence))
    )
    rows = (await story.session.exec(query)).all()
    names = [name for name in LedgerRow.__dataclass_fields__ if name not in ("reference", "posted_on")]
    return [
        LedgerRow(
            reference=getattr(posted, "reference", None),
            posted_on=getattr(posted, "posted_on", None),
            **{name: getattr(row, name) for name in names},
        )
        for row, posted in rows
    ]
