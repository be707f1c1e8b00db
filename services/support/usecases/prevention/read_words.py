"""A person reads what a concern says in words."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.database.vault import Vault
from kit.values.callers import Party
from kit.values.problems import NotFound
from services.support.store.concerns import find_words, get_concern


async def read_words(story: Story, vault: Vault, concern_id: UUID) -> str:
    """The words; each reading is journaled with the person who read. NotFound where it says nothing in words."""
    await get_concern(story, concern_id)
    closed = await find_words(story, concern_id)
    if closed is None:
        raise NotFound
    await record(story, "concern_words_read", concern_id, (Party.SUPPORT_TEAM,))
    return vault.open(closed)
