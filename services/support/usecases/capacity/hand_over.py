"""A citizen is handed from one worker to another, without a day between."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import PreconditionFailed, Unprocessable
from services.support.domain.capacity.assignments import Taker
from services.support.domain.capacity.handovers import (
    Meeting,
    change_reason,
    errors_in_handover,
    errors_in_meeting,
    handover_reason,
    require_worker,
)
from services.support.domain.courses.courses import milestones
from services.support.domain.methods.methods import Method
from services.support.domain.referrals.referral import Referral
from services.support.store.handovers import NewPlace, assigned_on, move_citizen, renew_dates, save_handover
from services.support.store.referrals import get_referral
from services.support.usecases.capacity.take_place import Taken, take_place
from services.support.usecases.referrals.tell_allocation import have_allocation_told


async def hand_over(story: Story, referral_id: UUID, taker: Taker, meeting: Meeting, version: int) -> Referral:
    """Hand a citizen to another worker, or to or from a team.

    - The new worker has met the citizen together with the old one, on a day that has come; or a person says by a code
      why not.
    - The citizen keeps the old worker until the new one has the place: both caseloads change in one transaction, and
      both workers' rows are taken in order of reference.
    - The new worker has room, or a named person breaks the limit by a code.
    - The method stays: another one is a change of method.
    """
    referral = await _mine(story, referral_id, version)
    left = NewPlace(*require_worker(referral))
    taker = Taker(taker.worker_reference, taker.team_reference, left.method, taker.override)
    today = local_day(story.now)
    if errors := errors_in_handover(referral, taker, meeting, await assigned_on(story, referral), today):
        raise Unprocessable(errors=errors)
    taken = await take_place(story, referral.id, taker, leaves=left.worker_reference)
    await move_citizen(story, referral, taken.place, referral.method_since)
    await save_handover(story, referral.id, left, taken.place, meeting)
    await _tell(story, "citizen_handed_over", referral, taken, meeting)
    return await get_referral(story, referral_id)


async def change_method(
    story: Story, referral_id: UUID, method: Method, taker: Taker, meeting: Meeting, version: int
) -> Referral:
    """Give a citizen more or less support by another method, without a gap.

    - The citizen keeps the old worker until the new one is assigned, in the same transaction.
    - A worker who works by both methods goes on, and nobody needs to meet anybody; another worker takes over as at a
      handover.
    - In a course the new method's dates are counted from the day of the change, and the old one's ask nobody any more;
      before the move they are counted from the move, as for anybody.
    """
    referral = await _mine(story, referral_id, version)
    left = NewPlace(*require_worker(referral))
    taker = Taker(taker.worker_reference, taker.team_reference, method, taker.override)
    stays = Taker(taker.worker_reference, taker.team_reference).has(referral)
    today, errors = local_day(story.now), taker.errors()
    if not stays:
        errors += errors_in_meeting(meeting, await assigned_on(story, referral), today)
    if errors:
        raise Unprocessable(errors=errors)
    if left.method is method:
        return referral if stays else await hand_over(story, referral_id, taker, meeting, version)
    taken = await take_place(story, referral.id, taker, leaves=left.worker_reference)
    in_course = referral.starts_on is not None
    await move_citizen(story, referral, taken.place, today if in_course else None)
    if in_course:
        await renew_dates(story, referral.id, milestones(method, today))
    await save_handover(story, referral.id, left, taken.place, Meeting() if stays else meeting)
    await _tell(story, "method_changed", referral, taken, None if stays else meeting)
    return await get_referral(story, referral_id)


async def _mine(story: Story, referral_id: UUID, version: int) -> Referral:
    referral = await get_referral(story, referral_id, lock=True)
    if referral.version != version:
        raise PreconditionFailed
    return referral


async def _tell(story: Story, kind: str, referral: Referral, taken: Taken, meeting: Meeting | None) -> None:
    place = taken.place
    facts = {
        "from_worker": referral.worker_reference,
        "to_worker": place.worker_reference,
        "from_team": referral.team_reference,
        "to_team": place.team_reference,
        "from_method": referral.method,
        "to_method": place.method,
        "joint_meeting_on": meeting.joint_meeting_on if meeting else None,
        "no_meeting_reason": meeting.no_meeting_reason if meeting else None,
        "caseload": taken.assessment.caseload + 1,
        "limit": taken.assessment.limit,
        "over_limit": taken.over_limit.reason if taken.over_limit else None,
    }
    reasons = list(taken.reasons())
    if meeting is not None:
        reasons.append(handover_reason(meeting))
    if referral.method is not None and referral.method is not place.method:
        reasons.append(change_reason(referral.method, place.method, local_day(story.now)))
    await record(story, kind, referral.id, (Party.SUPPORT_TEAM,), facts=facts, reasons=reasons)
    await have_allocation_told(story, referral.id)
