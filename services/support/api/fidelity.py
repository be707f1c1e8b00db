"""How methods are given against how they are meant, and how many workers a year needs."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from kit.web.common import PROBLEMS
from kit.web.models import ApiModel, Count, Day, TextOut
from kit.web.requests import CurrentStory, StoryRoute
from services.support.api.callers import FiguresReader
from services.support.api.capacity_models import FidelityOut
from services.support.api.methods import LimitOut
from services.support.domain.capacity.staffing import Period, Staffing
from services.support.domain.methods.methods import CaseloadLimit, Method
from services.support.domain.referrals.pointers import Situation, SupportNeeds
from services.support.usecases.capacity.estimate_staffing import MethodStaffing, Need, estimate_staffing
from services.support.usecases.capacity.judge_fidelity import judge_fidelity

router = APIRouter(prefix="/v1", tags=["fidelity"], route_class=StoryRoute, responses=PROBLEMS)


class NeedIn(ApiModel):
    """A citizen who needs support from a day on, without any identity; `ends_on` only where the end is known."""

    support_needs: SupportNeeds
    situation: Situation
    birth_year: Annotated[Count, Field(ge=1900, le=2200)]
    starts_on: Day
    ends_on: Day | None = None


class StaffingIn(ApiModel):
    """The need of a period: from `since` up to, not including, `until`."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "since": "2025-01-01",
                    "until": "2026-01-01",
                    "fewer": 2,
                    "needs": [
                        {
                            "support_needs": "medium",
                            "situation": "shelter",
                            "birth_year": 1984,
                            "starts_on": "2025-03-03",
                        }
                    ],
                }
            ]
        }
    )

    since: Day
    until: Day
    fewer: Annotated[Count, Field(ge=0, le=1000, description="What happens with so many workers fewer.")] = 2
    needs: list[NeedIn] = Field(min_length=1, max_length=5000)


class MonthOut(BaseModel):
    """The most citizens on a day of the month, and the workers they need."""

    model_config = ConfigDict(from_attributes=True)

    month: str
    workers: int
    citizens: int


class FewerOut(BaseModel):
    """With fewer workers: over the limit where everybody is taken, waiting where the limit is kept."""

    model_config = ConfigDict(from_attributes=True)

    workers: int
    days_over_limit: int
    worst_caseload: int | None
    most_waiting: int
    longest_wait_days: int
    never_started: int


class NeededOut(BaseModel):
    """The workers that the busiest day needs, and each month's, so that nobody waits and nobody is over the limit."""

    model_config = ConfigDict(from_attributes=True)

    peak_citizens: int
    workers: int
    by_month: list[MonthOut]
    fewer: FewerOut


class MethodStaffingOut(BaseModel):
    """A method's need of workers, or the question where nobody has entered its caseload limit."""

    method: Method
    citizens: int
    limit: LimitOut | None
    question: TextOut | None
    needed: NeededOut | None

    @staticmethod
    def of(found: MethodStaffing) -> "MethodStaffingOut":
        known = isinstance(found.limit, CaseloadLimit)
        return MethodStaffingOut(
            method=found.method,
            citizens=found.citizens,
            limit=LimitOut.model_validate(found.limit) if known else None,
            question=None if isinstance(found.limit, CaseloadLimit) else TextOut.model_validate(found.limit.text),
            needed=_needed(found.staffing),
        )


class StaffingOut(BaseModel):
    """The estimate for each method that somebody needs."""

    since: date
    until: date
    fewer: int
    methods: list[MethodStaffingOut]


def _needed(staffing: Staffing | None) -> NeededOut | None:
    return NeededOut.model_validate(staffing) if staffing else None


@router.get("/fidelity", summary="Compare each method with how it is meant", name="get_fidelity")
async def get_fidelity(story: CurrentStory, _: FiguresReader) -> list[FidelityOut]:
    """By method and team: caseload against limit, places over the limit by reason, visits a citizen and week, a worker
    before the move, handovers with a joint meeting, disciplines that have their hours. Counts only, never a citizen."""
    return [FidelityOut.of(each) for each in await judge_fidelity(story)]


@router.post("/staffing-estimates", summary="Estimate the workers a period needs", name="estimate_staffing")
async def post_estimate(body: StaffingIn, story: CurrentStory, _: FiguresReader) -> StaffingOut:
    """A what-if that stores no need: the method is the one that the rule of recommendation gives, each course lasts as
    long as its method, and every worker is full time. Then the same with fewer workers."""
    needs = [
        Need(each.support_needs, each.situation, each.birth_year, each.starts_on, each.ends_on) for each in body.needs
    ]
    found = await estimate_staffing(story, needs, Period(body.since, body.until), body.fewer)
    methods = [MethodStaffingOut.of(each) for each in found]
    return StaffingOut(since=body.since, until=body.until, fewer=body.fewer, methods=methods)
