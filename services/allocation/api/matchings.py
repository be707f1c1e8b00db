"""Several free dwellings matched at once: a proposal with its proof. Nothing is offered by it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from kit.web.common import PROBLEMS
from kit.web.models import ApiModel, ReasonOut, TextOut
from kit.web.requests import CurrentStory, StoryRoute
from services.allocation.api.callers import Matcher, ShortlistReader
from services.allocation.store.matchings import StoredMatching, get_matching
from services.allocation.usecases.matching.match_vacancies import MOST_DWELLINGS, match_vacancies

router = APIRouter(prefix="/v1", tags=["matching"], route_class=StoryRoute, responses=PROBLEMS)


class MatchingIn(ApiModel):
    """Which free dwellings; all that are free where none is named."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"vacancy_ids": ["5f6f6d0e-0a3c-4c55-9d6e-0d9a52a9a1f4"]}]}
    )

    vacancy_ids: list[UUID] | None = Field(default=None, min_length=1, max_length=MOST_DWELLINGS)


class ProposalOut(BaseModel):
    """One dwelling to one household: its place in the order of all who wait, what decided it, and why it fits."""

    vacancy_id: UUID
    nomination_id: UUID
    reference: str
    place: int
    order: list[TextOut]
    reasons: list[ReasonOut]


class CertificateOut(BaseModel):
    """These households fit no dwellings of the matching but these, are as many, and stand before whom it concerns."""

    vacancy_ids: list[UUID]
    nomination_ids: list[UUID]


class UnservedOut(BaseModel):
    """One who is proposed nothing: the number (from 0) of the certificate that says why, where some dwelling fits; and
    at how many dwellings each rule was the first that stopped the household."""

    nomination_id: UUID
    reference: str
    place: int
    certificate: int | None
    stopped: dict[str, int]


class MatchingOut(BaseModel):
    """A proposal. `left_over` are dwellings that nobody is proposed for; `digest` stands in the sealed journal.

    `basis` is what it was made from: the order in force, the dwellings, everybody who waited, in order, with the facts
    that were looked at, and the dwellings each fitted (a hexadecimal number, its lowest bit the first dwelling).
    """

    id: UUID
    made_at: datetime
    made_by: str
    scheme_version: str
    digest: str
    proposals: list[ProposalOut]
    left_over: list[UUID]
    certificates: list[CertificateOut]
    unserved: list[UnservedOut]
    basis: dict[str, Any]

    @staticmethod
    def of(matching: StoredMatching) -> "MatchingOut":
        snapshot = matching.snapshot
        told = {name: snapshot[name] for name in ("proposals", "left_over", "certificates", "unserved")}
        return MatchingOut(
            id=matching.id,
            made_at=matching.made_at,
            made_by=matching.made_by,
            scheme_version=matching.scheme_version,
            digest=matching.digest,
            basis={name: value for name, value in snapshot.items() if name not in told},
            **told,
        )


@router.post("/matchings", status_code=201, summary="Match free dwellings with those who wait", name="post_matching")
async def post(body: MatchingIn, story: CurrentStory, caller: Matcher, response: Response) -> MatchingOut:
    """A person's act, and decision support: as many households as can be, the first in the council's order, each with a
    dwelling it fits. Offers are made one by one, and may cite the matching."""
    matching = await match_vacancies(story, body.vacancy_ids, caller.person or caller.client_id)
    response.headers["Location"] = f"/allocation/v1/matchings/{matching.id}"
    return MatchingOut.of(matching)


@router.get("/matchings/{matching_id}", summary="Look at one matching", name="get_matching")
async def get(matching_id: UUID, story: CurrentStory, _: ShortlistReader) -> MatchingOut:
    """As it was made, with everything it was made from. Needs a token that names a person."""
    return MatchingOut.of(await get_matching(story, matching_id))
