"""What is encrypted under an older key is encrypted under the newest."""

from kit.database.stories import Story
from kit.database.vault import Vault
from services.support.store.sealed_words import list_under_other_keys, save_under

AT_ONCE = 500


async def rotate_keys(story: Story, vault: Vault) -> int:
    """Rotate at most so many rows; how many. When none is left the older key can be taken away.

    - The same words under the newest key; each row bears the mark of its key, so that a sweep with nothing to do reads
      nothing.
    """
    sealed = await list_under_other_keys(story, vault.mark, AT_ONCE)
    for each in sealed:
        await save_under(story, each, vault.rotate(each.words), vault.mark)
    return len(sealed)
