"""A person does what a stay asks for."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from kit.values.problems import NotFound
from services.support.domain.stays.tasks import StayTask, StayTaskKind, StayTaskOutcome, needs_ending, stay_task_id
from services.support.store.stay_tasks import end_task, list_stay_tasks
from services.support.store.stays import hold_stay


async def end_stay_task(story: Story, stay_id: UUID, kind: StayTaskKind, outcome: StayTaskOutcome) -> StayTask:
    """End a task as done or not needed. The same again changes nothing; another end is refused."""
    await hold_stay(story, stay_id)
    task = await _find(story, stay_id, kind)
    if not needs_ending(task, outcome):
        return task
    await end_task(story, task, outcome)
    told = {"kind": kind, "outcome": outcome}
    await record(story, "stay_task_done", stay_id, (Party.SUPPORT_TEAM,), facts=told)
    return await _find(story, stay_id, kind)


async def _find(story: Story, stay_id: UUID, kind: StayTaskKind) -> StayTask:
    wanted = stay_task_id(stay_id, kind)
    found = next((task for task in await list_stay_tasks(story, stay_id) if task.id == wanted), None)
    if found is None:
        raise NotFound
    return found
