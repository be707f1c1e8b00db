"""Figures for management."""

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from kit.web.common import PROBLEMS
from kit.web.requests import CurrentStory, StoryRoute
from services.support.api.callers import FiguresReader
from services.support.domain.methods.methods import Method
from services.support.usecases.figures.count_figures import count_figures

router = APIRouter(prefix="/v1", tags=["figures"], route_class=StoryRoute, responses=PROBLEMS)


class ReferralFiguresOut(BaseModel):
    """Referrals by where they stand; how often support was in place at signing; what was not there."""

    model_config = ConfigDict(from_attributes=True)

    opened: int
    open: int
    assigned: int
    course: int
    closed: int
    recommended_without_room: int
    wanted_not_offered: int
    signed: int
    signed_with_worker: int
    courses_without_worker: int
    median_hours_to_worker: float | None


class MethodFiguresOut(BaseModel):
    """Caseload against the places of a method; `places` is null where no caseload limit has been entered."""

    model_config = ConfigDict(from_attributes=True)

    method: Method
    workers: int
    caseload: int
    places: int | None
    over_limit: int
    recommended: int
    recommended_without_room: int
    wanted_not_offered: int
    wanted_not_offered_at_age: int


class HomeFiguresOut(BaseModel):
    """Homes asked about so many months after the move: kept, lost, or not answered yet."""

    model_config = ConfigDict(from_attributes=True)

    months: int
    asked: int
    kept: int
    lost: int
    lost_by_reason: dict[str, int]


class CourseFiguresOut(BaseModel):
    """Visits, support before the move, open needs of homes, overdue tasks, endings by ground, and homes kept."""

    model_config = ConfigDict(from_attributes=True)

    visits_planned: int
    visits_kept: int
    visits_missed: int
    started: int
    started_with_contact_before: int
    open_needs: int
    courses_with_open_needs: int
    overdue_tasks: int
    endings: dict[str, int]
    homes: list[HomeFiguresOut]


class FiguresOut(BaseModel):
    """Support's numbers for one municipality."""

    model_config = ConfigDict(from_attributes=True)

    municipality_code: str
    referrals: ReferralFiguresOut
    methods: list[MethodFiguresOut]
    open_tasks: int
    courses: CourseFiguresOut


@router.get("/figures", summary="Read management's figures of support", name="get_figures")
async def get(story: CurrentStory, _: FiguresReader) -> FiguresOut:
    """Counts only: no single citizen can be read from them."""
    return FiguresOut.model_validate(await count_figures(story))
