"""Referrals to homes for those who cannot live alone: decided on, offered a place, moved in and out."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from kit.database.stories import Story
from kit.values.callers import Caller
from kit.web.common import PROBLEMS
from kit.web.paging import AfterId, PageSize, link_to_next
from kit.web.requests import CurrentStory, IfMatch, StoryRoute, etag
from services.allocation.api.callers import HomeReferralDecider, HomeReferralReader, HomeReferrer, PlaceOfferer
from services.allocation.api.other_home_referral_models import (
    HomeDecisionIn,
    HomeReferralIn,
    HomeReferralOut,
    HomeWithdrawalIn,
    MoveInIn,
    MoveOutIn,
    PlaceDeclineIn,
    PlaceOfferIn,
)
from services.allocation.domain.other_homes.referrals import HomeReferral, ReferralStatus
from services.allocation.store.other_home_referrals import get_referral, list_referrals
from services.allocation.store.other_homes import get_home
from services.allocation.usecases.other_homes.decide_referral import decide_referral
from services.allocation.usecases.other_homes.move_in import move_in, move_out
from services.allocation.usecases.other_homes.offer_place import accept_place, decline_place, offer_place
from services.allocation.usecases.other_homes.refer_citizen import refer_citizen
from services.allocation.usecases.other_homes.withdraw_referral import withdraw_referral

router = APIRouter(prefix="/v1", tags=["other homes"], route_class=StoryRoute, responses=PROBLEMS)


def _who(caller: Caller) -> str:
    return caller.person or caller.client_id


async def _answer(story: Story, referral: HomeReferral, response: Response) -> HomeReferralOut:
    response.headers["ETag"] = etag(referral.version)
    return HomeReferralOut.of(referral, (await get_home(story, referral.home_id)).kind)


@router.post("/other-home-referrals", status_code=201, summary="Refer a citizen to a home", name="post_home_referral")
async def post(body: HomeReferralIn, story: CurrentStory, caller: HomeReferrer, response: Response) -> HomeReferralOut:
    """A person's act, with coded reasons why the citizen cannot live alone. A citizen may be referred to as many homes
    as it takes, to each once at a time."""
    referral = await refer_citizen(
        story,
        body.home_id,
        body.nomination_id,
        body.why,
        also_ordinary_dwellings=body.also_ordinary_dwellings,
        referred_by=_who(caller),
    )
    response.headers["Location"] = f"/allocation/v1/other-home-referrals/{referral.id}"
    return await _answer(story, referral, response)


@router.get("/other-home-referrals", summary="List referrals to homes", name="list_home_referrals")
async def list_page(
    request: Request,
    response: Response,
    story: CurrentStory,
    _: HomeReferralReader,
    home_id: Annotated[UUID | None, Query(description="Only those to this home.")] = None,
    nomination_id: Annotated[UUID | None, Query(description="Only those of this nomination.")] = None,
    status: Annotated[ReferralStatus | None, Query(description="Only those that stand here.")] = None,
    after: AfterId = None,
    limit: PageSize = 50,
) -> list[HomeReferralOut]:
    """The municipality's own; no housing organisation sees them."""
    page = await list_referrals(
        story, home_id=home_id, nomination_id=nomination_id, status=status, after=after, limit=limit
    )
    link_to_next(response, request.url, page, limit)
    return [HomeReferralOut.of(one, (await get_home(story, one.home_id)).kind) for one in page]


@router.get("/other-home-referrals/{referral_id}", summary="Look at one referral", name="get_home_referral")
async def get(referral_id: UUID, story: CurrentStory, _: HomeReferralReader, response: Response) -> HomeReferralOut:
    """With its `ETag` for the next step."""
    return await _answer(story, await get_referral(story, referral_id), response)


@router.post(
    "/other-home-referrals/{referral_id}/decision", summary="Decide on a referral", name="decide_home_referral"
)
async def decide(
    referral_id: UUID,
    body: HomeDecisionIn,
    story: CurrentStory,
    caller: HomeReferralDecider,
    version: IfMatch,
    response: Response,
) -> HomeReferralOut:
    """The assessment decision (visitation) is a person's: approved onto the list, or refused with reasons."""
    decided = await decide_referral(
        story, referral_id, version, body.outcome, body.reasons, need=body.need, decided_by=_who(caller)
    )
    return await _answer(story, decided, response)


@router.post("/other-home-referrals/{referral_id}/place-offer", summary="Offer a place", name="offer_place")
async def offer(
    referral_id: UUID,
    body: PlaceOfferIn,
    story: CurrentStory,
    caller: PlaceOfferer,
    version: IfMatch,
    response: Response,
) -> HomeReferralOut:
    """A free place, to the next on the list; with a code to somebody else."""
    offered = await offer_place(story, referral_id, version, body.why_out_of_order, _who(caller))
    return await _answer(story, offered, response)


@router.post("/other-home-referrals/{referral_id}/acceptance", summary="The citizen says yes", name="accept_place")
async def accept(
    referral_id: UUID, story: CurrentStory, _: HomeReferrer, version: IfMatch, response: Response
) -> HomeReferralOut:
    """The place is kept until the citizen moves in."""
    return await _answer(story, await accept_place(story, referral_id, version), response)


@router.post("/other-home-referrals/{referral_id}/decline", summary="The citizen says no", name="decline_place")
async def decline(
    referral_id: UUID,
    body: PlaceDeclineIn,
    story: CurrentStory,
    _: HomeReferrer,
    version: IfMatch,
    response: Response,
) -> HomeReferralOut:
    """Costs nothing: the citizen waits as before. The next on the list is told of."""
    return await _answer(story, await decline_place(story, referral_id, version, body.code), response)


@router.post(
    "/other-home-referrals/{referral_id}/move-in", summary="The citizen has moved in", name="move_into_other_home"
)
async def post_move_in(
    referral_id: UUID, body: MoveInIn, story: CurrentStory, _: HomeReferrer, version: IfMatch, response: Response
) -> HomeReferralOut:
    """The citizen is housed and other referrals end, unless the person says that the citizen stays nominated."""
    moved = await move_in(story, referral_id, version, body.moved_in_on, stays_nominated=body.stays_nominated)
    return await _answer(story, moved, response)


@router.post(
    "/other-home-referrals/{referral_id}/move-out", summary="The citizen has moved out", name="move_out_of_other_home"
)
async def post_move_out(
    referral_id: UUID, body: MoveOutIn, story: CurrentStory, _: HomeReferrer, version: IfMatch, response: Response
) -> HomeReferralOut:
    """The place is free, and the next on the list is told of."""
    return await _answer(story, await move_out(story, referral_id, version, body.moved_out_on, body.code), response)


@router.post(
    "/other-home-referrals/{referral_id}/withdrawal", summary="Withdraw a referral", name="withdraw_home_referral"
)
async def withdraw(
    referral_id: UUID,
    body: HomeWithdrawalIn,
    story: CurrentStory,
    _: HomeReferrer,
    version: IfMatch,
    response: Response,
) -> HomeReferralOut:
    """A person's act, with a code. A place it held is free at once."""
    return await _answer(story, await withdraw_referral(story, referral_id, version, body.code), response)
