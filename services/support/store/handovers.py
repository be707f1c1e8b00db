"""Places given over the limit, and citizens who went from one worker or method to another."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from sqlalchemy import func, text, update
from sqlmodel import col, select

from kit.database.stories import Story
from kit.values.calendar import local_day, midnight_ending
from services.support.domain.capacity.caseload import Assessment
from services.support.domain.capacity.handovers import Meeting
from services.support.domain.capacity.overrides import OverrideReason
from services.support.domain.courses.courses import Milestone, TaskKind
from services.support.domain.methods.methods import Method
from services.support.domain.referrals.referral import Referral
from services.support.store import tables
from services.support.store.tasks import drop_dates, next_number

# Whoever has been handed on is not in that place any more.
OVER_LIMIT = text("""
    SELECT over_limit.team_reference, over_limit.worker_reference, over_limit.method, over_limit.reason, count(*)
    FROM over_limit JOIN referral ON referral.municipality_code = over_limit.municipality_code
                                 AND referral.id = over_limit.referral_id
    WHERE over_limit.municipality_code = :municipality_code AND referral.state IN ('assigned', 'course')
      AND referral.worker_reference = over_limit.worker_reference
      AND referral.team_reference IS NOT DISTINCT FROM over_limit.team_reference
    GROUP BY 1, 2, 3, 4
""")
METHOD_DATES = (TaskKind.PHASE_END, TaskKind.ASSESS_NEED)


@dataclass(frozen=True, slots=True)
class NewPlace:
    """Where a citizen goes: the named worker, the team where it takes the citizen as a whole, and the method."""

    worker_reference: str
    team_reference: str | None
    method: Method


async def save_over_limit(
    story: Story, referral_id: UUID, place: NewPlace, reason: OverrideReason, assessment: Assessment
) -> None:
    """Store that a named person gave a place that was not there."""
    story.session.add(
        tables.OverLimit(
            municipality_code=story.municipality_code,
            id=uuid4(),
            referral_id=referral_id,
            worker_reference=place.worker_reference,
            team_reference=place.team_reference,
            method=place.method,
            reason=reason,
            caseload=assessment.caseload + 1,
            places=assessment.limit or 0,
            decided_by=story.caller.person or "",
            decided_at=story.now,
        )
    )
    await story.session.flush()


async def move_citizen(story: Story, referral: Referral, place: NewPlace, since: date | None) -> None:
    """Give the citizen the new place; the old one is free in the same moment."""
    row = tables.Referral
    await story.execute(
        update(row)
        .where(col(row.municipality_code) == story.municipality_code, col(row.id) == referral.id)
        .values(
            worker_reference=place.worker_reference,
            team_reference=place.team_reference,
            method=place.method,
            method_since=since,
            version=referral.version + 1,
        )
    )


async def save_handover(story: Story, referral_id: UUID, left: NewPlace, place: NewPlace, meeting: Meeting) -> None:
    """Store who took over from whom, by which methods, and whether they met the citizen together."""
    story.session.add(
        tables.Handover(
            municipality_code=story.municipality_code,
            id=uuid4(),
            referral_id=referral_id,
            from_worker=left.worker_reference,
            to_worker=place.worker_reference,
            from_team=left.team_reference,
            to_team=place.team_reference,
            from_method=left.method,
            to_method=place.method,
            joint_meeting_on=meeting.joint_meeting_on,
            no_meeting_reason=meeting.no_meeting_reason,
            decided_by=story.caller.person or "",
            decided_at=story.now,
        )
    )
    await story.session.flush()


async def assigned_on(story: Story, referral: Referral) -> date:
    """The day from which the worker has had the citizen: the last change of worker, else the assignment."""
    row = tables.Handover
    query = select(func.max(row.decided_at)).where(
        row.municipality_code == story.municipality_code,
        row.referral_id == referral.id,
        row.from_worker != row.to_worker,
    )
    latest = (await story.session.exec(query)).one() or referral.assigned_at
    return local_day(latest or story.now)


async def renew_dates(story: Story, referral_id: UUID, milestones: tuple[Milestone, ...]) -> None:
    """Ask for the new method's dates instead of the old one's; a kind asked for before is numbered on."""
    await drop_dates(story, referral_id, METHOD_DATES)
    offsets = {kind: await next_number(story, referral_id, kind) - 1 for kind in METHOD_DATES}
    for milestone in milestones:
        story.session.add(
            tables.CourseDate(
                municipality_code=story.municipality_code,
                referral_id=referral_id,
                kind=milestone.kind,
                phase=(milestone.phase or 1) + offsets[milestone.kind],
                due_at=midnight_ending(milestone.on - timedelta(days=1)),
                raised_at=None,
                dropped_at=None,
            )
        )
    await story.session.flush()


async def count_over_limit(story: Story) -> dict[tuple[str | None, str, Method, OverrideReason], int]:
    """Citizens still in a place over the limit, by team, worker, method and reason."""
    found = await story.execute(OVER_LIMIT, {"municipality_code": story.municipality_code})
    return {
        (team, worker, Method(method), OverrideReason(reason)): many for team, worker, method, reason, many in found
    }
