"""The journal: what happened, by whom and why, append-only.

One table, four uses: the explanation of each decision, the timeline of a subject, the feed of events that each
caller hears, and the proof that nothing was changed afterwards (`seals.py`). Personal data never enters it: facts
are identifiers, codes, dates and amounts. Where two parties may know different things, the story writes two entries.
"""

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, text

from kit.database.stories import Story
from kit.values.callers import Party
from kit.values.decisions import Reason

WRITE = text("""
    INSERT INTO journal (municipality_code, organisation_cvr, audiences, kind, subject_id, client_id, person,
                         happened_at, facts, reasons)
    VALUES (:municipality_code, :organisation_cvr, :audiences, :kind, :subject_id, :client_id, :person,
            :happened_at, CAST(:facts AS jsonb), CAST(:reasons AS jsonb))
""")

WRITE_ALL = text("""
    INSERT INTO journal (municipality_code, organisation_cvr, audiences, kind, subject_id, client_id, person,
                         happened_at, facts, reasons)
    SELECT :municipality_code, :organisation_cvr, :audiences, happening.kind, happening.subject_id, :client_id, :person,
           :happened_at, happening.facts, happening.reasons
    FROM ROWS FROM (jsonb_to_recordset(CAST(:happenings AS jsonb)) AS (
        kind text, subject_id uuid, facts jsonb, reasons jsonb
    )) WITH ORDINALITY AS happening (kind, subject_id, facts, reasons, number)
    ORDER BY happening.number
""")

COLUMNS = "xid::text, id, municipality_code, kind, subject_id, client_id, person, happened_at, facts, reasons"

# A row is shown once every transaction that began before it has ended; ordered by transaction first, so that a row
# that becomes visible later never stands before one already read.
FEED = text(f"""
    SELECT {COLUMNS} FROM journal
    WHERE (xid, id) > (CAST(:after_xid AS xid8), :after_id) AND xid < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY journal.xid, id LIMIT :limit
""")

TIMELINE = text(f"SELECT {COLUMNS} FROM journal WHERE subject_id = :subject_id ORDER BY journal.xid, id")


@dataclass(frozen=True, slots=True)
class Entry:
    """One journal entry as its audience reads it."""

    cursor: str
    municipality_code: str
    kind: str
    subject_id: uuid.UUID
    client_id: str
    person: str | None
    happened_at: datetime
    facts: Mapping[str, Any]
    reasons: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Happening:
    """What one entry among several says."""

    kind: str
    subject_id: uuid.UUID
    facts: Mapping[str, object]
    reasons: Sequence[Mapping[str, object]]


async def record(
    story: Story,
    kind: str,
    subject_id: uuid.UUID,
    audiences: Iterable[Party],
    *,
    facts: Mapping[str, object] | None = None,
    reasons: Iterable[Reason] = (),
    organisation_cvr: str | None = None,
) -> None:
    """Write an entry. An organisation hears of it only where its CVR number stands on the entry."""
    await story.execute(
        WRITE,
        {
            "municipality_code": story.municipality_code,
            "organisation_cvr": organisation_cvr,
            "audiences": [str(audience) for audience in audiences],
            "kind": kind,
            "subject_id": subject_id,
            "client_id": story.caller.client_id,
            "person": story.caused_by,
            "happened_at": story.now,
            "facts": json.dumps(facts or {}, default=str),
            "reasons": json.dumps([reason.as_json() for reason in reasons]),
        },
    )


async def record_all(
    story: Story,
    happenings: Iterable[Happening],
    audiences: Iterable[Party],
    *,
    organisation_cvr: str | None = None,
) -> None:
    """Write entries for the same audiences, in their order, in one statement."""
    rows = [{name: getattr(each, name) for name in Happening.__dataclass_fields__} for each in happenings]
    await story.execute(
        WRITE_ALL,
        {
            "municipality_code": story.municipality_code,
            "organisation_cvr": organisation_cvr,
            "audiences": [str(audience) for audience in audiences],
            "client_id": story.caller.client_id,
            "person": story.caused_by,
            "happened_at": story.now,
            "happenings": json.dumps(rows, default=str),
        },
    )


def _entry(row: RowMapping) -> Entry:
    own = {name: row[name] for name in Entry.__dataclass_fields__ if name != "cursor"}
    return Entry(cursor=f"{row['xid']}-{row['id']}", **own)


def parse_cursor(cursor: str) -> tuple[int, int] | None:
    """The transaction and entry number of a cursor; None where the text is no cursor."""
    xid, _, number = cursor.partition("-")
    parts_are_numbers = all(part.isascii() and part.isdigit() and len(part) <= 18 for part in (xid, number))
    return (int(xid), int(number)) if parts_are_numbers else None


async def read_feed(story: Story, after: tuple[int, int], limit: int) -> list[Entry]:
    """What the caller may hear of, in order and without gaps, after the cursor."""
    parameters = {"after_xid": str(after[0]), "after_id": after[1], "limit": limit}
    rows = await story.execute(FEED, parameters)
    return [_entry(row) for row in rows.mappings()]


async def read_timeline(story: Story, subject_id: uuid.UUID) -> list[Entry]:
    """Everything about one subject that the caller may see, oldest first."""
    rows = await story.execute(TIMELINE, {"subject_id": subject_id})
    return [_entry(row) for row in rows.mappings()]
