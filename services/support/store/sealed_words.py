"""Everything that support has encrypted, wherever it stands, for a change of keys."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col, select

from kit.database.stories import Story
from services.support.store import tables

# Every table with words under a key: `id`, `words`, and `key_mark`, which names the key.
Sealed = tables.Note | tables.Goal | tables.GoalStep | tables.ConcernWords
SEALED: dict[str, type[Sealed]] = {
    "note": tables.Note,
    "goal": tables.Goal,
    "goal_step": tables.GoalStep,
    "concern_words": tables.ConcernWords,
}


@dataclass(frozen=True, slots=True)
class SealedWords:
    """Closed words, and the row that holds them."""

    table: str
    id: UUID
    words: bytes


async def list_under_other_keys(story: Story, mark: str, limit: int) -> list[SealedWords]:
    """At most so many words encrypted under another key than the one marked; ours to change."""
    found: list[SealedWords] = []
    for name, row in SEALED.items():
        query = (
            select(col(row.id), col(row.words))
            .where(row.municipality_code == story.municipality_code, col(row.key_mark) != mark)
            .order_by(col(row.id))
            .limit(limit - len(found))
            .with_for_update(skip_locked=True)
        )
        found += [SealedWords(name, found_id, words) for found_id, words in (await story.session.exec(query)).all()]
    return found


async def save_under(story: Story, sealed: SealedWords, words: bytes, mark: str) -> None:
    """Store the same words under the key marked."""
    row = SEALED[sealed.table]
    await story.execute(
        update(row)
        .where(col(row.municipality_code) == story.municipality_code, col(row.id) == sealed.id)
        .values(words=words, key_mark=mark)
    )
