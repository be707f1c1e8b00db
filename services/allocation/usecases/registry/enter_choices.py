"""The allocation office enters what the law leaves to the municipality."""

from collections.abc import Sequence

from kit.database.stories import Story
from services.allocation.domain.registry.choices import LocalChoice, require_no_overlap
from services.allocation.store.rates import list_choices, save_choices


async def enter_choices(story: Story, choices: Sequence[LocalChoice]) -> list[LocalChoice]:
    """Enter dated values; two for one key on the same day are refused. Returns what is in force afterwards."""
    await save_choices(story, choices)
    entered = await list_choices(story)
    require_no_overlap(entered)
    return entered
