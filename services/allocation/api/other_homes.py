"""The directory of homes for those who cannot live alone: places free today, waiting lists, waiting times."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.web.common import PROBLEMS, same_again
from kit.web.paging import AfterId, PageSize, link_to_next
from kit.web.requests import CurrentStory, StoryRoute
from services.allocation.api.callers import FiguresReader, HomeReader, HomeReferralReader, HomeWriter
from services.allocation.api.other_home_models import (
    CapacityModel,
    OtherHomeIn,
    OtherHomeOut,
    WaitingOrderIn,
    WaitingTimesOut,
)
from services.allocation.api.other_home_referral_models import HomeReferralOut
from services.allocation.domain.other_homes.homes import HomeKind, OtherHome
from services.allocation.domain.other_homes.referrals import occupancy_of, waiting_list
from services.allocation.domain.other_homes.waits import waiting_times
from services.allocation.store import other_homes as store
from services.allocation.store.other_home_referrals import list_of_homes
from services.allocation.usecases.other_homes.change_home import change_capacity, choose_order
from services.allocation.usecases.other_homes.register_home import register_home

router = APIRouter(prefix="/v1", tags=["other homes"], route_class=StoryRoute, responses=PROBLEMS)


async def _shown(story: Story, homes: Sequence[OtherHome]) -> list[OtherHomeOut]:
    ids = [home.id for home in homes]
    capacities, referrals = await store.list_capacities(story, ids), await list_of_homes(story, ids)
    today = local_day(story.now)
    return [OtherHomeOut.of(home, capacities[home.id], occupancy_of(referrals[home.id]), today) for home in homes]


@router.post(
    "/other-homes",
    status_code=201,
    summary="Enter a home in the directory",
    name="post_other_home",
    responses=same_again(OtherHomeOut),
)
async def post(body: OtherHomeIn, story: CurrentStory, _: HomeWriter, response: Response) -> OtherHomeOut:
    """With its section of law, whom it is for, and its dated places. The same reference with the same content is the
    same home (200)."""
    home, is_new = await register_home(story, body.to_home(), [line.to_capacity() for line in body.capacity])
    response.status_code = 201 if is_new else 200
    response.headers["Location"] = f"/allocation/v1/other-homes/{home.id}"
    return (await _shown(story, [home]))[0]


@router.get("/other-homes", summary="Read the directory and the places free today", name="list_other_homes")
async def list_page(
    request: Request,
    response: Response,
    story: CurrentStory,
    _: HomeReader,
    kind: Annotated[HomeKind | None, Query(description="Only homes of this kind.")] = None,
    after: AfterId = None,
    limit: PageSize = 50,
) -> list[OtherHomeOut]:
    """A place is free where nobody lives in it, it is promised to nobody, and it is not to be closed."""
    page = await store.list_homes(story, kind=kind, after=after, limit=limit)
    link_to_next(response, request.url, page, limit)
    return await _shown(story, page)


@router.get("/other-homes/waiting-times", summary="Read the waiting times per home", name="list_waiting_times")
async def list_waiting_times(
    request: Request,
    response: Response,
    story: CurrentStory,
    _: FiguresReader,
    after: AfterId = None,
    limit: PageSize = 50,
) -> list[WaitingTimesOut]:
    """In days from the referral, of those who wait now and of those who have moved in. Days of fewer than three people
    are not told."""
    page = await store.list_homes(story, kind=None, after=after, limit=limit)
    link_to_next(response, request.url, page, limit)
    referrals, today = await list_of_homes(story, [home.id for home in page]), local_day(story.now)
    return [WaitingTimesOut.model_validate(waiting_times(home.id, referrals[home.id], today)) for home in page]


@router.get("/other-homes/{home_id}", summary="Look at one home", name="get_other_home")
async def get(home_id: UUID, story: CurrentStory, _: HomeReader) -> OtherHomeOut:
    """With its places today."""
    return (await _shown(story, [await store.get_home(story, home_id)]))[0]


@router.put("/other-homes/{home_id}/capacity", summary="Enter the places from a day on", name="put_capacity")
async def put_capacity(home_id: UUID, body: CapacityModel, story: CurrentStory, _: HomeWriter) -> OtherHomeOut:
    """Refused where a day from now on would have fewer places than are lived in or promised."""
    return (await _shown(story, [await change_capacity(story, home_id, body.to_capacity())]))[0]


@router.put("/other-homes/{home_id}/waiting-order", summary="Choose the order of the list", name="put_waiting_order")
async def put_order(home_id: UUID, body: WaitingOrderIn, story: CurrentStory, _: HomeWriter) -> OtherHomeOut:
    """The council's choice: by referral, by decision, or those first who cannot stay where they are."""
    await choose_order(story, home_id, body.waiting_order)
    return (await _shown(story, [await store.get_home(story, home_id, lock=True)]))[0]


@router.get("/other-homes/{home_id}/waiting-list", summary="Read a home's waiting list", name="get_waiting_list")
async def get_waiting_list(home_id: UUID, story: CurrentStory, _: HomeReferralReader) -> list[HomeReferralOut]:
    """In the council's order, with the need as the person who decided recorded it. No names, no scores."""
    home = await store.get_home(story, home_id)
    referrals = (await list_of_homes(story, [home_id]))[home_id]
    return [HomeReferralOut.of(one, home.kind) for one in waiting_list(home.waiting_order, referrals)]
