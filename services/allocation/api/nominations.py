"""Nominations."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from kit.web.common import PROBLEMS, same_again
from kit.web.paging import AfterId, PageSize, link_to_next
from kit.web.requests import CurrentStory, StoryRoute, etag
from services.allocation.api.callers import CurrentVault, NominationReader, Nominator
from services.allocation.api.nomination_models import NominationIn, NominationOut
from services.allocation.domain.nominations.situations import NominationStatus
from services.allocation.store import nominations
from services.allocation.usecases.nominations.nominate_citizen import nominate_citizen

router = APIRouter(prefix="/v1", tags=["nominations"], route_class=StoryRoute, responses=PROBLEMS)


@router.post(
    "/nominations",
    status_code=201,
    summary="Nominate a citizen",
    name="post_nomination",
    responses=same_again(NominationOut),
)
async def post(
    body: NominationIn, story: CurrentStory, _: Nominator, vault: CurrentVault, response: Response
) -> NominationOut:
    """The same reference with the same content is the same nomination (200). It is judged by the council's criteria
    in force on its day, and benefits is asked at once what the household can pay."""
    nomination, is_new = await nominate_citizen(story, vault, body.to_facts(), body.to_sent())
    response.status_code = 201 if is_new else 200
    response.headers["ETag"] = etag(nomination.version)
    response.headers["Location"] = f"/allocation/v1/nominations/{nomination.id}"
    return NominationOut.of(nomination)


@router.get("/nominations", summary="List nominations", name="list_nominations")
async def list_page(
    request: Request,
    response: Response,
    story: CurrentStory,
    _: NominationReader,
    status: Annotated[NominationStatus | None, Query(description="Only those that stand here.")] = None,
    after: AfterId = None,
    limit: PageSize = 50,
) -> list[NominationOut]:
    """The municipality's nominations; no names."""
    page = await nominations.list_nominations(story, status=status, after=after, limit=limit)
    link_to_next(response, request.url, page, limit)
    return [NominationOut.of(nomination) for nomination in page]


@router.get("/nominations/{nomination_id}", summary="Look at one nomination", name="get_nomination")
async def get(nomination_id: UUID, story: CurrentStory, _: NominationReader, response: Response) -> NominationOut:
    """Where it stands and why, and what benefits found the household can pay; with its `ETag` for the next step."""
    nomination = await nominations.get_nomination(story, nomination_id)
    response.headers["ETag"] = etag(nomination.version)
    return NominationOut.of(nomination)
