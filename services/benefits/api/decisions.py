"""Every decision on a case: a changed one stands beside the one that it replaces."""

from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from kit.web.common import PROBLEMS
from kit.web.models import ReasonOut
from kit.web.requests import CurrentStory, StoryRoute
from services.benefits.api.callers import CaseReader
from services.benefits.api.models import DecisionOut, RateUsedOut
from services.benefits.domain.cases.cases import Decided
from services.benefits.domain.decisions.hearings import HearingException
from services.benefits.usecases.decisions.read_decisions import read_decisions

router = APIRouter(prefix="/v1", tags=["decisions"], route_class=StoryRoute, responses=PROBLEMS)


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


@router.get("/cases/{case_id}/decisions", summary="Read every decision on a case", name="read_decisions")
async def get(case_id: UUID, story: CurrentStory, _: CaseReader) -> list[DecisionFileOut]:
    """Oldest first; the last one stands. Needs a person; the reading is entered in the journal."""
    return [DecisionFileOut.of_decided(decided) for decided in await read_decisions(story, case_id)]
