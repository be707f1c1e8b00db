"""What is encrypted under an older key is encrypted under the newest."""

from kit.database.stories import Story
from kit.database.vault import Vault
from services.allocation.store.citizens import SealedCitizen, list_sealed_under_others, save_citizen
from services.allocation.store.whole_assessments import list_words_under_others, save_words

AT_ONCE = 500


async def rotate_keys(story: Story, vault: Vault) -> int:
    """Rotate at most so many rows; how many. When none is left the older key can be taken away.

    - The same names, numbers and words, under the newest key; each row bears the mark of its key, so that a sweep with
      nothing to do reads nothing.
    """
    citizens = await list_sealed_under_others(story, vault.mark, AT_ONCE)
    for citizen in citizens:
        name, number = (vault.rotate(each) if each else None for each in (citizen.name, citizen.cpr_number))
        await save_citizen(story, SealedCitizen(citizen.citizen_id, name, number, vault.mark))
    words = await list_words_under_others(story, vault.mark, AT_ONCE)
    for nomination_id, closed in words:
        await save_words(story, nomination_id, vault.rotate(closed), vault.mark)
    return len(citizens) + len(words)
