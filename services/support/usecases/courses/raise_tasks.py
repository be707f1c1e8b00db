"""A date of a course has come: a person is asked to act, and nobody is closed by the calendar."""

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from services.support.domain.courses.terms import terms_on
from services.support.store.courses import list_terms
from services.support.store.tasks import raise_due_tasks


async def raise_tasks(story: Story) -> int:
    """Raise a task for each date that has come, once; how many.

    - The end of a phase asks for the next phase to be planned.
    - The end of a method's time asks for the need to be assessed. Until it is, the citizen keeps the worker.
    - 6, 12 and 24 months after the move the worker is asked whether the home was kept.
    """
    terms = terms_on(await list_terms(story), local_day(story.now))
    raised = await raise_due_tasks(story, terms)
    for task in raised:
        facts = {"task_id": task.id, "kind": task.kind, "phase": task.phase, "due_at": task.due_at.isoformat()}
        await record(story, "task_raised", task.referral_id, (Party.SUPPORT_TEAM,), facts=facts)
    return len(raised)
