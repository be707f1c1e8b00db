"""Cases: opened by an offer or a social centre, and read by a person."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from kit.web.common import PROBLEMS
from kit.web.paging import AfterId, PageSize, link_to_next
from kit.web.requests import CurrentStory, StoryRoute, etag
from services.benefits.api.bodies import CaseIn, FastTrackIn, OfferOutcomeIn
from services.benefits.api.callers import CaseLister, CaseOpener, CaseReader, FastTrackRequester
from services.benefits.api.models import CaseFileOut, CaseOpenedOut, CaseOut
from services.benefits.domain.cases.cases import CaseStatus
from services.benefits.store import cases
from services.benefits.usecases.cases.note_offer_outcome import note_offer_outcome
from services.benefits.usecases.cases.read_case import read_case
from services.benefits.usecases.cases.request_fast_track import join_case_of_offer, request_pre_approval
from services.benefits.usecases.decisions.open_offers_case import open_offers_case

router = APIRouter(prefix="/v1", tags=["cases"], route_class=StoryRoute, responses=PROBLEMS)


OPENED: dict[int | str, dict[str, Any]] = {201: {"model": CaseOpenedOut, "description": "The case is opened."}}
JOINED: dict[int | str, dict[str, Any]] = {200: {"model": CaseOut, "description": "The offer's case is joined."}}


@router.put("/cases/{offer_id}", summary="Open the case of an offer", name="open_case", responses=OPENED)
async def put(offer_id: UUID, body: CaseIn, story: CurrentStory, _: CaseOpener, response: Response) -> CaseOpenedOut:
    """Under the offer's identifier, which is the case's own. Where a pre-approval covers the offer, the deposit is
    committed in the same request. The same again is answered with the case and what is decided by then (200); other
    content is refused (409) and the fields that differ are named."""
    opened = await open_offers_case(story, offer_id, body.to_facts(), body.lane)
    response.status_code = 201 if opened.is_new else 200
    return CaseOpenedOut.of(opened)


@router.put("/cases/{offer_id}/offer-outcome", summary="Tell how an offer ended", name="note_offer_outcome")
async def put_outcome(offer_id: UUID, body: OfferOutcomeIn, story: CurrentStory, _: CaseOpener) -> CaseOut:
    """A case still open is closed; a decided one keeps its decision. A signed lease makes a committed deposit fall due:
    its payment is ordered in the same transaction, once."""
    return CaseOut.model_validate(await note_offer_outcome(story, offer_id, body.outcome, body.at, body.to_lease()))


@router.post(
    "/fast-track-cases",
    status_code=201,
    summary="Ask for a fast-track decision",
    name="request_fast_track",
    responses=JOINED,
)
async def post(body: FastTrackIn, story: CurrentStory, _: FastTrackRequester, response: Response) -> CaseOut:
    """With an offer, the request joins the case that the offer has (200). Without one, it asks for an approval before
    there is an offer, for a highest rent and deposit (201)."""
    await story.act_in(body.municipality_code or story.municipality_code)
    if body.offer_id is not None:
        response.status_code = 200
        case = await join_case_of_offer(story, body.offer_id)
    else:
        case = await request_pre_approval(story, body.to_facts(story.now), body.confirmed)
    response.headers["Location"] = f"/benefits/v1/cases/{case.id}"
    return CaseOut.model_validate(case)


@router.get("/cases", summary="List cases", name="list_cases")
async def list_page(
    request: Request,
    response: Response,
    story: CurrentStory,
    _: CaseLister,
    status: Annotated[CaseStatus | None, Query(description="Only those that stand here.")] = None,
    after: AfterId = None,
    limit: PageSize = 50,
) -> list[CaseOut]:
    """Where each case stands, without the citizen's means. A social centre sees the cases it has asked for."""
    page = await cases.list_cases(story, status=status, after=after, limit=limit)
    link_to_next(response, request.url, page, limit)
    return [CaseOut.model_validate(case) for case in page]


@router.get("/cases/{case_id}", summary="Read a citizen's file", name="read_case")
async def get(case_id: UUID, story: CurrentStory, _: CaseReader, response: Response) -> CaseFileOut:
    """The affordability sums and the proposal rule by rule; once decided, what it was decided by. Needs a person; the
    reading is entered in the journal."""
    file = await read_case(story, case_id)
    response.headers["ETag"] = etag(file.case.version)
    return CaseFileOut.of(file)
