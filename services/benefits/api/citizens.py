"""Citizens, known here by an identifier alone."""

from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from kit.web.common import PROBLEMS
from kit.web.models import ApiModel
from kit.web.requests import CurrentStory, StoryRoute
from services.benefits.api.callers import CaseOpener
from services.benefits.usecases.cases.merge_citizens import merge_citizens

router = APIRouter(prefix="/v1", tags=["citizens"], route_class=StoryRoute, responses=PROBLEMS)


class CitizenMergeIn(ApiModel):
    """The identifier that stays."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"into": "6a8f0b0e-6f0e-5b6e-9c6c-0d6c6f0f7a11"}]})

    into: UUID


class CitizenMergeOut(BaseModel):
    """How many cases now bear the identifier that stays; none where the same was told before."""

    citizen_id: UUID
    cases: int


@router.put("/citizens/{citizen_id}/merge", summary="Hear that two identifiers are one citizen", name="merge_citizens")
async def put(citizen_id: UUID, body: CitizenMergeIn, story: CurrentStory, _: CaseOpener) -> CitizenMergeOut:
    """The cases of `citizen_id` bear `into` from now on. The same again changes nothing."""
    moved = await merge_citizens(story, citizen_id, body.into)
    return CitizenMergeOut(citizen_id=body.into, cases=moved)
