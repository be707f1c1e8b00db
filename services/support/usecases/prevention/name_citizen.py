"""A person says which citizen a concern about a tenancy is about."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.support.domain.prevention.concerns import Concern, ConcernClosed, ConcernState, require_version
from services.support.store.concerns import change_concern, find_worker_of, get_concern


async def name_citizen(story: Story, concern_id: UUID, version: int, citizen_id: UUID) -> Concern:
    """Name the citizen; the concern goes to the worker of the citizen's course, where there is one.

    Whoever sent the concern is not told.
    """
    concern = await get_concern(story, concern_id, lock=True)
    require_version(concern.version, version)
    if concern.state is ConcernState.CLOSED:
        raise ConcernClosed
    worker_reference = await find_worker_of(story, citizen_id)
    values = {"citizen_id": citizen_id, "worker_reference": worker_reference}
    changed = await change_concern(story, concern, values)
    told = {"worker_reference": worker_reference}
    await record(story, "concern_citizen_named", concern_id, (Party.SUPPORT_TEAM,), facts=told)
    return changed
