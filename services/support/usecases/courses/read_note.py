"""A note about a citizen is read, which is journaled."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.database.vault import Vault
from kit.values.callers import Party
from services.support.domain.courses.access import Reader, reads_as
from services.support.store.notes import NoteHead, get_note
from services.support.store.referrals import get_referral


async def read_note(story: Story, vault: Vault, note_id: UUID, reader: Reader) -> tuple[NoteHead, str]:
    """Read one note.

    - By the course's worker while it runs, or by a supervisor; nobody else, also not who wrote it.
    - Each reading is journaled: who, when, which note, and in what capacity.
    """
    note, closed = await get_note(story, note_id)
    capacity = reads_as(await get_referral(story, note.referral_id), reader)
    facts = {"note_id": note.id, "as": capacity}
    await record(story, "note_read", note.referral_id, (Party.SUPPORT_TEAM,), facts=facts)
    return note, vault.open(closed)
