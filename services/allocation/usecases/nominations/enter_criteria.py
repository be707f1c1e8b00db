"""The council's allocation criteria are entered."""

from uuid import NAMESPACE_URL, uuid5

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import Unprocessable
from services.allocation.domain.nominations.criteria import (
    AllocationCriteria,
    find_faults,
    require_no_overlap,
    require_same_but_for_its_end,
)
from services.allocation.store.criteria import list_criteria, lock_criteria, save_criteria


async def enter_criteria(story: Story, criteria: AllocationCriteria) -> list[AllocationCriteria]:
    """Enter a version; every version afterwards.

    - Two versions never share a day: the earlier one is given its end first.
    - A version that is entered keeps its content; its end alone may be moved, and days gone by are not changed.
    - Nominations already judged keep their judgement.
    - The same version again changes nothing.
    """
    faults = find_faults(criteria)
    if faults:
        raise Unprocessable(errors=faults)
    await lock_criteria(story)
    versions = {each.version: each for each in await list_criteria(story)}
    earlier = versions.get(criteria.version)
    if earlier == criteria:
        return list(versions.values())
    if earlier is not None:
        require_same_but_for_its_end(earlier, criteria, local_day(story.now))
    require_no_overlap((versions | {criteria.version: criteria}).values())
    await save_criteria(story, criteria)
    facts = {"version": criteria.version, "valid_from": criteria.valid_from, "valid_to": criteria.valid_to}
    audiences = (Party.ALLOCATION_OFFICE, Party.SOCIAL_CENTRE, Party.SHELTER, Party.MANAGEMENT)
    subject = uuid5(NAMESPACE_URL, f"allocation-criteria/{story.municipality_code}/{criteria.version}")
    await record(story, "allocation_criteria_entered", subject, audiences, facts=facts)
    return await list_criteria(story)
