"""The allocation office enters how estates stand, as published each 1 December or agreed."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import NAMESPACE_URL, uuid5

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from kit.values.problems import FieldError
from services.allocation.domain.registry.estates import UnknownEstate
from services.allocation.domain.registry.standings import (
    InvalidStandings,
    Standing,
    find_faults,
    merged,
    require_no_overlap,
)
from services.allocation.store.estates import list_estates, list_standings, save_standings


async def enter_standings(story: Story, standings: Sequence[Standing]) -> list[Standing]:
    """Enter dated standings, or put right those of the same kind that begin on the same day. Returns all there are.

    - Only estates that are registered can stand in any way; two of one kind never share a day; all of them or none.
    - What was decided while it stood otherwise is not decided again.
    - Each organisation hears of its own estates.
    """
    registered = {(estate.organisation_cvr, estate.estate) for estate in await list_estates(story, lock=True)}
    unknown = [
        FieldError(f"/standings/{number}/estate", UnknownEstate.title)
        for number, standing in enumerate(standings)
        if (standing.organisation_cvr, standing.estate) not in registered
    ]
    faults = [*unknown, *find_faults(standings)]
    if faults:
        raise (UnknownEstate if unknown else InvalidStandings)(errors=faults)
    before = await list_standings(story)
    after = merged(before, standings)
    require_no_overlap(after, standings)
    await save_standings(story, standings)
    known = set(before)
    await _tell(story, [standing for standing in standings if standing not in known])
    return after


async def _tell(story: Story, changed: Sequence[Standing]) -> None:
    by_organisation: dict[str, list[Standing]] = defaultdict(list)
    for standing in changed:
        by_organisation[standing.organisation_cvr].append(standing)
    for cvr, own in by_organisation.items():
        told = [
            {
                "estate": standing.estate,
                "kind": standing.kind,
                "valid_from": standing.valid_from,
                "valid_to": standing.valid_to,
            }
            for standing in own
        ]
        await record(
            story,
            "estates_stand",
            uuid5(NAMESPACE_URL, f"urn:hjemvej:estates:{story.municipality_code}:{cvr}"),
            (Party.HOUSING_ORGANISATION, Party.ALLOCATION_OFFICE, Party.MANAGEMENT),
            facts={"organisation_cvr": cvr, "standings": told},
            organisation_cvr=cvr,
        )
