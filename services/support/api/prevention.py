"""Prevention: time limits, what is due, and figures."""

from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from kit.values.calendar import local_day
from kit.web.common import PROBLEMS
from kit.web.models import ApiModel, Count, Day, YesOrNo
from kit.web.paging import PageSize
from kit.web.requests import CurrentStory, StoryRoute
from services.support.api.callers import ConcernReader, FiguresReader, WorkersWriter
from services.support.domain.prevention.concerns import ConcernSource
from services.support.domain.prevention.deadlines import DeadlineKind
from services.support.domain.prevention.evictions import RiskMark
from services.support.domain.prevention.terms import PreventionTerms, terms_on
from services.support.domain.prevention.triage import ConcernKind, Lane
from services.support.store.prevention import list_deadlines, list_terms
from services.support.usecases.prevention.count_prevention import count_prevention
from services.support.usecases.prevention.enter_terms import enter_terms

router = APIRouter(prefix="/v1", tags=["prevention"], route_class=StoryRoute, responses=PROBLEMS)


class PreventionTermsModel(ApiModel):
    """One dated row, in force until the next one begins. The hours are those in which support is open."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "valid_from": "2025-01-01",
                    "at_once_hours": 3,
                    "fast_hours": 6,
                    "ordinary_hours": 18,
                    "answer_hours": 12,
                    "warn_hours": 2,
                    "at_once_days": 2,
                    "fast_days": 14,
                    "court_warn_days": 14,
                    "source": "Local choice of the municipality",
                    "verified": False,
                }
            ]
        }
    )

    valid_from: Day
    at_once_hours: Count = Field(description="Opening hours to first contact.")
    fast_hours: Count
    ordinary_hours: Count
    answer_hours: Count = Field(description="Opening hours to the answer on the contact line.")
    warn_hours: Count = Field(description="Opening hours before a deadline at which it is told of.")
    at_once_days: Count = Field(description="A deadline within so many days puts a concern in the lane at once.")
    fast_days: Count
    court_warn_days: Count = Field(description="Days before a court date at which it is told of.")
    source: str = Field(min_length=1, max_length=300, description="Where the numbers come from.")
    verified: YesOrNo = False

    @staticmethod
    def of(terms: PreventionTerms) -> "PreventionTermsModel":
        return PreventionTermsModel(**{name: getattr(terms, name) for name in PreventionTermsModel.model_fields})

    def to_terms(self) -> PreventionTerms:
        return PreventionTerms(**{name: getattr(self, name) for name in PreventionTerms.__dataclass_fields__})


class PreventionTermsOut(BaseModel):
    """What holds today, and every row that the municipality has entered."""

    today: PreventionTermsModel
    rows: list[PreventionTermsModel]


class DeadlineOut(BaseModel):
    """What is still to happen; `subject_id` is the concern (or matter) or the eviction case."""

    model_config = ConfigDict(from_attributes=True)

    subject_id: UUID
    kind: DeadlineKind
    due_at: datetime
    warn_at: datetime
    warned_at: datetime | None
    late_at: datetime | None


class ConcernFiguresOut(BaseModel):
    """Concerns; `in_time_percent` is of those in which somebody has been in contact."""

    received: int
    not_closed: int
    contacted: int
    contacted_in_time: int
    overdue: int
    in_time_percent: float | None
    by_kind: dict[ConcernKind, int]
    by_source: dict[ConcernSource, int]
    by_lane: dict[Lane, int]


class MatterFiguresOut(BaseModel):
    """Matters on the contact line."""

    raised: int
    answered: int
    answered_in_time: int


class EvictionFiguresOut(BaseModel):
    """Eviction cases; `avoided` counts homes kept, `corrected` outcomes put right. A group at risk of fewer than five
    is null."""

    opened: int
    avoided: int
    moved: int
    evicted: int
    corrected: int
    groups_at_risk: dict[RiskMark, int | None]


class PreventionFiguresOut(BaseModel):
    """Prevention's numbers for one municipality."""

    municipality_code: str
    concerns: ConcernFiguresOut
    contact_line: MatterFiguresOut
    evictions: EvictionFiguresOut


@router.put("/prevention-terms", summary="Enter time limits of prevention", name="put_prevention_terms")
async def put(body: PreventionTermsModel, story: CurrentStory, _: WorkersWriter) -> PreventionTermsOut:
    """No source sets them. A row that begins on the same day replaces the one that did."""
    return _terms(story, await enter_terms(story, body.to_terms()))


@router.get("/prevention-terms", summary="Read time limits of prevention", name="get_prevention_terms")
async def get(story: CurrentStory, _: ConcernReader) -> PreventionTermsOut:
    """Until the municipality has entered its own, what holds until then, marked as not verified."""
    return _terms(story, await list_terms(story))


def _terms(story: CurrentStory, rows: list[PreventionTerms]) -> PreventionTermsOut:
    today = PreventionTermsModel.of(terms_on(rows, local_day(story.now)))
    return PreventionTermsOut(today=today, rows=[PreventionTermsModel.of(row) for row in rows])


@router.get("/prevention-deadlines", summary="List what is due", name="list_prevention_deadlines")
async def deadlines(
    story: CurrentStory,
    _: ConcernReader,
    days: Annotated[
        int, Query(ge=0, le=365, description="Due within so many days; what is late is always there.")
    ] = 14,
    kind: DeadlineKind | None = None,
    limit: PageSize = 200,
) -> list[DeadlineOut]:
    """First contacts, answers, agreed payments and court dates that are still to happen, earliest first."""
    found = await list_deadlines(story, until=story.now + timedelta(days=days), kind=kind, limit=limit)
    return [DeadlineOut.model_validate(deadline) for deadline in found]


@router.get("/prevention-figures", summary="Read figures of prevention", name="get_prevention_figures")
async def figures(story: CurrentStory, _: FiguresReader) -> PreventionFiguresOut:
    """Counts only: no single citizen can be read from them."""
    counted, groups = await count_prevention(story)
    concerns = counted.concerns
    percent = round(100 * concerns["contacted_in_time"] / concerns["contacted"], 1) if concerns["contacted"] else None
    by = {name: getattr(counted, name) for name in ("by_kind", "by_source", "by_lane")}
    return PreventionFiguresOut(
        municipality_code=story.municipality_code,
        concerns=ConcernFiguresOut(**concerns, **by, in_time_percent=percent),
        contact_line=MatterFiguresOut(**counted.contact_line),
        evictions=EvictionFiguresOut(**counted.evictions, groups_at_risk=groups),
    )
