"""How a course ends: the citizen's wish, a municipality that takes over, and the decision."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from kit.web.common import PROBLEMS
from kit.web.models import ApiModel, Day, MunicipalityCode, TextOut
from kit.web.requests import CurrentStory, StoryRoute
from services.support.api.callers import CourseCloser
from services.support.domain.courses.closing import COMPLAINT, CourseEnd, Ending, Receiving, WishChannel
from services.support.domain.courses.never_closing import Ground
from services.support.usecases.courses.close_course import Asked, close_course
from services.support.usecases.courses.hear_wish import hear_wish
from services.support.usecases.courses.name_receiving_municipality import name_receiving_municipality
from services.support.usecases.courses.withdraw_wish import withdraw_wish

router = APIRouter(prefix="/v1", tags=["closings"], route_class=StoryRoute, responses=PROBLEMS)


class WishIn(ApiModel):
    """When and how the citizen said no to more support."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"said_on": "2025-03-03", "channel": "in_person"}]})

    said_on: Day
    channel: WishChannel


class WishWithdrawalIn(ApiModel):
    """The citizen has thought again; there is nothing more to say."""

    model_config = ConfigDict(json_schema_extra={"examples": [{}]})


class ReceivingIn(ApiModel):
    """Where the citizen moves and when; `acknowledged_on` once the municipality there has said that it takes over."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"municipality_code": "0269", "moves_on": "2025-03-03", "acknowledged_on": None}]
        }
    )

    municipality_code: MunicipalityCode
    moves_on: Day
    acknowledged_on: Day | None = None


class ClosingIn(ApiModel):
    """On what ground an end is asked for; only four grounds can end a course."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"ground": "need_met", "need_assessed_on": "2025-03-03"}]}
    )

    ground: Ground
    need_assessed_on: Annotated[Day | None, Field(description="With `need_met`: when a person assessed it.")] = None
    died_on: Annotated[Day | None, Field(description="With `death`.")] = None


class WishOut(BaseModel):
    """The citizen's wish to stop, and who heard it."""

    model_config = ConfigDict(from_attributes=True)

    said_on: date
    channel: WishChannel
    heard_by: str | None
    withdrawn_on: date | None


class ReceivingOut(BaseModel):
    """The municipality that the citizen moves to."""

    model_config = ConfigDict(from_attributes=True)

    municipality_code: str
    moves_on: date
    acknowledged_on: date | None


class CourseEndOut(BaseModel):
    """What is known of a course's end; `ending` is null while it runs. `complaint` says how the decision is complained
    about, where one is made."""

    course_id: UUID
    wish: WishOut | None
    receiving: ReceivingOut | None
    ground: Ground | None
    ending: Ending | None
    rule: str | None
    ended_at: datetime | None
    decided_by: str | None
    complaint: TextOut | None

    @staticmethod
    def of(course_id: UUID, end: CourseEnd) -> "CourseEndOut":
        return CourseEndOut(
            course_id=course_id,
            wish=WishOut.model_validate(end.wish) if end.wish else None,
            receiving=ReceivingOut.model_validate(end.receiving) if end.receiving else None,
            ground=end.ground,
            ending=end.ending,
            rule=end.rule,
            ended_at=end.ended_at,
            decided_by=end.decided_by,
            complaint=TextOut.model_validate(COMPLAINT) if end.ground is Ground.NEED_MET else None,
        )


@router.post("/courses/{course_id}/closing-wish", summary="Hear that a citizen wants no more support", name="hear_wish")
async def wish(course_id: UUID, body: WishIn, story: CurrentStory, _: CourseCloser) -> CourseEndOut:
    """The course goes on: the wish can be confirmed by a closing when the cooling time has passed, and a task asks
    for that then. A closed door is no wish."""
    return CourseEndOut.of(course_id, await hear_wish(story, course_id, body.said_on, body.channel))


@router.post(
    "/courses/{course_id}/closing-wish/withdrawal", summary="Hear that a citizen thought again", name="withdraw_wish"
)
async def withdraw(course_id: UUID, _body: WishWithdrawalIn, story: CurrentStory, _: CourseCloser) -> CourseEndOut:
    """Support goes on as if nothing had been said."""
    return CourseEndOut.of(course_id, await withdraw_wish(story, course_id))


@router.put(
    "/courses/{course_id}/receiving-municipality",
    summary="Name the municipality that a citizen moves to",
    name="put_receiving_municipality",
)
async def receiving(course_id: UUID, body: ReceivingIn, story: CurrentStory, _: CourseCloser) -> CourseEndOut:
    """The worker stays until it has acknowledged and the day has come; a closing on the ground
    `moved_to_other_municipality` then hands the course over."""
    named = Receiving(body.municipality_code, body.moves_on, body.acknowledged_on)
    return CourseEndOut.of(course_id, await name_receiving_municipality(story, course_id, named))


@router.post("/courses/{course_id}/closing", summary="Ask for an end to a course", name="close_course")
async def close(course_id: UUID, body: ClosingIn, story: CurrentStory, _: CourseCloser) -> CourseEndOut:
    """A person's decision. The citizen's wish, a need met or death closes a course; a move to another municipality
    hands it over. Every other ground is refused (409) under a rule's name, with what is done instead: a missed
    appointment never closes, nor does time run out."""
    asked = Asked(body.ground, body.need_assessed_on, body.died_on)
    return CourseEndOut.of(course_id, await close_course(story, course_id, asked))
