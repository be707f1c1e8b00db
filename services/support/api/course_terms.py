"""The municipality's own time limits in a course."""

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from kit.values.calendar import local_day
from kit.web.common import PROBLEMS
from kit.web.models import ApiModel, Count, Day, YesOrNo
from kit.web.requests import CurrentStory, StoryRoute
from services.support.api.callers import CourseReader, WorkersWriter
from services.support.domain.courses.terms import CourseTerms, terms_on
from services.support.store.courses import list_terms
from services.support.usecases.courses.enter_course_terms import enter_course_terms

router = APIRouter(prefix="/v1", tags=["courses"], route_class=StoryRoute, responses=PROBLEMS)


class CourseTermsModel(ApiModel):
    """One dated row, in force until the next one begins."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "valid_from": "2025-01-01",
                    "cooling_days": 14,
                    "next_attempt_days": 2,
                    "reminder_days": 5,
                    "assessment_days": 30,
                    "source": "Local choice of the municipality",
                    "verified": False,
                }
            ]
        }
    )

    valid_from: Day
    cooling_days: Count = Field(description="Days a citizen may think again after saying no to support.")
    next_attempt_days: Count = Field(description="Working days until the next attempt after a missed visit.")
    reminder_days: Count = Field(description="Working days until a task that nobody has done is reminded of.")
    assessment_days: Count = Field(description="Days until whom outreach workers have referred is assessed.")
    source: str = Field(min_length=1, max_length=300, description="Where the numbers come from.")
    verified: YesOrNo = False

    def to_terms(self) -> CourseTerms:
        return CourseTerms(**{name: getattr(self, name) for name in CourseTerms.__dataclass_fields__})


class CourseTermsOut(BaseModel):
    """What holds today, and every row that the municipality has entered."""

    today: CourseTermsModel
    rows: list[CourseTermsModel]


@router.put("/course-terms", summary="Enter time limits of courses", name="put_course_terms")
async def put(body: CourseTermsModel, story: CurrentStory, _: WorkersWriter) -> CourseTermsOut:
    """No source sets them. A row that begins on the same day replaces the one that did."""
    rows = await enter_course_terms(story, body.to_terms())
    today = terms_on(rows, local_day(story.now))
    return CourseTermsOut.model_validate({"today": today, "rows": rows}, from_attributes=True)


@router.get("/course-terms", summary="Read time limits of courses", name="get_course_terms")
async def get(story: CurrentStory, _: CourseReader) -> CourseTermsOut:
    """Until the municipality has entered its own, what holds until then, marked as not verified."""
    rows = await list_terms(story)
    today = terms_on(rows, local_day(story.now))
    return CourseTermsOut.model_validate({"today": today, "rows": rows}, from_attributes=True)
