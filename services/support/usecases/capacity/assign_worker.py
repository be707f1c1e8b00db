"""A person gives a referral its worker, within the method's caseload."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from kit.values.decisions import Reason
from kit.values.problems import Unprocessable
from kit.values.texts import Text
from services.support.domain.capacity.assignments import Taker, needs_worker
from services.support.domain.courses.courses import TaskKind, milestones
from services.support.domain.methods.methods import FACTS, Method
from services.support.domain.referrals.referral import Referral
from services.support.store.referrals import get_referral, save_assignment
from services.support.store.tasks import drop_dates, save_dates
from services.support.usecases.capacity.take_place import Taken, take_place
from services.support.usecases.referrals.tell_allocation import have_allocation_told


async def assign_worker(story: Story, referral_id: UUID, taker: Taker) -> Referral:
    """Assign a worker, or a team as a whole; a person decides, the recommendation is support for the decision.

    - The methods' caseload limits hold, also when several assign at once: the worker's row is taken in turn.
    - Over the limit only where a named person says why by a code; it is recorded and shown as broken fidelity.
    - Away that day, or without a known limit: refused, saying why.
    - The same worker again is the same assignment; another worker is refused.
    - Allocation hears of it, and whoever nominated the citizen.
    """
    if errors := taker.errors():
        raise Unprocessable(errors=errors)
    referral = await get_referral(story, referral_id, lock=True)
    if not needs_worker(referral, taker):
        return referral
    taken = await take_place(story, referral.id, taker)
    place = taken.place
    await save_assignment(story, referral, place.worker_reference, place.method, place.team_reference)
    await drop_dates(story, referral.id, (TaskKind.ASSIGN_WORKER,))
    if referral.starts_on is not None:
        await save_dates(story, referral.id, milestones(place.method, referral.starts_on))
    await _tell(story, referral, taken)
    return await get_referral(story, referral_id)


async def _tell(story: Story, referral: Referral, taken: Taken) -> None:
    facts = {
        "worker_reference": taken.place.worker_reference,
        "team_reference": taken.place.team_reference,
        "method": taken.place.method,
        "caseload": taken.assessment.caseload + 1,
        "limit": taken.assessment.limit,
        "over_limit": taken.over_limit.reason if taken.over_limit else None,
    }
    reasons = (*taken.reasons(), _as_recommended(referral, taken.place.method))
    await record(story, "worker_assigned", referral.id, (Party.SUPPORT_TEAM,), facts=facts, reasons=reasons)
    # What others may know is that somebody helps, not how or why.
    others = (Party.ALLOCATION_OFFICE, Party.SOCIAL_CENTRE, Party.SHELTER)
    nomination = {"nomination_reference": referral.opening.nomination_reference}
    await record(story, "support_in_place", referral.id, others, facts=nomination)
    await have_allocation_told(story, referral.id)


def _as_recommended(referral: Referral, method: Method) -> Reason:
    followed = method is referral.recommended_method
    chosen, recommended = FACTS[method].name, FACTS[referral.recommended_method].name
    text = (
        Text(f"Den anbefalede metode er valgt: {chosen.da}.", f"The recommended method is chosen: {chosen.en}.")
        if followed
        else Text(
            f"Anbefalet var {recommended.da}; en medarbejder har valgt {chosen.da}.",
            f"Recommended was {recommended.en}; a member of staff has chosen {chosen.en}.",
        )
    )
    return Reason("as-recommended", "anbefalet metode", followed, text)
