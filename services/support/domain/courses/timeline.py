"""A course in the order of time: what has been and what lies ahead, in codes and never in words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID

from kit.values.calendar import COPENHAGEN
from services.support.domain.courses.closing import CourseEnd
from services.support.domain.courses.courses import Milestone
from services.support.domain.courses.goals import Goal
from services.support.domain.courses.tasks import Task
from services.support.domain.courses.visits import Visit
from services.support.domain.referrals.referral import Referral


class What(StrEnum):
    """What a point of the timeline is about."""

    REFERRAL_OPENED = "referral_opened"
    WORKER_ASSIGNED = "worker_assigned"
    COURSE_STARTS = "course_starts"
    VISIT = "visit"
    TASK = "task"
    DATE = "date"
    GOAL_SET = "goal_set"
    GOAL_ENDED = "goal_ended"
    STEP = "step"
    CLOSING_WISHED = "closing_wished"
    COURSE_ENDED = "course_ended"


@dataclass(frozen=True, slots=True)
class Point:
    """Something that was or is to be: `code` is its kind, `status` how it stands, `subject_id` what it is about."""

    at: datetime
    what: What
    code: str | None = None
    status: str | None = None
    subject_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """Everything dated that is known of a course."""

    referral: Referral
    end: CourseEnd
    visits: Sequence[Visit]
    tasks: Sequence[Task]
    ahead: Sequence[Milestone]
    goals: Sequence[Goal]


def timeline_of(course: Course) -> list[Point]:
    """Every point, earliest first; what stands on a day and not at a time begins it."""
    parts: tuple[Iterable[Point], ...] = (
        _referral(course.referral),
        (Point(v.plan.starts_at, What.VISIT, v.plan.purpose, v.status, v.id) for v in course.visits),
        (Point(t.due_at, What.TASK, t.kind, t.outcome or "open", t.id) for t in course.tasks),
        (Point(_begins(m.on), What.DATE, m.kind, "ahead") for m in course.ahead),
        _goals(course.goals),
        _end(course.end),
    )
    return sorted((point for part in parts for point in part), key=lambda point: (point.at, point.what))


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), COPENHAGEN)


def _referral(referral: Referral) -> Iterator[Point]:
    yield Point(referral.opened_at, What.REFERRAL_OPENED, subject_id=referral.id)
    if referral.assigned_at is not None:
        yield Point(referral.assigned_at, What.WORKER_ASSIGNED, referral.method)
    if referral.starts_on is not None:
        yield Point(_begins(referral.starts_on), What.COURSE_STARTS, referral.method)


def _goals(goals: Sequence[Goal]) -> Iterator[Point]:
    for goal in goals:
        yield Point(goal.set_at, What.GOAL_SET, goal.dimension, goal.state, goal.id)
        if goal.ended_on is not None:
            yield Point(_begins(goal.ended_on), What.GOAL_ENDED, goal.dimension, goal.state, goal.id)
        for step in goal.steps:
            status = "taken" if step.done_on else "open"
            yield Point(_begins(step.done_on or step.due_on), What.STEP, goal.dimension, status, step.id)


def _end(end: CourseEnd) -> Iterator[Point]:
    if end.wish is not None:
        status = "stands" if end.wish.stands else "withdrawn"
        yield Point(_begins(end.wish.said_on), What.CLOSING_WISHED, end.wish.channel, status)
    if end.ended_at is not None:
        yield Point(end.ended_at, What.COURSE_ENDED, end.ground, end.ending)
