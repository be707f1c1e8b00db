"""Either party has a ledger recomputed from what happened."""

import asyncio

from kit.database.stories import Story
from services.allocation.domain.ledger.recomputing import Recomputation
from services.allocation.domain.ledger.state import EMPTY
from services.allocation.domain.vacancies.facts import DwellingClass
from services.allocation.store.ledger_lines import find_versions, list_lines
from services.allocation.store.ledgers import find_ledger

AT_A_TIME = 1_000


async def recompute_ledger(story: Story, organisation_cvr: str, dwelling_class: DwellingClass) -> Recomputation:
    """Replay the ledger from the facts stored and say whether every entry and the state that stands are the same.

    - What was known of a dwelling when it was posted, and the agreement that decided, are kept with its entry.
    - Nobody waits for it: what is entered meanwhile is left for the next time.
    """
    stands = await find_ledger(story, organisation_cvr, dwelling_class)
    found = Recomputation(await find_versions(story, organisation_cvr))
    after, until = 0, stands.sequence if stands else 0
    while after < until and found.difference is None:
        limit = min(AT_A_TIME, until - after)
        lines = await list_lines(story, organisation_cvr, dwelling_class, after=after, limit=limit)
        if not lines:
            break
        await asyncio.to_thread(found.read, lines)
        after = lines[-1].sequence
    found.close(stands.state if stands else EMPTY)
    return found
