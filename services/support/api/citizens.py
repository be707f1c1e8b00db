"""Citizens, known here by an identifier alone."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from kit.web.common import PROBLEMS
from kit.web.models import ApiModel
from kit.web.requests import CurrentStory, StoryRoute
from services.support.api.callers import CitizenIdentifier, CurrentVault, ReferralOpener
from services.support.usecases.citizens.merge_citizens import merge_citizens

router = APIRouter(prefix="/v1", tags=["citizens"], route_class=StoryRoute, responses=PROBLEMS)


class CitizenMergeIn(ApiModel):
    """The identifier that stays."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"into": "6a8f0b0e-6f0e-5b6e-9c6c-0d6c6f0f7a11"}]})

    into: UUID


class CitizenMergeOut(BaseModel):
    """How many referrals now bear the identifier that stays; none where the same was told before."""

    citizen_id: UUID
    referrals: int


@router.put("/citizens/{citizen_id}/merge", summary="Hear that two identifiers are one citizen", name="merge_citizens")
async def put(citizen_id: UUID, body: CitizenMergeIn, story: CurrentStory, _: ReferralOpener) -> CitizenMergeOut:
    """The referrals and stays of `citizen_id` bear `into` from now on. The same again changes nothing. A stay that now
    overlaps another counts nowhere until a person has put it right."""
    moved = await merge_citizens(story, citizen_id, body.into)
    return CitizenMergeOut(citizen_id=body.into, referrals=moved)


class CitizenIn(ApiModel):
    """A CPR number, or none where the citizen has none or it is not known."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"cpr_number": "0101019999"}]})

    cpr_number: Annotated[str, Field(pattern=r"^[0-9]{10}$")] | None = None


class CitizenOut(BaseModel):
    """What the citizen is known by in this municipality, here as in allocation and benefits."""

    citizen_id: UUID


@router.post("/citizens", summary="Ask what a citizen is known by", name="identify_citizen", status_code=201)
async def post(body: CitizenIn, story: CurrentStory, _: CitizenIdentifier, vault: CurrentVault) -> CitizenOut:
    """The identifier is made from the number and a secret, and the number is not kept. Without a number it is drawn at
    random: keep it, since nobody can find it again."""
    return CitizenOut(citizen_id=vault.citizen_id(story.municipality_code, body.cpr_number))
