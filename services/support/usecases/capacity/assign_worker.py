"""A person gives a referral its worker, within the method's caseload."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.decisions import Reason
from kit.values.problems import FieldError, Unprocessable
from kit.values.texts import Text
from services.support.domain.capacity.assignments import needs_worker, require_room
from services.support.domain.capacity.caseload import Assessment, Worker, assess_room
from services.support.domain.courses.courses import milestones
from services.support.domain.methods.methods import FACTS, caseload_limit
from services.support.domain.referrals.referral import Referral
from services.support.store.methods import list_terms
from services.support.store.outbox import tell_allocation
from services.support.store.referrals import get_referral, save_assignment
from services.support.store.tasks import save_dates
from services.support.store.workers import count_caseload, lock_worker


async def assign_worker(story: Story, referral_id: UUID, worker_reference: str) -> Referral:
    """Assign a worker; a person decides, the recommendation is support for the decision.

    - The method's caseload limit holds, also when several assign at once: the worker's row is taken in turn.
    - Over the limit, away that day, or without a known limit: refused, saying why.
    - The same worker again is the same assignment; another worker is refused.
    - Allocation hears of it, and whoever nominated the citizen.
    """
    referral = await get_referral(story, referral_id, lock=True)
    if not needs_worker(referral, worker_reference):
        return referral
    worker = await lock_worker(story, worker_reference)
    if worker is None:
        text = Text("Medarbejderen kendes ikke: indtast medarbejderen først", "The worker is not known: enter it first")
        raise Unprocessable(errors=[FieldError("/worker_reference", text)])
    today = local_day(story.now)
    limit = caseload_limit(worker.method, await list_terms(story, worker.method), today)
    assessment = assess_room(worker, await count_caseload(story, worker.reference), limit, today)
    require_room(assessment)
    await save_assignment(story, referral, worker.reference, worker.method)
    if referral.starts_on is not None:
        await save_dates(story, referral.id, milestones(worker.method, referral.starts_on))
    await _tell(story, referral, worker, assessment)
    return await get_referral(story, referral_id)


async def _tell(story: Story, referral: Referral, worker: Worker, assessment: Assessment) -> None:
    facts = {
        "worker_reference": worker.reference,
        "method": worker.method,
        "caseload": assessment.caseload + 1,
        "limit": assessment.limit,
    }
    reasons = (*assessment.reasons, _as_recommended(referral, worker))
    await record(story, "worker_assigned", referral.id, (Party.SUPPORT_TEAM,), facts=facts, reasons=reasons)
    # What others may know is that somebody helps, not how or why.
    others = (Party.ALLOCATION_OFFICE, Party.SOCIAL_CENTRE, Party.SHELTER)
    nomination = {"nomination_reference": referral.home.nomination_reference}
    await record(story, "support_in_place", referral.id, others, facts=nomination)
    await tell_allocation(story, referral.id)


def _as_recommended(referral: Referral, worker: Worker) -> Reason:
    followed = worker.method is referral.recommended_method
    chosen, recommended = FACTS[worker.method].name, FACTS[referral.recommended_method].name
    text = (
        Text(f"Den anbefalede metode er valgt: {chosen.da}.", f"The recommended method is chosen: {chosen.en}.")
        if followed
        else Text(
            f"Anbefalet var {recommended.da}; en medarbejder har valgt {chosen.da}.",
            f"Recommended was {recommended.en}; a member of staff has chosen {chosen.en}.",
        )
    )
    return Reason("as-recommended", "anbefalet metode", followed, text)
