"""Concerns as rows, and back; their words stay closed in here."""

from typing import Any
from uuid import UUID

from sqlalchemy import text, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from kit.database.stories import Story
from kit.values.decisions import Reason
from kit.values.problems import NotFound
from kit.values.texts import Text
from services.support.domain.prevention.concerns import (
    Concern,
    ConcernFacts,
    ConcernOutcome,
    ConcernSource,
    ConcernState,
    ContactChannel,
)
from services.support.domain.prevention.triage import ConcernKind, Danger, Lane
from services.support.store import tables

FACTS = tuple(ConcernFacts.__dataclass_fields__)
OWN = tuple(name for name in Concern.__dataclass_fields__ if name not in ("facts", "reasons"))

WORKER = text("""
    SELECT worker_reference FROM referral
    WHERE municipality_code = :municipality_code AND citizen_id = :citizen_id
      AND state IN ('assigned', 'course') AND worker_reference IS NOT NULL
    ORDER BY state = 'course' DESC, opened_at DESC, id LIMIT 1
""")


def _concern(row: tables.Concern) -> Concern:
    facts = {name: getattr(row, name) for name in FACTS} | {
        "source": ConcernSource(row.source),
        "kind": ConcernKind(row.kind),
        "danger": Danger(row.danger),
    }
    own = {name: getattr(row, name) for name in OWN} | {
        "lane": Lane(row.lane),
        "state": ConcernState(row.state),
        "contact_channel": ContactChannel(row.contact_channel) if row.contact_channel else None,
        "outcome": ConcernOutcome(row.outcome) if row.outcome else None,
    }
    reasons = tuple(Reason(each["rule"], each["source"], each["met"], Text(**each["text"])) for each in row.reasons)
    return Concern(facts=ConcernFacts(**facts), reasons=reasons, **own)


async def find_worker_of(story: Story, citizen_id: UUID) -> str | None:
    """The worker of the citizen's course, or the one assigned before it; None where there is none."""
    parameters = {"municipality_code": story.municipality_code, "citizen_id": citizen_id}
    found = (await story.execute(WORKER, parameters)).scalar_one_or_none()
    return None if found is None else str(found)


async def find_sent(story: Story, sender: str, reference: str) -> Concern | None:
    """The concern that bears the sender's reference, or None."""
    row = tables.Concern
    query = select(row).where(
        row.municipality_code == story.municipality_code, row.sender == sender, row.reference == reference
    )
    found = (await story.session.exec(query.execution_options(populate_existing=True))).one_or_none()
    return _concern(found) if found else None


async def get_concern(story: Story, concern_id: UUID, *, lock: bool = False) -> Concern:
    """The concern, or NotFound. With `lock`, it is this story's to change."""
    row = await story.session.get(
        tables.Concern,
        (story.municipality_code, concern_id),
        with_for_update=True if lock else None,
        populate_existing=True,
    )
    if row is None:
        raise NotFound
    return _concern(row)


async def page_concerns(
    story: Story, *, state: ConcernState | None, lane: Lane | None, after: UUID | None, limit: int
) -> list[Concern]:
    """A page of the municipality's concerns, by identifier."""
    row = tables.Concern
    query = select(row).where(row.municipality_code == story.municipality_code).order_by(col(row.id)).limit(limit)
    if state is not None:
        query = query.where(row.state == state)
    if lane is not None:
        query = query.where(row.lane == lane)
    if after is not None:
        query = query.where(col(row.id) > after)
    return [_concern(each) for each in (await story.session.exec(query)).all()]


async def add_concern(story: Story, concern: Concern) -> bool:
    """Store a new concern; False where somebody else has stored one with its reference first."""
    values = {name: getattr(concern, name) for name in OWN} | {name: getattr(concern.facts, name) for name in FACTS}
    reasons = [reason.as_json() for reason in concern.reasons]
    statement = insert(tables.Concern).values(municipality_code=story.municipality_code, reasons=reasons, **values)
    added = await story.execute(statement.on_conflict_do_nothing().returning(col(tables.Concern.id)))
    return added.one_or_none() is not None


async def save_words(story: Story, concern_id: UUID, words: bytes, mark: str) -> None:
    """Store what a concern says, encrypted under the key marked."""
    story.session.add(
        tables.ConcernWords(municipality_code=story.municipality_code, id=concern_id, words=words, key_mark=mark)
    )
    await story.session.flush()


async def find_words(story: Story, concern_id: UUID) -> bytes | None:
    """What a concern says, still closed; None where it says nothing in words."""
    row = await story.session.get(tables.ConcernWords, (story.municipality_code, concern_id), populate_existing=True)
    return row.words if row else None


async def change_concern(story: Story, concern: Concern, values: dict[str, Any]) -> Concern:
    """Store what has changed, as a new version; the concern as it now is."""
    row = tables.Concern
    await story.execute(
        update(row)
        .where(col(row.municipality_code) == story.municipality_code, col(row.id) == concern.id)
        .values(**values, version=concern.version + 1)
    )
    return await get_concern(story, concern.id)
