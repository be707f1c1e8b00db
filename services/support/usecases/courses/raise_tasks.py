"""A date of a course has come: a person is asked to act, and nobody is closed by the calendar."""

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.support.store.tasks import raise_due_tasks


async def raise_tasks(story: Story) -> int:
    """Raise a task for each date that has come, once; how many.

    - The end of a phase asks for the next phase to be planned.
    - The end of a method's time asks for the need to be assessed. Until it is, the citizen keeps the worker.
    """
    raised = await raise_due_tasks(story)
    for task in raised:
        facts = {"task_id": task.id, "kind": task.kind, "phase": task.phase, "due_at": task.due_at.isoformat()}
        await record(story, "task_raised", task.referral_id, (Party.SUPPORT_TEAM,), facts=facts)
    return len(raised)
