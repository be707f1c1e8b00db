"""A course as a worker sees it, and in the order of time."""

from dataclasses import dataclass
from uuid import UUID

from kit.database.stories import Story
from kit.values.calendar import local_day
from services.support.domain.courses.agenda import NextAction, next_action
from services.support.domain.courses.closing import CourseEnd
from services.support.domain.courses.home_making import open_needs
from services.support.domain.courses.running import is_running
from services.support.domain.courses.timeline import Course
from services.support.domain.courses.visits import VisitStatus
from services.support.domain.referrals.referral import Referral
from services.support.store.courses import find_end, find_worker_at_signing
from services.support.store.goals import list_goals
from services.support.store.home_making import list_items
from services.support.store.referrals import get_referral
from services.support.store.tasks import list_course_tasks, list_dates_ahead
from services.support.store.visits import list_visits


@dataclass(frozen=True, slots=True)
class CourseSheet:
    """A course on one sheet, in numbers and codes.

    `contacts_before_start` counts the visits kept before the day of the keys, whenever that is or will be.
    """

    referral: Referral
    end: CourseEnd
    next: NextAction | None
    worker_at_signing: bool | None
    visits: dict[VisitStatus, int]
    contacts_before_start: int
    open_needs: int
    open_tasks: int
    open_goals: int


async def look_at_course(story: Story, referral_id: UUID) -> tuple[CourseSheet, Course]:
    """One course on a sheet, and everything dated that is known of it.

    - Nothing in it is said in words; goals and notes are read on their own.
    """
    referral = await get_referral(story, referral_id)
    course = Course(
        referral=referral,
        end=await find_end(story, referral_id),
        visits=await list_visits(story, referral_id),
        tasks=await list_course_tasks(story, referral_id),
        ahead=await list_dates_ahead(story, referral_id),
        goals=await list_goals(story, referral_id),
    )
    statuses = [visit.status for visit in course.visits]
    began = [visit.began_at for visit in course.visits if visit.began_at is not None]
    starts_on = referral.starts_on
    sheet = CourseSheet(
        referral=referral,
        end=course.end,
        next=next_action(course.tasks, course.visits, story.now) if is_running(referral) else None,
        worker_at_signing=await find_worker_at_signing(story, referral_id),
        visits={status: statuses.count(status) for status in VisitStatus},
        contacts_before_start=sum(starts_on is None or local_day(moment) < starts_on for moment in began),
        open_needs=open_needs(await list_items(story, referral_id)),
        open_tasks=sum(task.outcome is None for task in course.tasks),
        open_goals=sum(goal.ended_on is None for goal in course.goals),
    )
    return sheet, course
