"""The allocation office enters what the law leaves to the municipality."""

from collections.abc import Sequence

from kit.database.stories import Story
from kit.values.problems import Unprocessable
from services.allocation.domain.registry.choices import LocalChoice, require_no_overlap
from services.allocation.domain.registry.waits import find_faults
from services.allocation.store.rates import list_choices, save_choices


async def enter_choices(story: Story, choices: Sequence[LocalChoice]) -> list[LocalChoice]:
    """Enter dated values; two for one key on the same day are refused. Returns what is in force afterwards."""
    faults = find_faults(choices)
    if faults:
        raise Unprocessable(errors=faults)
    await save_choices(story, choices)
    entered = await list_choices(story)
    require_no_overlap(entered)
    return entered
