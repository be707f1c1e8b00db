"""The day of a stay's task has come."""

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.support.store.stay_tasks import raise_due


async def raise_stay_tasks(story: Story) -> int:
    """Raise each task of a stay whose day has come and that nobody has done, once; how many."""
    raised = await raise_due(story)
    for task in raised:
        facts = {"task_id": task.id, "kind": task.kind, "due_on": task.due_on}
        await record(story, "stay_task_raised", task.stay_id, (Party.SUPPORT_TEAM,), facts=facts)
    return len(raised)
