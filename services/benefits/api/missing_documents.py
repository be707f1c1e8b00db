"""Papers that a case lacks: asked for once, and received; and the clock that stands still meanwhile."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from kit.web.common import PROBLEMS
from kit.web.models import ApiModel, Moment, ReasonOut, TextOut
from kit.web.requests import CurrentStory, StoryRoute
from services.benefits.api.callers import CaseDecider, CaseReader, DocumentReceiver
from services.benefits.domain.lanes.clock import Lane
from services.benefits.domain.lanes.documents import NAMES, DocumentCode, DocumentRequest, FactsChanged, why_paused
from services.benefits.usecases.lanes.ask_for_documents import ask_for_documents, receive_documents
from services.benefits.usecases.lanes.read_clock import CaseClock, Pause, read_clock

router = APIRouter(prefix="/v1", tags=["clock"], route_class=StoryRoute, responses=PROBLEMS)

Documents = Annotated[list[DocumentCode], Field(min_length=1, max_length=50)]


class MissingDocumentsIn(ApiModel):
    """Everything that is missing, at once. `because` only where the facts have changed since the first asking."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"documents": ["income_last_three_months", "wealth_statement"]}]}
    )

    documents: Documents
    because: FactsChanged | None = None


class ReceivedIn(ApiModel):
    """What has come, and when it came; the clock runs again from the moment of the last paper."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"documents": ["wealth_statement"], "received_at": "2025-03-04T14:20:00+01:00"}]
        }
    )

    documents: Documents
    received_at: Moment


class DocumentOut(BaseModel):
    code: DocumentCode
    text: TextOut
    received_at: datetime | None


class DocumentRequestOut(BaseModel):
    """One asking."""

    number: int
    asked_at: datetime
    asked_by: str
    because: FactsChanged | None
    documents: list[DocumentOut]

    @staticmethod
    def of(request: DocumentRequest) -> "DocumentRequestOut":
        return DocumentRequestOut(
            number=request.number,
            asked_at=request.asked_at,
            asked_by=request.asked_by,
            because=request.because,
            documents=[
                DocumentOut(code=code, text=TextOut.model_validate(NAMES[code]), received_at=at)
                for code, at in request.received.items()
            ],
        )


class PauseOut(BaseModel):
    """An interval in which the clock stood still, and why; without an end it still does."""

    from_at: datetime
    to_at: datetime | None
    documents: list[DocumentCode]
    text: TextOut

    @staticmethod
    def of(pause: Pause) -> "PauseOut":
        text = TextOut.model_validate(why_paused(pause.awaited))
        return PauseOut(from_at=pause.begin, to_at=pause.end, documents=list(pause.awaited), text=text)


class LatenessNoticeOut(BaseModel):
    """What the citizen is told of an exceeded deadline."""

    model_config = ConfigDict(from_attributes=True)

    due_at: datetime
    late_at: datetime
    expected_at: datetime


class ClockOfCaseOut(BaseModel):
    """A case's deadline and what has moved it. While the clock stands still, `due_at` is the offer's deadline, or where
    there is no offer the deadline as it stood."""

    case_id: UUID
    lane: Lane
    complete_at: datetime
    due_at: datetime
    due_reason: ReasonOut
    is_running: bool
    hours_left: float
    paused_hours: float
    pauses: list[PauseOut]
    requests: list[DocumentRequestOut]
    notice: LatenessNoticeOut | None

    @staticmethod
    def of(clock: CaseClock) -> "ClockOfCaseOut":
        case = clock.case
        return ClockOfCaseOut(
            case_id=case.id,
            lane=case.lane,
            complete_at=case.facts.complete_at,
            due_at=case.due_at,
            due_reason=ReasonOut.model_validate(case.due_reason),
            is_running=case.paused_at is None,
            hours_left=clock.hours_left,
            paused_hours=clock.paused_hours,
            pauses=[PauseOut.of(pause) for pause in clock.pauses],
            requests=[DocumentRequestOut.of(request) for request in clock.requests],
            notice=LatenessNoticeOut.model_validate(clock.notice) if clock.notice else None,
        )


@router.get("/cases/{case_id}/clock", summary="Read the clock of a case", name="read_case_clock")
async def get(case_id: UUID, story: CurrentStory, _: CaseReader) -> ClockOfCaseOut:
    """When it is due and why, when it stood still, for which papers, and the hours left. Needs a person."""
    return ClockOfCaseOut.of(await read_clock(story, case_id))


@router.post(
    "/cases/{case_id}/missing-documents",
    status_code=201,
    summary="Ask for everything that is missing",
    name="ask_for_documents",
)
async def post(case_id: UUID, body: MissingDocumentsIn, story: CurrentStory, _: CaseDecider) -> ClockOfCaseOut:
    """Needs a person. Once, and all together: a second asking is refused (409) and told the rule, unless the facts have
    changed. The clock stands still until everything has come; the offer's deadline does not."""
    return ClockOfCaseOut.of(await ask_for_documents(story, case_id, body.documents, body.because))


@router.put(
    "/cases/{case_id}/missing-documents/received", summary="Note papers that have come", name="receive_documents"
)
async def put(case_id: UUID, body: ReceivedIn, story: CurrentStory, _: DocumentReceiver) -> ClockOfCaseOut:
    """A paper that has come already keeps its moment, so the same again changes nothing."""
    return ClockOfCaseOut.of(await receive_documents(story, case_id, body.documents, body.received_at))
