"""A worker records what came of a visit."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import due_after_working_days, local_day
from kit.values.callers import Party
from services.support.domain.courses.courses import TaskKind
from services.support.domain.courses.running import require_running
from services.support.domain.courses.tasks import new_task
from services.support.domain.courses.terms import terms_on
from services.support.domain.courses.visits import (
    Result,
    Visit,
    VisitStatus,
    moved_visit,
    needs_recording,
    require_sense,
)
from services.support.domain.referrals.referral import Referral
from services.support.store.courses import list_terms
from services.support.store.referrals import get_referral
from services.support.store.tasks import add_task, drop_dates, next_number
from services.support.store.visits import add_visit, get_visit, save_result


async def record_visit(story: Story, visit_id: UUID, result: Result) -> Visit:
    """Record that a visit was kept, missed or moved.

    - A missed visit asks for the next attempt within so many working days, and closes nothing, however many there are.
    - A moved visit is a new one at its new time.
    - A kept visit is a contact: what asked for contact or for an attempt is done.
    - The same again changes nothing; another result is refused.
    """
    referral = await get_referral(story, (await get_visit(story, visit_id)).referral_id, lock=True)
    visit = await get_visit(story, visit_id)
    moved_before = await get_visit(story, visit.moved_to) if visit.moved_to else None
    if not needs_recording(visit, result, moved_before):
        return visit
    require_running(referral)
    require_sense(visit, result, referral.opened_at, story.now)
    moved = moved_visit(visit, result)
    await save_result(story, visit, result, referral.worker_reference, moved.id if moved else None)
    if moved is not None:
        await add_visit(story, moved)
    if result.status is VisitStatus.KEPT:
        await drop_dates(story, referral.id, (TaskKind.BUILD_CONTACT, TaskKind.NEXT_ATTEMPT))
    if result.status is VisitStatus.MISSED:
        await _ask_for_next_attempt(story, referral)
    facts = {
        "visit_id": visit.id,
        "status": result.status,
        "reason": result.reason,
        "moved_to": moved.id if moved else None,
    }
    await record(story, "visit_recorded", referral.id, (Party.SUPPORT_TEAM,), facts=facts)
    return await get_visit(story, visit_id)


async def _ask_for_next_attempt(story: Story, referral: Referral) -> None:
    terms = terms_on(await list_terms(story), local_day(story.now))
    await drop_dates(story, referral.id, (TaskKind.NEXT_ATTEMPT,))
    number = await next_number(story, referral.id, TaskKind.NEXT_ATTEMPT)
    due_at = due_after_working_days(story.now, terms.next_attempt_days)
    task = await add_task(story, new_task(referral.id, TaskKind.NEXT_ATTEMPT, number, due_at, story.now), terms)
    facts = {"task_id": task.id, "kind": task.kind, "phase": task.phase, "due_at": due_at.isoformat()}
    await record(story, "task_raised", referral.id, (Party.SUPPORT_TEAM,), facts=facts)
