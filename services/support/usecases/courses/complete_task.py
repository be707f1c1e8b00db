"""A person does what a date of a course asked for."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.support.domain.courses.tasks import Task, TaskOutcome, needs_doing
from services.support.store.referrals import close_referral, get_referral
from services.support.store.tasks import finish_task, get_task


async def complete_task(story: Story, task_id: UUID, outcome: TaskOutcome) -> Task:
    """Do a task.

    - A phase's end is noted.
    - The need at the method's end is met, which closes the course and frees the worker's place, or remains, and the
      citizen keeps the worker.
    - The same outcome again changes nothing; another one is refused.
    """
    task = await get_task(story, task_id)
    if not needs_doing(task, outcome):
        return task
    await finish_task(story, task, outcome)
    if outcome is TaskOutcome.NEED_MET:
        await close_referral(story, await get_referral(story, task.referral_id, lock=True))
    facts = {"task_id": task.id, "kind": task.kind, "phase": task.phase, "outcome": outcome}
    await record(story, "task_done", task.referral_id, (Party.SUPPORT_TEAM,), facts=facts)
    return await get_task(story, task_id)
