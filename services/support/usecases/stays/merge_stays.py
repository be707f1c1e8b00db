"""Two identifiers are one citizen, whose stays are then counted together."""

from dataclasses import replace
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.support.domain.stays.stays import Stay, StayState, overlap
from services.support.store.stays import change_stay, list_of_citizens, lock_citizen
from services.support.usecases.stays.watch_refund_days import watch_refund_days

MERGED = "merged"


async def merge_stays(story: Story, old_citizen_id: UUID, citizen_id: UUID) -> tuple[int, list[UUID]]:
    """Let the stays of the old identifier bear the one that stays; how many, and those that are doubtful by it.

    - Nobody is in two shelters at once: a stay that overlaps one of the other's is doubtful, counts nowhere, and waits
      for a person to correct or annul it.
    """
    if old_citizen_id == citizen_id or not await list_of_citizens(story, [old_citizen_id]):
        return 0, []
    for each in sorted((old_citizen_id, citizen_id)):
        await lock_citizen(story, each)
    kept, moving = await list_of_citizens(story, [citizen_id]), await list_of_citizens(story, [old_citizen_id])
    doubtful = []
    for stay in moving:
        moved = replace(_judged(stay, kept), citizen_id=citizen_id, version=stay.version + 1)
        await change_stay(story, moved, MERGED)
        if moved.state is not stay.state:
            await record(story, "stay_doubtful", stay.id, (Party.SUPPORT_TEAM,), facts={"version": moved.version})
            doubtful.append(stay.id)
    for each in sorted((old_citizen_id, citizen_id)):
        await watch_refund_days(story, each)
    return len(moving), doubtful


def _judged(stay: Stay, kept: list[Stay]) -> Stay:
    clashes = stay.state is StayState.COUNTED and overlap(stay.facts, kept) is not None
    return replace(stay, state=StayState.DOUBTFUL) if clashes else stay
