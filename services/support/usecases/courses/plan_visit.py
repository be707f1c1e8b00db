"""A worker plans a visit."""

from uuid import UUID, uuid4

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from kit.values.problems import Unprocessable
from services.support.domain.courses.courses import TaskKind
from services.support.domain.courses.running import require_running
from services.support.domain.courses.visits import Plan, Visit, VisitStatus, errors_in_plan
from services.support.store.referrals import get_referral
from services.support.store.tasks import drop_dates
from services.support.store.visits import add_visit, get_visit


async def plan_visit(story: Story, referral_id: UUID, plan: Plan) -> Visit:
    """Plan a visit of a course.

    - Also one that has been, so that what came of it can be recorded; never before the referral was opened.
    - A next attempt that was asked for is thereby made: the task falls away.
    - A course that has ended has no more visits.
    """
    referral = await get_referral(story, referral_id, lock=True)
    require_running(referral)
    errors = errors_in_plan(plan.starts_at, plan.ends_at, referral.opened_at, story.now)
    if errors:
        raise Unprocessable(errors=errors)
    visit = Visit(uuid4(), referral_id, plan, VisitStatus.PLANNED)
    await add_visit(story, visit)
    if plan.starts_at > story.now:
        await drop_dates(story, referral_id, (TaskKind.NEXT_ATTEMPT,))
    facts = {"visit_id": visit.id, "purpose": plan.purpose, "starts_at": plan.starts_at.isoformat()}
    await record(story, "visit_planned", referral_id, (Party.SUPPORT_TEAM,), facts=facts)
    return await get_visit(story, visit.id)
