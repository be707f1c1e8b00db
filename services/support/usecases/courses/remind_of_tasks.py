"""A task that nobody has done is reminded of, once."""

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.support.store.tasks import take_overdue_tasks


async def remind_of_tasks(story: Story) -> int:
    """Tell the team of each task that is so many working days overdue, once; how many.

    - The municipality's own number of working days counts, from the day the task fell due.
    - Nothing is closed and nobody loses a worker by it.
    """
    overdue = await take_overdue_tasks(story)
    for task in overdue:
        facts = {"task_id": task.id, "kind": task.kind, "phase": task.phase, "due_at": task.due_at.isoformat()}
        await record(story, "task_overdue", task.referral_id, (Party.SUPPORT_TEAM,), facts=facts)
    return len(overdue)
