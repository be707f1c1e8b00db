"""Somebody is asked to do something by a day."""

from datetime import datetime
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import due_after_working_days, local_day
from services.allocation.domain.nominations.nomination import Nomination
from services.allocation.domain.nominations.situations import NominationStatus
from services.allocation.domain.nominations.tasks import WHO, TaskKind, who_hears
from services.allocation.domain.registry.waits import ASSESSMENT_DEADLINE, DOCUMENTS_DEADLINE, Wait
from services.allocation.store.rates import find_choice
from services.allocation.store.tasks import add_task, close_tasks

BY_STATUS = {
    NominationStatus.RECEIVED: (TaskKind.SEND_DOCUMENTS, DOCUMENTS_DEADLINE),
    NominationStatus.ASSESSMENT: (TaskKind.ASSESS_NOMINATION, ASSESSMENT_DEADLINE),
}


async def ask_for(story: Story, kind: TaskKind, subject_id: UUID, nomination_id: UUID, due_at: datetime) -> bool:
    """Raise the task and tell whose it is; where the same is asked for already, nobody is told again."""
    is_new = await add_task(story, kind, subject_id, nomination_id, due_at)
    if is_new:
        facts = {"kind": kind, "nomination_id": nomination_id, "due_at": due_at.isoformat()}
        await record(story, "task_raised", subject_id, who_hears(WHO[kind]), facts=facts)
    return is_new


async def days_of(story: Story, wait: Wait) -> int:
    """The municipality's own choice of a wait, today; or its default."""
    return wait.days(await find_choice(story, wait.key, local_day(story.now)))


async def due_in(story: Story, wait: Wait) -> datetime:
    """The end of the wait, in working days from now."""
    return due_after_working_days(story.now, await days_of(story, wait))


async def ask_what_is_needed(story: Story, nomination: Nomination) -> None:
    """The tasks follow where the nomination stands: its documents, its assessment, or nothing more.

    Missing documents are named once, all of them together.
    """
    wanted, wait = BY_STATUS.get(nomination.status, (None, None))
    done = {kind for kind, _ in BY_STATUS.values()} - {wanted}
    await close_tasks(story, nomination.id, done)
    if wanted is None or wait is None:
        return
    is_new = await ask_for(story, wanted, nomination.id, nomination.id, await due_in(story, wait))
    if is_new and wanted is TaskKind.SEND_DOCUMENTS:
        facts = {"documents": list(nomination.judgement.documents_missing), "criterion": nomination.judgement.criterion}
        await record(story, "documents_asked", nomination.id, who_hears(WHO[wanted]), facts=facts)
