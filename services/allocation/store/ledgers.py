"""Ledgers: the row that entries take in turn, and the entries themselves."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import text

from kit.database.stories import Story
from services.allocation.domain.ledger.countable import ORDINARY, Circumstances
from services.allocation.domain.ledger.ledger import Decision
from services.allocation.domain.ledger.state import COUNTS, LedgerState, Movement, PlaceCount
from services.allocation.domain.vacancies.facts import DwellingClass
from services.allocation.domain.vacancies.outcomes import Outcome

COUNTED = ", ".join(COUNTS)
LEDGER = """municipality_code = :municipality_code AND organisation_cvr = :organisation_cvr
            AND dwelling_class = :dwelling_class"""

READ_LEDGER = text(f"SELECT agreement_id, sequence, began, {COUNTED}, places FROM ledger WHERE {LEDGER}")
LOCK_LEDGER = text(f"{READ_LEDGER} FOR UPDATE")

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
                              outcome, claimed_by, counted, {COUNTED}, movement, known, reasons, decided_at,
                              made_by, person)
    VALUES (:municipality_code, :organisation_cvr, :dwelling_class, :sequence, :vacancy_id, :decided_under,
            :outcome, :claimed_by, :counted, {", ".join(f":{name}" for name in COUNTS)}, CAST(:movement AS jsonb),
            CAST(:known AS jsonb), CAST(:reasons AS jsonb), :decided_at, :made_by, :person)
"""
WRITE_ENTRY = text(f"WITH {ADVANCED} {ENTER}")

MOVEMENTS = text("""
    SELECT movement FROM ledger_entry
    WHERE municipality_code = :municipality_code AND vacancy_id = :vacancy_id ORDER BY sequence
""")


@dataclass(frozen=True, slots=True)
class LockedLedger:
    """A ledger whose next entry is this transaction's to write.

    `agreement_id` is the agreement by which it counts, `decided_under` that of its last entry: none where a vacancy was
    outside every agreement.
    """

    organisation_cvr: str
    dwelling_class: DwellingClass
    agreement_id: UUID | None
    sequence: int
    began: int
    state: LedgerState
    decided_under: UUID | None = None

    def after(self, decision: Decision, agreement_id: UUID | None) -> "LockedLedger":
        """The ledger with one more entry, under the agreement that now counts."""
        sequence = self.sequence + 1
        began = sequence if decision.outcome is Outcome.RESTARTED else self.began
        return replace(
            self,
            agreement_id=agreement_id or self.agreement_id,
            decided_under=agreement_id,
            sequence=sequence,
            began=began,
            state=decision.after,
        )


async def lock_ledger(story: Story, organisation_cvr: str, dwelling_class: DwellingClass) -> LockedLedger:
    """Take the ledger's turn, opening the ledger with its first vacancy."""
    names = _names(story, organisation_cvr, dwelling_class)
    row = (await story.execute(LOCK_LEDGER, names)).one_or_none()
    if row is None:
        await story.execute(OPEN_LEDGER, names)
        row = (await story.execute(LOCK_LEDGER, names)).one()
    return _ledger(row, organisation_cvr, dwelling_class)


async def find_ledger(story: Story, organisation_cvr: str, dwelling_class: DwellingClass) -> LockedLedger | None:
    """Where the ledger stands at this moment, in nobody's way; None where nothing was entered yet."""
    row = (await story.execute(READ_LEDGER, _names(story, organisation_cvr, dwelling_class))).one_or_none()
    return _ledger(row, organisation_cvr, dwelling_class) if row is not None else None


def _names(story: Story, organisation_cvr: str, dwelling_class: DwellingClass) -> dict[str, str]:
    return {
        "municipality_code": story.municipality_code,
        "organisation_cvr": organisation_cvr,
        "dwelling_class": dwelling_class,
    }


def _ledger(row: Any, organisation_cvr: str, dwelling_class: DwellingClass) -> LockedLedger:
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
        "decided_under": ledger.decided_under,
        "sequence": ledger.sequence,
        "began": ledger.began,
        **{name: getattr(ledger.state, name) for name in COUNTS},
        "places": json.dumps(_places_as_json(ledger.state.places)),
        "vacancy_id": vacancy_id,
        "outcome": decision.outcome,
        "claimed_by": decision.right,
        "counted": decision.counted,
        "movement": json.dumps(movement_as_json(decision.movement)),
        "known": json.dumps(known_as_json(decision.known)),
        "reasons": json.dumps([reason.as_json() for reason in decision.reasons]),
        "decided_at": story.now,
        "made_by": story.caller.client_id,
        "person": story.caused_by,
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
    after = ledger.after(decision, agreement_id or ledger.agreement_id)
    await story.execute(WRITE_ENTRY, entry_values(story, after, decision, vacancy_id))
    return after


async def list_movements(story: Story, vacancy_id: UUID) -> list[Movement]:
    """What every entry of one vacancy moved, oldest first."""
    names = {"municipality_code": story.municipality_code, "vacancy_id": vacancy_id}
    rows = await story.execute(MOVEMENTS, names)
    return [movement_from_json(moved) for (moved,) in rows]


def known_as_json(known: Circumstances) -> dict[str, Any]:
    """Only what is out of the ordinary."""
    values = {name: getattr(known, name) for name in Circumstances.__dataclass_fields__}
    return {name: value for name, value in values.items() if value != getattr(ORDINARY, name)}


def known_from_json(stored: Mapping[str, Any]) -> Circumstances:
    """The circumstances again."""
    return Circumstances(**stored)


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
