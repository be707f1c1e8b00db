"""Complaints: recorded, reassessed, sent on to the appeals board, and its answer."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from kit.database.vault import Vault
from kit.web.common import PROBLEMS
from kit.web.models import ApiModel, Day, ReasonOut, Reference
from kit.web.paging import AfterId, PageSize, link_to_next
from kit.web.requests import CurrentStory, IfMatch, StoryRoute, etag
from services.benefits.api.bodies import AnswersIn, Considerations, Sentence
from services.benefits.api.callers import ComplaintLister, ComplaintReceiver, CurrentVault
from services.benefits.domain.decisions.complaints import (
    BoardAnswer,
    BoardOutcome,
    Complaint,
    ComplaintStatus,
    Reassessment,
)
from services.benefits.store import complaints
from services.benefits.usecases.decisions.read_decisions import read_complaints
from services.benefits.usecases.decisions.reassess_complaint import Reassessed, reassess_complaint
from services.benefits.usecases.decisions.receive_complaint import Received, receive_complaint
from services.benefits.usecases.decisions.send_to_board import forward_complaint, note_board_answer

router = APIRouter(prefix="/v1", tags=["complaints"], route_class=StoryRoute, responses=PROBLEMS)


class ComplaintIn(ApiModel):
    """A complaint as it came. The time to complain runs from the day on which the citizen received the decision."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"complained_on": "2025-03-10", "words_da": "Jeg har betalt lånet."}]}
    )

    complained_on: Day
    decision_received_on: Day | None = Field(default=None, description="Unless said otherwise, the day it was made.")
    words_da: Sentence | None = None


class ReassessmentIn(ApiModel):
    """What the municipality comes to, with its reason; changed, wholly or partly, makes a new decision."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"outcome": "changed", "reason_da": "Kvitteringen viser, at lånet er betalt."}]}
    )

    outcome: Reassessment
    reason_da: Sentence
    answers: AnswersIn = AnswersIn()
    considerations_da: Considerations = Field(default_factory=list)


class BoardAnswerIn(ApiModel):
    """The board's answer. A changed decision needs the board's reason."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"outcome": "upheld", "on": "2025-06-02", "reference": "25-10423"}]}
    )

    outcome: BoardOutcome
    on: Day
    reference: Reference
    reason_da: Sentence | None = None


class BoardAnswerOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    outcome: BoardOutcome
    on: date
    reference: str


class ComplaintOut(BaseModel):
    """Where a complaint stands, without what was said."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    case_id: UUID
    decision_number: int
    status: ComplaintStatus
    is_late: bool
    reason: ReasonOut
    complained_on: date
    decision_received_on: date
    last_day: date
    due_at: datetime
    warned_at: datetime | None
    late_at: datetime | None
    reassessment: Reassessment | None
    settled_at: datetime | None
    led_to: int | None
    forwarded_at: datetime | None
    remitted_at: datetime | None
    board: BoardAnswerOut | None
    version: int


class ComplaintFileOut(ComplaintOut):
    """A complaint with what was said."""

    recorded_by: str
    settled_by: str | None
    reason_da: str | None
    former_reason_da: str | None
    words_da: str | None

    @staticmethod
    def opened(complaint: Complaint, vault: Vault) -> "ComplaintFileOut":
        return ComplaintFileOut(
            **ComplaintOut.model_validate(complaint).model_dump(),
            recorded_by=complaint.recorded_by,
            settled_by=complaint.settled_by,
            reason_da=complaint.reason_da,
            former_reason_da=complaint.former_reason_da,
            words_da=vault.open(complaint.words),
        )


def _answer(complaint: Complaint, response: Response) -> ComplaintOut:
    response.headers["ETag"] = etag(complaint.version)
    return ComplaintOut.model_validate(complaint)


@router.post("/cases/{case_id}/complaints", status_code=201, summary="Record a complaint", name="receive_complaint")
async def post(
    case_id: UUID,
    body: ComplaintIn,
    story: CurrentStory,
    _: ComplaintReceiver,
    vault: CurrentVault,
    response: Response,
) -> ComplaintOut:
    """Needs a person. About the decision that stands; a late one is recorded too, with the rule. The words are stored
    encrypted. The reassessment falls due four weeks after the complaint came."""
    received = Received(body.complained_on, body.decision_received_on, body.words_da)
    complaint = await receive_complaint(story, vault, case_id, received)
    return _answer(complaint, response)


@router.get("/cases/{case_id}/complaints", summary="Read the complaints in a case", name="read_complaints")
async def get(case_id: UUID, story: CurrentStory, _: ComplaintReceiver, vault: CurrentVault) -> list[ComplaintFileOut]:
    """Needs a person; the reading is entered in the journal."""
    return [ComplaintFileOut.opened(complaint, vault) for complaint in await read_complaints(story, case_id)]


@router.get("/complaints", summary="List complaints", name="list_complaints")
async def list_page(
    request: Request,
    response: Response,
    story: CurrentStory,
    _: ComplaintLister,
    status: Annotated[ComplaintStatus | None, Query(description="Only those that stand here.")] = None,
    after: AfterId = None,
    limit: PageSize = 50,
) -> list[ComplaintOut]:
    """Where each complaint stands and by when it is to be reassessed, without what was said."""
    page = await complaints.list_complaints(story, status=status, after=after, limit=limit)
    link_to_next(response, request.url, page, limit)
    return [ComplaintOut.model_validate(complaint) for complaint in page]


@router.put("/complaints/{complaint_id}/reassessment", summary="Reassess a complaint", name="reassess_complaint")
async def put_reassessment(
    complaint_id: UUID,
    body: ReassessmentIn,
    story: CurrentStory,
    _: ComplaintReceiver,
    version: IfMatch,
    response: Response,
) -> ComplaintOut:
    """Needs a person and a reason (retssikkerhedsloven § 66). Once; a changed decision is a new decision."""
    found = Reassessed(body.outcome, body.reason_da, body.answers.to_answers(), tuple(body.considerations_da))
    return _answer(await reassess_complaint(story, complaint_id, version, found), response)


@router.put("/complaints/{complaint_id}/forwarding", summary="Send a complaint to the board", name="forward_complaint")
async def put_forwarding(
    complaint_id: UUID, story: CurrentStory, _: ComplaintReceiver, version: IfMatch, response: Response
) -> ComplaintOut:
    """Needs a person. Once, after a reassessment that upholds the decision in whole or in part."""
    return _answer(await forward_complaint(story, complaint_id, version), response)


@router.put("/complaints/{complaint_id}/board-answer", summary="Note the board's answer", name="note_board_answer")
async def put_board_answer(
    complaint_id: UUID,
    body: BoardAnswerIn,
    story: CurrentStory,
    _: ComplaintReceiver,
    version: IfMatch,
    response: Response,
) -> ComplaintOut:
    """Needs a person. Changed makes a new decision; remitted opens the complaint again with a new deadline."""
    answer = BoardAnswer(body.outcome, body.on, body.reference)
    return _answer(await note_board_answer(story, complaint_id, version, answer, body.reason_da), response)
