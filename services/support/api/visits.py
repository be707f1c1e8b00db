"""Visits of a course: planned, and then kept, missed or moved."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict

from kit.web.common import PROBLEMS
from kit.web.models import ApiModel, Day, Moment
from kit.web.paging import AfterId, PageSize, link_to_next
from kit.web.requests import CurrentStory, StoryRoute
from services.support.api.callers import CourseReader, CourseWriter
from services.support.domain.courses.visits import MissReason, Place, Plan, Purpose, Result, Visit, VisitStatus
from services.support.domain.methods.methods import Method
from services.support.store.referrals import get_referral
from services.support.store.visits import page_visits
from services.support.usecases.courses.count_contacts import count_contacts
from services.support.usecases.courses.plan_visit import plan_visit
from services.support.usecases.courses.record_visit import record_visit

router = APIRouter(prefix="/v1", tags=["visits"], route_class=StoryRoute, responses=PROBLEMS)


class VisitIn(ApiModel):
    """When, where and what for."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "purpose": "ordinary",
                    "place": "home",
                    "starts_at": "2025-03-04T10:00:00+01:00",
                    "ends_at": "2025-03-04T11:00:00+01:00",
                }
            ]
        }
    )

    purpose: Purpose
    place: Place
    starts_at: Moment
    ends_at: Moment

    def to_plan(self) -> Plan:
        return Plan(self.purpose, self.place, self.starts_at, self.ends_at)


class NewTimeIn(ApiModel):
    """To when a visit is moved."""

    starts_at: Moment
    ends_at: Moment


class VisitResultIn(ApiModel):
    """Kept from when to when, missed and why, or moved to when."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "status": "kept",
                    "began_at": "2025-03-04T10:05:00+01:00",
                    "ended_at": "2025-03-04T10:50:00+01:00",
                },
                {"status": "missed", "reason": "no_answer"},
            ]
        }
    )

    status: VisitStatus
    began_at: Moment | None = None
    ended_at: Moment | None = None
    reason: MissReason | None = None
    moved_to: NewTimeIn | None = None

    def to_result(self) -> Result:
        new = self.moved_to
        return Result(
            self.status,
            self.began_at,
            self.ended_at,
            self.reason,
            new.starts_at if new else None,
            new.ends_at if new else None,
        )


class VisitOut(BaseModel):
    """A visit and what came of it; `moved_to` is the visit it was moved to."""

    id: UUID
    course_id: UUID
    purpose: Purpose
    place: Place
    starts_at: datetime
    ends_at: datetime
    status: VisitStatus
    began_at: datetime | None
    ended_at: datetime | None
    reason: MissReason | None
    moved_to: UUID | None
    worker_reference: str | None
    recorded_at: datetime | None

    @staticmethod
    def of(visit: Visit) -> "VisitOut":
        plan = {name: getattr(visit.plan, name) for name in Plan.__dataclass_fields__}
        own = {name: getattr(visit, name) for name in VisitOut.model_fields if hasattr(visit, name)}
        return VisitOut(course_id=visit.referral_id, **plan | own)


class ContactsOut(BaseModel):
    """How often the citizens of a worker were seen; `days` is summed over the worker's courses."""

    model_config = ConfigDict(from_attributes=True)

    worker_reference: str
    method: Method
    team: str
    courses: int
    days: float
    contacts: int
    per_week: float


@router.post("/courses/{course_id}/visits", summary="Plan a visit", name="plan_visit", status_code=201)
async def plan(course_id: UUID, body: VisitIn, story: CurrentStory, _: CourseWriter) -> VisitOut:
    """Also one that has been, so that what came of it can be recorded. A course that has ended has no more visits."""
    return VisitOut.of(await plan_visit(story, course_id, body.to_plan()))


@router.get("/courses/{course_id}/visits", summary="List the visits of a course", name="list_visits")
async def list_page(
    course_id: UUID,
    request: Request,
    response: Response,
    story: CurrentStory,
    _: CourseReader,
    after: AfterId = None,
    limit: PageSize = 50,
) -> list[VisitOut]:
    """Planned, kept, missed and moved."""
    await get_referral(story, course_id)
    page = await page_visits(story, course_id, after=after, limit=limit)
    link_to_next(response, request.url, page, limit)
    return [VisitOut.of(visit) for visit in page]


@router.post("/visits/{visit_id}/result", summary="Record what came of a visit", name="record_visit")
async def result(visit_id: UUID, body: VisitResultIn, story: CurrentStory, _: CourseWriter) -> VisitOut:
    """A missed visit asks for the next attempt and closes nothing, however many there are. A visit that lies ahead
    cannot have been kept (422). The same again is answered as before; another result is refused (409)."""
    return VisitOut.of(await record_visit(story, visit_id, body.to_result()))


@router.get("/contacts", summary="Count how often citizens were seen", name="count_contacts")
async def contacts(
    story: CurrentStory,
    _: CourseReader,
    since: Annotated[Day, Query(description="The first day.")],
    until: Annotated[Day, Query(description="The first day that does not count any more.")],
) -> list[ContactsOut]:
    """Kept visits by worker, method and team, over the days that the worker had the citizens."""
    return [ContactsOut.model_validate(each) for each in await count_contacts(story, since, until)]
