"""Decisions by a person, and every decision on a case: a changed one stands beside the one that it replaces."""

from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from kit.web.common import PROBLEMS
from kit.web.models import ReasonOut
from kit.web.requests import CurrentStory
from services.benefits.api.bodies import DecisionIn
from services.benefits.api.callers import CaseDecider, CaseReader
from services.benefits.api.models import CaseFileOut, DecisionOut, RateUsedOut
from services.benefits.api.sealed import SealedRoute
from services.benefits.domain.cases.cases import Decided
from services.benefits.domain.decisions.hearings import HearingException
from services.benefits.usecases.decisions.decide_case import decide_case
from services.benefits.usecases.decisions.read_decisions import read_decisions

router = APIRouter(prefix="/v1", tags=["decisions"], route_class=SealedRoute, responses=PROBLEMS)


class HeardOut(BaseModel):
    """How the citizen was heard before a refusal, or why not."""

    reason: ReasonOut
    exception: HearingException | None = None
    reason_da: str | None = None


class DecisionFileOut(DecisionOut):
    """A decision with what it rests on: every rule with its text, every rate as it was that day."""

    complaint_id: UUID | None
    hearing: HeardOut | None
    reasons: list[ReasonOut]
    rates: list[RateUsedOut]

    @staticmethod
    def of_decided(decided: Decided) -> "DecisionFileOut":
        return DecisionFileOut(
            **DecisionOut.model_validate(decided).model_dump(),
            complaint_id=decided.complaint_id,
            hearing=HeardOut.model_validate(decided.hearing) if decided.hearing else None,
            reasons=[ReasonOut.model_validate(reason) for reason in decided.document["reasons"]],
            rates=[RateUsedOut.model_validate(rate) for rate in decided.document["rates"]],
        )


@router.post("/cases/{case_id}/decision", status_code=201, summary="Decide a case", name="decide_case")
async def post_decision(case_id: UUID, body: DecisionIn, story: CurrentStory, _: CaseDecider) -> CaseFileOut:
    """Needs a person. Once: a second decision is refused (409) and told the first. A refusal needs its reason, and a
    hearing before it or an exception to one (409 with the rule); a commitment against the proposal needs its reason."""
    return CaseFileOut.of(await decide_case(story, case_id, body.to_wish()))


@router.get("/cases/{case_id}/decisions", summary="Read every decision on a case", name="read_decisions")
async def get(case_id: UUID, story: CurrentStory, _: CaseReader) -> list[DecisionFileOut]:
    """Oldest first; the last one stands. Needs a person; the reading is entered in the journal."""
    return [DecisionFileOut.of_decided(decided) for decided in await read_decisions(story, case_id)]
