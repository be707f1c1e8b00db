"""What citizens wrote is closed under the newest key."""

from dataclasses import replace

from kit.database.stories import Story
from kit.database.vault import Vault
from services.benefits.store.complaints import list_complaints_under_others, save_complaint
from services.benefits.store.hearings import list_hearings_under_others, save_hearing

AT_ONCE = 500


async def rotate_keys(story: Story, vault: Vault) -> int:
    """Close at most so many rows anew; how many. When none is left the older key can be taken away."""
    hearings = await list_hearings_under_others(story, vault.mark, AT_ONCE)
    for hearing in hearings:
        words = vault.rotate(hearing.words) if hearing.words else None
        closed = replace(hearing, about=vault.rotate(hearing.about), words=words, key_mark=vault.mark)
        await save_hearing(story, closed)
    complaints = await list_complaints_under_others(story, vault.mark, AT_ONCE)
    for complaint in complaints:
        assert complaint.words is not None
        await save_complaint(story, replace(complaint, words=vault.rotate(complaint.words), key_mark=vault.mark))
    return len(hearings) + len(complaints)
