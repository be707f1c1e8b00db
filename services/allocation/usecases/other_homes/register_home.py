"""A home for those who cannot live alone is entered in the directory."""

from collections.abc import Sequence
from dataclasses import replace

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from kit.values.problems import ContentDiffers, FieldError, Unprocessable
from kit.values.texts import Text
from services.allocation.domain.other_homes.homes import Capacity, OtherHome, find_faults
from services.allocation.store.other_homes import (
    add_home,
    find_home_by_reference,
    is_municipality,
    list_capacities,
)


async def register_home(story: Story, home: OtherHome, capacity: Sequence[Capacity]) -> tuple[OtherHome, bool]:
    """Enter a home with its dated places.

    - The same reference with the same content is the same home; with other content it is refused. Places and the order
      of the list are changed each by an act of its own.
    - It may lie in another municipality. It holds nothing of a citizen.
    """
    faults = find_faults(capacity)
    if not await is_municipality(story, home.located_in):
        faults.append(FieldError("/located_in", Text("Kommunekoden findes ikke", "There is no such municipality")))
    if faults:
        raise Unprocessable(errors=faults)
    earlier = await find_home_by_reference(story, home.reference)
    if earlier is not None:
        await _require_same(story, earlier, home, capacity)
        return earlier, False
    await add_home(story, home, capacity)
    facts = {"reference": home.reference, "kind": home.kind}
    audiences = (Party.ALLOCATION_OFFICE, Party.SOCIAL_CENTRE, Party.SHELTER, Party.MANAGEMENT)
    await record(story, "other_home_registered", home.id, audiences, facts=facts)
    return home, True


async def _require_same(story: Story, earlier: OtherHome, home: OtherHome, capacity: Sequence[Capacity]) -> None:
    same = replace(home, id=earlier.id)
    differing = [name for name in same.__dataclass_fields__ if getattr(same, name) != getattr(earlier, name)]
    kept = (await list_capacities(story, [earlier.id]))[earlier.id]
    if not set(capacity) <= set(kept):
        differing.append("capacity")
    if differing:
        text = Text("Afviger fra det, der først blev sendt", "Differs from what was sent first")
        raise ContentDiffers(errors=[FieldError(f"/{name}", text) for name in differing])
