"""Whether a household may be allocated a dwelling in an area that the law closes to some."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from kit.values.problems import FieldError, Unprocessable
from kit.values.texts import Text
from kit.web.common import PROBLEMS
from kit.web.models import ApiModel, YesOrNo
from kit.web.requests import CurrentStory, StoryRoute
from services.allocation.api.callers import AreaAssessor, ShortlistReader
from services.allocation.domain.nominations.assessments import AreaAssessment, RestrictedArea
from services.allocation.store.assessments import list_assessments
from services.allocation.store.nominations import get_nomination
from services.allocation.usecases.nominations.assess_areas import assess_areas

router = APIRouter(prefix="/v1", tags=["nominations"], route_class=StoryRoute, responses=PROBLEMS)


class AreaAssessmentIn(ApiModel):
    """A yes or a no; what it rests on is not kept."""

    area: RestrictedArea
    may_live_there: YesOrNo


class AreaAssessmentsIn(ApiModel):
    """At most one per kind of area."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"assessments": [{"area": "prevention_area", "may_live_there": True}]}]}
    )

    assessments: list[AreaAssessmentIn] = Field(min_length=1, max_length=10)

    def by_area(self) -> dict[RestrictedArea, bool]:
        """The outcomes. Raises Unprocessable where one kind of area is named twice."""
        found: dict[RestrictedArea, bool] = {}
        for number, each in enumerate(self.assessments):
            if each.area in found:
                text = Text("Området er nævnt to gange", "The area is named twice")
                raise Unprocessable(errors=[FieldError(f"/assessments/{number}/area", text)])
            found[each.area] = each.may_live_there
        return found


class AreaAssessmentOut(BaseModel):
    """What was found, by whom and when."""

    model_config = ConfigDict(from_attributes=True)

    area: RestrictedArea
    may_live_there: bool
    assessed_by: str
    assessed_at: datetime


class AreaAssessmentsOut(BaseModel):
    """All that has been found of one household; an area that is not named has not been assessed."""

    assessments: list[AreaAssessmentOut]

    @staticmethod
    def of(assessments: list[AreaAssessment]) -> "AreaAssessmentsOut":
        return AreaAssessmentsOut(assessments=[AreaAssessmentOut.model_validate(each) for each in assessments])


@router.put(
    "/nominations/{nomination_id}/area-assessments",
    summary="Assess whether a household may live in restricted areas",
    name="put_area_assessments",
)
async def put(
    nomination_id: UUID, body: AreaAssessmentsIn, story: CurrentStory, caller: AreaAssessor
) -> AreaAssessmentsOut:
    """A person's act: a yes or no by ABL § 59(6) and (7). Offences, citizenship and benefits are never kept."""
    person = caller.person or caller.client_id
    return AreaAssessmentsOut.of(await assess_areas(story, nomination_id, body.by_area(), person))


@router.get(
    "/nominations/{nomination_id}/area-assessments",
    summary="Read what was assessed of a household",
    name="get_area_assessments",
)
async def get(nomination_id: UUID, story: CurrentStory, _: ShortlistReader) -> AreaAssessmentsOut:
    """Needs a token that names a person."""
    await get_nomination(story, nomination_id)
    return AreaAssessmentsOut.of(await list_assessments(story, nomination_id))
