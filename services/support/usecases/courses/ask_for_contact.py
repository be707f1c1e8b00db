"""Contact is built before the course starts: a worker who has a citizen is asked to seek contact."""

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import due_after_working_days, local_day
from kit.values.callers import Party
from services.support.domain.courses.courses import TaskKind
from services.support.domain.courses.tasks import new_task
from services.support.domain.courses.terms import terms_on
from services.support.domain.methods.methods import FACTS
from services.support.store.courses import list_terms, list_without_contact
from services.support.store.tasks import add_task


async def ask_for_contact(story: Story) -> int:
    """Ask once for contact with each citizen who has a worker of a method in phases and has not met the worker yet.

    - Phase 0 of such a method is contact building: it begins with the assignment and ends with the day of the keys.
    - The task is due as soon after the assignment as a next attempt is; a kept visit does it.
    """
    phased = [facts.method for facts in FACTS.values() if facts.phases]
    today = local_day(story.now)
    terms = terms_on(await list_terms(story), today)
    without = await list_without_contact(story, phased, today)
    for referral_id, assigned_at in without:
        due_at = due_after_working_days(assigned_at, terms.next_attempt_days)
        task = await add_task(story, new_task(referral_id, TaskKind.BUILD_CONTACT, 0, due_at, story.now), terms)
        facts = {"task_id": task.id, "kind": task.kind, "phase": task.phase, "due_at": due_at.isoformat()}
        await record(story, "task_raised", referral_id, (Party.SUPPORT_TEAM,), facts=facts)
    return len(without)
