"""From a concern to a referral."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import ConfigDict, Field

from kit.web.common import PROBLEMS, same_again
from kit.web.models import ApiModel, Count
from kit.web.requests import CurrentStory, StoryRoute
from services.support.api.callers import ConcernWorker
from services.support.api.referring_models import ReceivedOut
from services.support.domain.referrals.pointers import Situation, SupportNeeds
from services.support.usecases.prevention.refer_from_concern import refer_from_concern

router = APIRouter(prefix="/v1/concerns", tags=["prevention"], route_class=StoryRoute, responses=PROBLEMS)


class ConcernReferralIn(ApiModel):
    """What a referral needs to know beside whom it is about."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"birth_year": 1984, "support_needs": "medium", "situation": "street"}]}
    )

    birth_year: Annotated[Count, Field(ge=1900, le=2200)]
    support_needs: SupportNeeds
    situation: Situation


@router.post(
    "/{concern_id}/referral",
    summary="Refer the citizen of a concern to support",
    name="refer_from_concern",
    status_code=201,
    responses=same_again(ReceivedOut),
)
async def refer(
    concern_id: UUID, body: ConcernReferralIn, response: Response, story: CurrentStory, _: ConcernWorker
) -> ReceivedOut:
    """By a person. A citizen has one referral that runs; one concern opens one referral."""
    referral, is_new = await refer_from_concern(story, concern_id, body.birth_year, body.support_needs, body.situation)
    response.status_code = 201 if is_new else 200
    return ReceivedOut.of(referral)
