"""A worker writes a note about a citizen."""

from uuid import UUID, uuid4

from kit.database.journal import record
from kit.database.stories import Story
from kit.database.vault import Vault
from kit.values.callers import Party
from services.support.domain.courses.access import Reader, reads_as
from services.support.domain.courses.running import require_running
from services.support.store.notes import NoteHead, add_note
from services.support.store.referrals import get_referral


async def write_note(story: Story, vault: Vault, referral_id: UUID, reader: Reader, words: str) -> NoteHead:
    """Write a note on a course.

    - By the course's worker or a supervisor, while it runs.
    - The words are encrypted at once. They are read one note at a time, and stand in no list, answer or journal.
    """
    referral = await get_referral(story, referral_id, lock=True)
    capacity = reads_as(referral, reader)
    require_running(referral)
    note = NoteHead(uuid4(), referral_id, story.now, reader.person or "")
    await add_note(story, note, vault.close(words), vault.mark)
    facts = {"note_id": note.id, "as": capacity}
    await record(story, "note_written", referral_id, (Party.SUPPORT_TEAM,), facts=facts)
    return note
