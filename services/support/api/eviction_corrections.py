"""An eviction outcome that is put right."""

from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import ConfigDict

from kit.web.common import PROBLEMS
from kit.web.requests import CurrentStory, IfMatch, StoryRoute, etag
from services.support.api.callers import EvictionWorker
from services.support.api.evictions import EvictionOut, OutcomeIn
from services.support.domain.prevention.evictions import CorrectionReason
from services.support.usecases.prevention.correct_outcome import correct_outcome

router = APIRouter(prefix="/v1/evictions", tags=["prevention"], route_class=StoryRoute, responses=PROBLEMS)


class OutcomeCorrectionIn(OutcomeIn):
    """The outcome as it should have been entered, and why it was not."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"outcome": "moved", "outcome_on": "2025-03-03", "reason": "wrong_outcome"}],
        }
    )

    reason: CorrectionReason


@router.post("/{case_id}/outcome-correction", summary="Put an eviction outcome right", name="correct_eviction_outcome")
async def correct(
    case_id: UUID,
    body: OutcomeCorrectionIn,
    version: IfMatch,
    response: Response,
    story: CurrentStory,
    _: EvictionWorker,
) -> EvictionOut:
    """Once, with a reason and the person who says so. What was entered first is kept, and the figures count the case
    by the corrected outcome and as corrected."""
    case = await correct_outcome(story, case_id, version, body.outcome, body.outcome_on, body.reason)
    response.headers["ETag"] = etag(case.version)
    return EvictionOut.of(case)
