"""Where support stands, for those who refer a citizen and need to know that somebody helps."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel

from kit.web.common import PROBLEMS
from kit.web.models import Reference
from kit.web.requests import CurrentStory, StoryRoute
from services.support.api.callers import ReferralFollower
from services.support.domain.methods.methods import Method
from services.support.domain.referrals.referral import Referral, ReferralState
from services.support.store.referral_offers import list_of_nomination
from services.support.store.referrals import get_referral

router = APIRouter(prefix="/v1", tags=["referrals"], route_class=StoryRoute, responses=PROBLEMS)


class StandingOut(BaseModel):
    """That support is there, by whom and how far; neither the citizen, the needs nor the reasons."""

    id: UUID
    state: ReferralState
    worker_reference: str | None
    method: Method | None
    starts_on: date | None

    @staticmethod
    def of(referral: Referral) -> "StandingOut":
        return StandingOut(**{name: getattr(referral, name) for name in StandingOut.model_fields})


@router.get("/referral-standings", summary="Find where support stands for a nomination", name="list_standings")
async def list_all(
    story: CurrentStory,
    _: ReferralFollower,
    nomination_reference: Annotated[Reference, Query(description="The nomination whose offers led to support.")],
) -> list[StandingOut]:
    """Of every referral that an offer to the nomination opened or joined, oldest first."""
    found = await list_of_nomination(story, nomination_reference)
    return [StandingOut.of(await get_referral(story, referral_id)) for referral_id in found]


@router.get("/referrals/{referral_id}/standing", summary="Read where support stands", name="get_standing")
async def get(referral_id: UUID, story: CurrentStory, _: ReferralFollower) -> StandingOut:
    """By the identifier of the referral, of an offer that joined it, or of a receipt."""
    return StandingOut.of(await get_referral(story, referral_id))
