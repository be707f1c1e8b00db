"""Eviction cases, from the notice to the outcome."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from kit.web.common import PROBLEMS, same_again
from kit.web.models import ApiModel, Day, Moment, Reference
from kit.web.paging import AfterId, PageSize, link_to_next
from kit.web.requests import CurrentStory, IfMatch, StoryRoute, etag
from services.support.api.callers import EvictionReader, EvictionWorker
from services.support.domain.prevention.evictions import (
    CorrectionReason,
    EvictionCase,
    EvictionFacts,
    EvictionOutcome,
    RiskMark,
    StepKind,
)
from services.support.store.evictions import get_case, list_steps, page_cases
from services.support.usecases.prevention.decide_eviction import decide_eviction
from services.support.usecases.prevention.follow_eviction import mark_risks, set_court_date, take_step
from services.support.usecases.prevention.open_eviction import open_eviction

router = APIRouter(prefix="/v1/evictions", tags=["prevention"], route_class=StoryRoute, responses=PROBLEMS)

OUTCOME = ("outcome", "outcome_on", "decided_by")
Decided = Annotated[bool | None, Query(description="Only those with an outcome, or only those without.")]


class EvictionAboutIn(ApiModel):
    """What it is about: a concern, a citizen, or a tenancy by the organisation's own reference."""

    concern_id: UUID | None = None
    citizen_id: UUID | None = None
    tenancy_reference: Reference | None = None


class EvictionIn(ApiModel):
    """A case as it is opened."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "reference": "U-2025-3",
                    "about": {"tenancy_reference": "L-1007-12"},
                    "notice_on": "2025-02-24",
                    "court_at": "2025-04-02T10:00:00+02:00",
                }
            ]
        }
    )

    reference: Reference
    about: EvictionAboutIn
    notice_on: Day
    court_at: Moment | None = Field(default=None, description="When the bailiff's court meets, where it is known.")

    def to_facts(self) -> EvictionFacts:
        about = {name: getattr(self.about, name) for name in EvictionAboutIn.model_fields}
        return EvictionFacts(reference=self.reference, notice_on=self.notice_on, **about)


class CorrectionOut(BaseModel):
    """That the outcome was put right, why, and what had been entered first."""

    reason: CorrectionReason
    corrected_at: datetime
    first_outcome: EvictionOutcome | None
    first_outcome_on: date | None
    first_decided_by: str | None

    @staticmethod
    def of(case: EvictionCase) -> "CorrectionOut | None":
        if case.correction is None:
            return None
        first = {f"first_{name}": getattr(case, name) for name in OUTCOME}
        return CorrectionOut(reason=case.correction.reason, corrected_at=case.correction.corrected_at, **first)


class EvictionOut(BaseModel):
    """A case, and where it stands; the outcome is the one that holds."""

    id: UUID
    reference: str
    concern_id: UUID | None
    citizen_id: UUID | None
    tenancy_reference: str | None
    notice_on: date
    opened_at: datetime
    court_at: datetime | None
    marks: list[RiskMark]
    outcome: EvictionOutcome | None
    outcome_on: date | None
    decided_by: str | None
    correction: CorrectionOut | None
    version: int

    @staticmethod
    def of(case: EvictionCase) -> "EvictionOut":
        facts = {name: getattr(case.facts, name) for name in EvictionFacts.__dataclass_fields__}
        own = {name: getattr(case, name) for name in EvictionOut.model_fields if name not in facts}
        held = {name: getattr(case.correction or case, name) for name in OUTCOME}
        return EvictionOut.model_validate(facts | own | held | {"correction": CorrectionOut.of(case)})


class StepIn(ApiModel):
    """A step against arrears; an agreement says by when the rent is to be paid."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"kind": "agreement", "taken_on": "2025-03-03", "pay_by": "2025-03-31"}]}
    )

    kind: StepKind
    taken_on: Day
    pay_by: Day | None = None


class StepOut(BaseModel):
    """A step that somebody has taken."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    case_id: UUID
    kind: StepKind
    taken_on: date
    pay_by: date | None
    recorded_at: datetime
    recorded_by: str | None


class CourtDateIn(ApiModel):
    """When the bailiff's court meets."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"court_at": "2025-04-02T10:00:00+02:00"}]})

    court_at: Moment


class MarksIn(ApiModel):
    """The groups at risk that the citizen belongs to, as a person sees it; an empty list takes the marks away."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"marks": ["leaving_care", "arrears"]}]})

    marks: Annotated[list[RiskMark], Field(max_length=20)]


class OutcomeIn(ApiModel):
    """How the case ended, and when."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"outcome": "home_kept", "outcome_on": "2025-03-03"}]})

    outcome: EvictionOutcome
    outcome_on: Day


@router.post(
    "", summary="Open an eviction case", name="open_eviction", status_code=201, responses=same_again(EvictionOut)
)
async def open_one(body: EvictionIn, response: Response, story: CurrentStory, _: EvictionWorker) -> EvictionOut:
    """From the notice on. The same reference again is the same case."""
    case, new = await open_eviction(story, body.to_facts(), body.court_at)
    response.status_code = 201 if new else 200
    return _answered(response, case)


@router.get("", summary="List eviction cases", name="list_evictions")
async def list_page(
    request: Request,
    response: Response,
    story: CurrentStory,
    _: EvictionReader,
    decided: Decided = None,
    after: AfterId = None,
    limit: PageSize = 50,
) -> list[EvictionOut]:
    """Cases of the municipality."""
    page = await page_cases(story, decided=decided, after=after, limit=limit)
    link_to_next(response, request.url, page, limit)
    return [EvictionOut.of(case) for case in page]


@router.get("/{case_id}", summary="Read an eviction case", name="get_eviction")
async def get(case_id: UUID, response: Response, story: CurrentStory, _: EvictionReader) -> EvictionOut:
    """Where it stands."""
    return _answered(response, await get_case(story, case_id))


@router.get("/{case_id}/steps", summary="Read the steps of an eviction case", name="list_eviction_steps")
async def steps(case_id: UUID, story: CurrentStory, _: EvictionReader) -> list[StepOut]:
    """Reminder, agreement, payment, and help asked of benefits under section 81 a; earliest first."""
    await get_case(story, case_id)
    return [StepOut.model_validate(step) for step in await list_steps(story, case_id)]


@router.post("/{case_id}/steps", summary="Record a step against arrears", name="take_eviction_step", status_code=201)
async def step(case_id: UUID, body: StepIn, story: CurrentStory, _: EvictionWorker) -> StepOut:
    """The day by which an agreement is to be paid is a deadline until a payment is recorded."""
    return StepOut.model_validate(await take_step(story, case_id, body.kind, body.taken_on, body.pay_by))


@router.put("/{case_id}/court-date", summary="Set the court date", name="set_court_date")
async def court_date(
    case_id: UUID, body: CourtDateIn, version: IfMatch, response: Response, story: CurrentStory, _: EvictionWorker
) -> EvictionOut:
    """A date still to come; it is told of in good time."""
    return _answered(response, await set_court_date(story, case_id, version, body.court_at))


@router.put("/{case_id}/marks", summary="Mark groups at risk", name="mark_risks")
async def marks(
    case_id: UUID, body: MarksIn, version: IfMatch, response: Response, story: CurrentStory, _: EvictionWorker
) -> EvictionOut:
    """Management hears of groups of five or more alone."""
    return _answered(response, await mark_risks(story, case_id, version, tuple(body.marks)))


@router.post("/{case_id}/outcome", summary="Record how an eviction case ended", name="decide_eviction")
async def outcome(
    case_id: UUID, body: OutcomeIn, version: IfMatch, response: Response, story: CurrentStory, _: EvictionWorker
) -> EvictionOut:
    """Once, with the person who says so. An eviction is avoided where the home was kept."""
    return _answered(response, await decide_eviction(story, case_id, version, body.outcome, body.outcome_on))


def _answered(response: Response, case: EvictionCase) -> EvictionOut:
    response.headers["ETag"] = etag(case.version)
    return EvictionOut.of(case)
