"""Who fits a claimed vacancy, and what an offer was made on."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict

from kit.web.common import PROBLEMS
from kit.web.requests import CurrentStory, StoryRoute
from services.allocation.api.callers import CurrentVault, ShortlistReader
from services.allocation.api.shortlist_answers import Explanations, ShortlistOut, shortlist_json
from services.allocation.domain.matching.overrides import OverrideCode
from services.allocation.usecases.matching.read_basis import read_basis
from services.allocation.usecases.matching.read_shortlist import read_shortlist

router = APIRouter(prefix="/v1", tags=["matching"], route_class=StoryRoute, responses=PROBLEMS)

AfterPlace = Annotated[int, Query(ge=0, le=1_000_000, description="The last place of the previous page.")]
PlacesAPage = Annotated[int, Query(ge=1, le=1000, description="Those who fit, a page.")]
HowExplained = Annotated[
    Explanations,
    Query(description="`grouped`: each reason once in `stopped_by`, with everybody it stopped; much less to send."),
]


class OfferBasisOut(BaseModel):
    """What was kept with an offer when it was made; `digest` is computed anew, to hold against the journal's."""

    model_config = ConfigDict(from_attributes=True)

    offer_id: UUID
    basis: dict[str, Any]
    digest: str
    override: OverrideCode | None
    why: str | None
    overridden_by: str | None


@router.get(
    "/vacancies/{vacancy_id}/shortlist",
    summary="Ask who fits a claimed vacancy",
    name="get_shortlist",
    response_model=ShortlistOut,
)
async def get_shortlist(
    request: Request,
    vacancy_id: UUID,
    story: CurrentStory,
    _: ShortlistReader,
    after_place: AfterPlace = 0,
    limit: PlacesAPage = 50,
    explanations: HowExplained = Explanations.EACH,
) -> Response:
    """Needs a token that names a person; the reading is recorded. Those who fit come a page at a time, in order; for
    everybody else who waits, the first rule that stopped them stands in the answer. Where many wait, ask for
    `explanations=grouped`: the same is told, each sentence once."""
    found = await read_shortlist(story, vacancy_id)
    told = shortlist_json(found, after_place=after_place, limit=limit, explanations=explanations)
    answer = Response(told, media_type="application/json")
    if after_place + limit < len(found.fitting):
        following = request.url.include_query_params(after_place=after_place + limit, limit=limit)
        answer.headers["Link"] = f'<{following.path}?{following.query}>; rel="next"'
    return answer


@router.get("/offers/{offer_id}/basis", summary="Read what an offer was made on", name="get_offer_basis")
async def get_basis(offer_id: UUID, story: CurrentStory, _: ShortlistReader, vault: CurrentVault) -> OfferBasisOut:
    """The order in force, the household's place, who stood before it and why they were passed over. Needs a token that
    names a person; the reading is recorded."""
    return OfferBasisOut.model_validate(await read_basis(story, vault, offer_id))
