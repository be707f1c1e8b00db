"""A course as a worker sees it: on one sheet, in the order of time, and among the worker's day."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict

from kit.values.calendar import local_day
from kit.web.common import PROBLEMS
from kit.web.models import Day, Reference
from kit.web.requests import CurrentStory, StoryRoute
from services.support.api.alerts import AlertOut
from services.support.api.callers import CourseReader
from services.support.api.closings import CourseEndOut
from services.support.api.goals import StepOut
from services.support.api.tasks import TaskOut
from services.support.api.visits import VisitOut
from services.support.domain.courses.agenda import NextAction, NextKind
from services.support.domain.courses.courses import phase_on
from services.support.domain.courses.timeline import What, timeline_of
from services.support.domain.courses.visits import VisitStatus
from services.support.domain.methods.methods import Method
from services.support.domain.referrals.referral import ReferralState
from services.support.usecases.alerts.look_at_worker_day import look_at_worker_day
from services.support.usecases.courses.look_at_course import CourseSheet, look_at_course
from services.support.usecases.courses.look_at_day import CitizenDay

router = APIRouter(prefix="/v1", tags=["courses"], route_class=StoryRoute, responses=PROBLEMS)


class NextActionOut(BaseModel):
    """What is next for a citizen, by when, and the visit or task that it is about."""

    kind: NextKind
    at: datetime | None
    visit: VisitOut | None
    task: TaskOut | None

    @staticmethod
    def of(action: NextAction) -> "NextActionOut":
        visit = VisitOut.of(action.visit) if action.visit else None
        task = TaskOut.model_validate(action.task) if action.task else None
        return NextActionOut(kind=action.kind, at=action.at, visit=visit, task=task)


class CourseSheetOut(BaseModel):
    """A course on one sheet; `contacts_before_start` is how often the citizen was met before the day of the keys."""

    id: UUID
    state: ReferralState
    worker_reference: str | None
    method: Method | None
    phase: int | None
    starts_on: date | None
    worker_at_signing: bool | None
    visits: dict[VisitStatus, int]
    contacts_before_start: int
    open_needs: int
    open_tasks: int
    open_goals: int
    next: NextActionOut | None
    end: CourseEndOut

    @staticmethod
    def of(sheet: CourseSheet, today: date) -> "CourseSheetOut":
        referral = sheet.referral
        method, starts_on = referral.method, referral.starts_on
        counted = ("worker_at_signing", "visits", "contacts_before_start", "open_needs", "open_tasks", "open_goals")
        return CourseSheetOut(
            id=referral.id,
            state=referral.state,
            worker_reference=referral.worker_reference,
            method=method,
            phase=phase_on(method, starts_on, today) if method is not None and starts_on is not None else None,
            starts_on=starts_on,
            next=NextActionOut.of(sheet.next) if sheet.next else None,
            end=CourseEndOut.of(referral.id, sheet.end),
            **{name: getattr(sheet, name) for name in counted},
        )


class PointOut(BaseModel):
    """Something that was or is to be, in codes: `code` is its kind and `status` how it stands."""

    model_config = ConfigDict(from_attributes=True)

    at: datetime
    what: What
    code: str | None
    status: str | None
    subject_id: UUID | None


class CitizenDayOut(BaseModel):
    """What a day holds for one citizen; `next` is null once the course has ended and only a question is left."""

    course_id: UUID
    citizen_id: UUID
    state: ReferralState
    method: Method
    starts_on: date | None
    next: NextActionOut | None
    visits: list[VisitOut]
    tasks: list[TaskOut]
    steps: list[StepOut]
    open_needs: int

    @staticmethod
    def of(citizen: CitizenDay) -> "CitizenDayOut":
        course = citizen.course
        return CitizenDayOut(
            course_id=course.id,
            citizen_id=course.citizen_id,
            state=course.state,
            method=course.method,
            starts_on=course.starts_on,
            next=NextActionOut.of(citizen.next) if citizen.next else None,
            visits=[VisitOut.of(visit) for visit in citizen.visits],
            tasks=[TaskOut.model_validate(task) for task in citizen.tasks],
            steps=[StepOut.model_validate(step) for step in citizen.steps],
            open_needs=citizen.open_needs,
        )


class DayOut(BaseModel):
    """A worker's day. `alerts` are those that the worker has, also as coordinator: to acknowledge, or to say the
    outcome of."""

    worker_reference: str
    on: date
    citizens: list[CitizenDayOut]
    alerts: list[AlertOut]


@router.get("/courses/{course_id}", summary="Look at one course", name="get_course")
async def get(course_id: UUID, story: CurrentStory, _: CourseReader) -> CourseSheetOut:
    """In numbers and codes; goals and notes are read on their own, by few."""
    sheet, _course = await look_at_course(story, course_id)
    return CourseSheetOut.of(sheet, local_day(story.now))


@router.get("/courses/{course_id}/timeline", summary="Read a course in the order of time", name="get_course_timeline")
async def timeline(course_id: UUID, story: CurrentStory, _: CourseReader) -> list[PointOut]:
    """What has been and what lies ahead: visits, tasks, dates, goals, the wish to stop and the end. Never in words."""
    _sheet, course = await look_at_course(story, course_id)
    return [PointOut.model_validate(point) for point in timeline_of(course)]


@router.get("/workers/{worker_reference}/day", summary="Read a worker's day", name="get_day")
async def day(
    worker_reference: Reference,
    story: CurrentStory,
    _: CourseReader,
    on: Annotated[Day | None, Query(description="The day; today where none is named.")] = None,
) -> DayOut:
    """What is next for each of the worker's citizens, what the day holds (visits, tasks and steps due), and the alerts
    that ask something of the worker."""
    found = on or local_day(story.now)
    seen = await look_at_worker_day(story, worker_reference, found)
    citizens = [CitizenDayOut.of(each) for each in seen.citizens]
    alerts = [AlertOut.of(each) for each in seen.alerts]
    return DayOut(worker_reference=worker_reference, on=found, citizens=citizens, alerts=alerts)
