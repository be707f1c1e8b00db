"""Tasks whose day has passed undone."""

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.allocation.domain.nominations.tasks import who_hears
from services.allocation.store.tasks import tell_overdue


async def tell_overdue_tasks(story: Story) -> int:
    """Tell whose it is and the allocation office, once each; how many. Nothing is closed or lost by being late."""
    overdue = await tell_overdue(story)
    for task in overdue:
        audiences = dict.fromkeys((*who_hears(task.party), Party.ALLOCATION_OFFICE, Party.MANAGEMENT))
        facts = {"kind": task.kind, "nomination_id": task.nomination_id, "due_at": task.due_at.isoformat()}
        await record(story, "task_overdue", task.subject_id, audiences, facts=facts)
    return len(overdue)
