"""What management asks: counts, never single citizens."""

from fastapi import APIRouter
from pydantic import BaseModel

from kit.web.common import PROBLEMS
from kit.web.models import Dkk
from kit.web.requests import CurrentStory, StoryRoute
from services.allocation.api.callers import FiguresReader
from services.allocation.store.figures import count_figures

router = APIRouter(prefix="/v1", tags=["figures"], route_class=StoryRoute, responses=PROBLEMS)


class FiguresOut(BaseModel):
    """Vacancies by decision and by organisation, claimed ones by where they stand, offers by end (by whom and
    by which code), the rent and the guarantees."""

    vacancies_by_outcome: dict[str, int]
    claims_by_organisation: dict[str, int]
    claimed_by_status: dict[str, int]
    hand_backs_by_reason: dict[str, int]
    offers_by_status: dict[str, int]
    offers_by_end_code: dict[str, int]
    offers_ended_by: dict[str, dict[str, int]]
    overrides_by_code: dict[str, int]
    deposits_by_decision: dict[str, int]
    deposit_hours: list[float]
    leases: int
    leases_with_worker: int
    vacancy_rent_dkk: Dkk
    guarantees_dkk: Dkk
    nominations_by_status: dict[str, int]
    nominations_by_close_code: dict[str, int]


@router.get("/figures", summary="Read management's figures", name="get_figures")
async def get_figures(story: CurrentStory, _: FiguresReader) -> FiguresOut:
    """The municipality's counts since the beginning."""
    return FiguresOut(**await count_figures(story))
