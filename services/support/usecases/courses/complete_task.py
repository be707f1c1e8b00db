"""A person does what a date of a course asked for."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from services.support.domain.courses.closing import Circumstances, decide_closing, require_ending
from services.support.domain.courses.never_closing import Ground
from services.support.domain.courses.running import is_running
from services.support.domain.courses.tasks import LossReason, Task, TaskOutcome, needs_doing
from services.support.store.referrals import get_referral
from services.support.store.tasks import finish_task, get_task
from services.support.usecases.courses.close_course import end_course


async def complete_task(story: Story, task_id: UUID, outcome: TaskOutcome, reason: LossReason | None = None) -> Task:
    """Do a task.

    - A phase's end is noted.
    - The need at the method's end is met, which closes the course and frees the worker's place, or remains, and the
      citizen keeps the worker.
    - The home at a check is kept, or lost and why; neither closes anything.
    - The same outcome again changes nothing; another one is refused.
    """
    referral = await get_referral(story, (await get_task(story, task_id, lock=False)).referral_id, lock=True)
    task = await get_task(story, task_id)
    if not needs_doing(task, outcome, reason):
        return task
    await finish_task(story, task, outcome, reason)
    facts = {"task_id": task.id, "kind": task.kind, "phase": task.phase, "outcome": outcome, "reason": reason}
    await record(story, "task_done", task.referral_id, (Party.SUPPORT_TEAM,), facts=facts)
    if outcome is TaskOutcome.NEED_MET and is_running(referral):
        today = local_day(story.now)
        closing = decide_closing(Ground.NEED_MET, Circumstances(today, cooling_days=0, need_assessed_on=today))
        require_ending(closing)
        await end_course(story, referral, Ground.NEED_MET, closing)
    return await get_task(story, task_id)
