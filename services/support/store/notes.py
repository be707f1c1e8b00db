"""Notes about citizens as rows, and back; the words stay closed in here."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from kit.database.stories import Story
from kit.values.problems import NotFound
from services.support.store import tables


@dataclass(frozen=True, slots=True)
class NoteHead:
    """That there is a note, when it was written and by whom; not what it says."""

    id: UUID
    referral_id: UUID
    written_at: datetime
    written_by: str


def _head(row: tables.Note) -> NoteHead:
    return NoteHead(row.id, row.referral_id, row.written_at, row.written_by)


async def add_note(story: Story, note: NoteHead, words: bytes, mark: str) -> None:
    """Store a note, encrypted under the key marked."""
    own = {name: getattr(note, name) for name in NoteHead.__dataclass_fields__}
    story.session.add(
        tables.Note(municipality_code=story.municipality_code, words=words, key_mark=mark, **own),
    )
    await story.session.flush()


async def get_note(story: Story, note_id: UUID) -> tuple[NoteHead, bytes]:
    """The note and its closed words, or NotFound."""
    row = await story.session.get(tables.Note, (story.municipality_code, note_id), populate_existing=True)
    if row is None:
        raise NotFound
    return _head(row), row.words


async def page_notes(story: Story, referral_id: UUID, *, after: UUID | None, limit: int) -> list[NoteHead]:
    """A page of the course's notes without their words, by identifier."""
    row = tables.Note
    query = (
        select(row)
        .where(row.municipality_code == story.municipality_code, row.referral_id == referral_id)
        .order_by(col(row.id))
        .limit(limit)
    )
    if after is not None:
        query = query.where(col(row.id) > after)
    return [_head(each) for each in (await story.session.exec(query)).all()]
