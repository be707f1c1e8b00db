"""Ad hoc requests: made by the office, received and answered by organisations."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from kit.database.stories import Story
from kit.web.common import PROBLEMS, same_again
from kit.web.paging import AfterId, PageSize, link_to_next
from kit.web.requests import CurrentStory, IfMatch, StoryRoute, etag
from services.allocation.api.callers import RequestAnswerer, RequestMaker, RequestReader
from services.allocation.api.request_models import (
    DwellingRequestIn,
    DwellingRequestInFullOut,
    DwellingRequestOut,
    ReceivedRequestOut,
    ReceivedRequestWithAnswersOut,
    RequestAnswerIn,
    RequestAnswerOut,
)
from services.allocation.domain.requests.request import DwellingRequest, ReceivedRequest, ReceivedStatus, RequestStatus
from services.allocation.store import requests as store
from services.allocation.usecases.requests.answer_request import answer_request
from services.allocation.usecases.requests.ask_organisations import ask_organisations
from services.allocation.usecases.requests.withdraw_request import withdraw_request

MOST_ASKED = 200
router = APIRouter(prefix="/v1", tags=["ad hoc requests"], route_class=StoryRoute, responses=PROBLEMS)


async def _with_answers(story: Story, received: Sequence[ReceivedRequest]) -> list[ReceivedRequestWithAnswersOut]:
    answers = await store.list_answers(story, [one.id for one in received])
    return [
        ReceivedRequestWithAnswersOut(
            **ReceivedRequestOut.of(one).model_dump(),
            answers=[RequestAnswerOut.of(answer) for answer in answers if answer.received_id == one.id],
        )
        for one in received
    ]


async def _in_full(story: Story, request: DwellingRequest, response: Response) -> DwellingRequestInFullOut:
    response.headers["ETag"] = etag(request.version)
    received = await store.list_received(story, request_id=request.id, limit=MOST_ASKED)
    return DwellingRequestInFullOut(
        **DwellingRequestOut.of(request).model_dump(), asked=await _with_answers(story, received)
    )


@router.post(
    "/dwelling-requests", status_code=201, summary="Ask several organisations for a dwelling", name="post_request"
)
async def post(
    body: DwellingRequestIn, story: CurrentStory, caller: RequestMaker, response: Response
) -> DwellingRequestInFullOut:
    """Each organisation receives a request of its own, that describes a dwelling and nobody who needs it. The first
    usable dwelling offered before the deadline is taken at once."""
    request = await ask_organisations(
        story,
        body.wanted.to_wanted(),
        [one.to_asked() for one in body.asked],
        answer_within_working_days=body.answer_within_working_days,
        asked_by=caller.person or caller.client_id,
        nomination_id=body.nomination_id,
    )
    response.headers["Location"] = f"/allocation/v1/dwelling-requests/{request.id}"
    return await _in_full(story, request, response)


@router.get("/dwelling-requests", summary="List the municipality's requests", name="list_requests")
async def list_page(
    request: Request,
    response: Response,
    story: CurrentStory,
    _: RequestReader,
    status: Annotated[RequestStatus | None, Query(description="Only those that stand here.")] = None,
    after: AfterId = None,
    limit: PageSize = 50,
) -> list[DwellingRequestOut]:
    """What was asked for, and how it ended."""
    page = await store.list_requests(story, status=status, after=after, limit=limit)
    link_to_next(response, request.url, page, limit)
    return [DwellingRequestOut.of(one) for one in page]


@router.get("/dwelling-requests/{request_id}", summary="Look at one request", name="get_request")
async def get(request_id: UUID, story: CurrentStory, _: RequestReader, response: Response) -> DwellingRequestInFullOut:
    """With each organisation asked and what it has answered, and its `ETag`."""
    return await _in_full(story, await store.get_request(story, request_id), response)


@router.post("/dwelling-requests/{request_id}/withdrawal", summary="Take a request back", name="withdraw_request")
async def withdraw(
    request_id: UUID, story: CurrentStory, _: RequestMaker, version: IfMatch, response: Response
) -> DwellingRequestInFullOut:
    """Each organisation hears that nothing is needed any longer."""
    return await _in_full(story, await withdraw_request(story, request_id, version), response)


@router.get("/received-requests", summary="List the requests received", name="list_received_requests")
async def list_received(
    request: Request,
    response: Response,
    story: CurrentStory,
    _: RequestAnswerer,
    status: Annotated[ReceivedStatus | None, Query(description="Only those that stand here.")] = None,
    after: AfterId = None,
    limit: PageSize = 50,
) -> list[ReceivedRequestOut]:
    """An organisation's own, in each municipality it works in."""
    page = await store.list_received(story, status=status, after=after, limit=limit)
    link_to_next(response, request.url, page, limit)
    return [ReceivedRequestOut.of(one) for one in page]


@router.get("/received-requests/{received_id}", summary="Look at one request received", name="get_received_request")
async def get_received(received_id: UUID, story: CurrentStory, _: RequestAnswerer) -> ReceivedRequestWithAnswersOut:
    """The dwelling asked for in figures and in words, by when to answer, and the organisation's own answers."""
    [found] = await _with_answers(story, [await store.get_received(story, received_id)])
    return found


@router.post(
    "/received-requests/{received_id}/answers",
    status_code=201,
    summary="Offer a dwelling, or say: nothing now",
    responses=same_again(RequestAnswerOut),
    name="answer_request",
)
async def answer(
    received_id: UUID, body: RequestAnswerIn, story: CurrentStory, _: RequestAnswerer, response: Response
) -> RequestAnswerOut:
    """A usable dwelling is taken at once, and is a claimed vacancy from then on. One that is not usable is told which
    limits it misses; another can be offered until the deadline. The same answer again is the same answer (200)."""
    dwelling = body.dwelling.to_dwelling() if body.dwelling else None
    given, is_new = await answer_request(story, received_id, dwelling)
    response.status_code = 201 if is_new else 200
    return RequestAnswerOut.of(given)
