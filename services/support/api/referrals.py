"""Referrals: opened by an offer, given a worker by a person, and told how the offer ended."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.web.common import PROBLEMS
from kit.web.paging import AfterId, PageSize, link_to_next
from kit.web.requests import CurrentStory, StoryRoute, etag
from services.support.api.callers import ReferralOpener, ReferralReader
from services.support.api.referral_models import OfferOutcomeIn, ReferralIn, ReferralOut
from services.support.domain.referrals.referral import Referral, ReferralState
from services.support.store import referrals
from services.support.usecases.referrals.hear_offer_outcome import hear_offer_outcome
from services.support.usecases.referrals.open_referral import open_referral

router = APIRouter(prefix="/v1", tags=["referrals"], route_class=StoryRoute, responses=PROBLEMS)


def _shown(story: Story, referral: Referral, response: Response) -> ReferralOut:
    response.headers["ETag"] = etag(referral.version)
    return ReferralOut.of(referral, local_day(story.now))


@router.put(
    "/referrals/{referral_id}",
    summary="Open the referral of an offer",
    name="put_referral",
    responses={201: {"model": ReferralOut, "description": "Opened now."}},
)
async def put(
    referral_id: UUID, body: ReferralIn, story: CurrentStory, _: ReferralOpener, response: Response
) -> ReferralOut:
    """Under the offer's identifier, which is the referral's own unless a referral of the citizen already runs: the
    offer then joins that one, and either identifier finds it. A method is recommended with its reasons; a person
    decides. The same offer again is the same referral (200); with other content it is refused (409) and the fields
    that differ are named."""
    referral, is_new = await open_referral(story, body.to_home(referral_id))
    response.status_code = 201 if is_new else 200
    return _shown(story, referral, response)


@router.put("/referrals/{referral_id}/offer-outcome", summary="Hear how the offer ended", name="put_offer_outcome")
async def put_outcome(
    referral_id: UUID, body: OfferOutcomeIn, story: CurrentStory, _: ReferralOpener, response: Response
) -> ReferralOut:
    """Signed, the referral becomes a course from the day of the move. Otherwise it is closed and the worker's place
    is free."""
    referral = await hear_offer_outcome(story, referral_id, body.outcome, body.at, body.move_in_on)
    return _shown(story, referral, response)


@router.get("/referrals", summary="List referrals", name="list_referrals")
async def list_page(
    request: Request,
    response: Response,
    story: CurrentStory,
    _: ReferralReader,
    state: Annotated[ReferralState | None, Query(description="Only those that stand here.")] = None,
    after: AfterId = None,
    limit: PageSize = 50,
) -> list[ReferralOut]:
    """The municipality's referrals."""
    page = await referrals.list_referrals(story, state=state, after=after, limit=limit)
    link_to_next(response, request.url, page, limit)
    return [ReferralOut.of(referral, local_day(story.now)) for referral in page]


@router.get("/referrals/{referral_id}", summary="Look at one referral", name="get_referral")
async def get(referral_id: UUID, story: CurrentStory, _: ReferralReader, response: Response) -> ReferralOut:
    """With the recommendation and its reasons, the worker, and the dates of the course."""
    return _shown(story, await referrals.get_referral(story, referral_id), response)
