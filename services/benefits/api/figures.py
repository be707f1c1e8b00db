"""Management's numbers of benefits."""

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from kit.web.common import PROBLEMS
from kit.web.requests import CurrentStory, StoryRoute
from services.benefits.api.callers import FiguresReader
from services.benefits.store.figures import count_figures

router = APIRouter(prefix="/v1", tags=["figures"], route_class=StoryRoute, responses=PROBLEMS)


class FiguresOut(BaseModel):
    """One municipality's cases; hours run from a complete application to the decision."""

    model_config = ConfigDict(from_attributes=True)

    cases: int
    open_cases: int
    closed_undecided: int
    committed: int
    refused: int
    late: int
    pre_approvals: int
    hours_median: float | None
    hours_ninth_decile: float | None
    hours_longest: float | None
    committed_against_proposal: int
    hearings: int
    refused_without_hearing: int
    automatic_commitments: int
    complaints: int
    complaints_late: int
    complaints_changed: int
    complaints_forwarded: int
    reassessments_late: int


@router.get("/figures", summary="Read the figures of benefits", name="read_benefit_figures")
async def get(story: CurrentStory, _: FiguresReader) -> FiguresOut:
    """How many cases, how they ended, how fast, and how many were late."""
    return FiguresOut.model_validate(await count_figures(story))
