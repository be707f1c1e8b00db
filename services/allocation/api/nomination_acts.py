"""What is done with a nomination: its facts change, it is assessed, merged, ended, or waits again."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from kit.web.common import PROBLEMS
from kit.web.models import ApiModel, Day, TextOut
from kit.web.requests import CurrentStory, IfMatch, StoryRoute, etag
from services.allocation.api.callers import (
    CurrentVault,
    FileReader,
    NominationAssessor,
    NominationCloser,
    Nominator,
)
from services.allocation.api.nomination_models import Documents, FactsIn, NominationOut
from services.allocation.domain.nominations.assessing import (
    GUIDANCE,
    SENTENCES,
    Assessment,
    AssessmentOutcome,
    AssessmentReason,
)
from services.allocation.domain.nominations.nomination import Nomination
from services.allocation.domain.nominations.ways import CloseCode
from services.allocation.store.nominations import facts_as_json
from services.allocation.usecases.nominations.assess_nomination import assess_nomination
from services.allocation.usecases.nominations.change_facts import change_facts
from services.allocation.usecases.nominations.close_nomination import ReopenCode, close_nomination, reopen_nomination
from services.allocation.usecases.nominations.give_documents import ask_for_documents, give_documents
from services.allocation.usecases.nominations.merge_nominations import merge_nominations
from services.allocation.usecases.nominations.read_file import File, read_file

router = APIRouter(prefix="/v1", tags=["nominations"], route_class=StoryRoute, responses=PROBLEMS)


class DocumentsIn(ApiModel):
    """Documents by their codes."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"documents": ["statement_of_stay"]}]})

    documents: Annotated[Documents, Field(min_length=1)]


class AssessmentIn(ApiModel):
    """A whole assessment. A refusal needs `reason_da`, in words to the citizen, and the day of the hearing."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"outcome": "approved", "codes": ["acute_need"]}]})

    outcome: AssessmentOutcome
    codes: list[AssessmentReason] = Field(min_length=1, max_length=len(AssessmentReason))
    reason_da: str | None = Field(default=None, min_length=10, max_length=2000)
    heard_on: Day | None = None


class ClosureIn(ApiModel):
    """Why the nomination ends."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"code": "other_home"}]})

    code: Literal["moved_away", "other_home", "died", "made_in_error"]


class ReopeningIn(ApiModel):
    """Why it waits again."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"code": "tenancy_ended_early"}]})

    code: ReopenCode


class MergeIn(ApiModel):
    """The nomination of the same citizen that stays."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"into": "0d9a52a9-a1f4-4c55-9d6e-5f6f6d0e0a3c"}]})

    into: UUID


class AssessmentOut(BaseModel):
    """What was decided and why; a refusal with guidance on what the citizen can do."""

    outcome: AssessmentOutcome
    codes: list[AssessmentReason]
    sentences: list[TextOut]
    reason_da: str | None
    heard_on: date | None
    assessed_at: datetime
    assessed_by: str
    guidance: TextOut | None

    @staticmethod
    def of(found: Assessment) -> "AssessmentOut":
        refused = found.outcome is AssessmentOutcome.REFUSED
        return AssessmentOut(
            outcome=found.outcome,
            codes=list(found.codes),
            sentences=[TextOut.model_validate(SENTENCES[code]) for code in found.codes],
            reason_da=found.reason,
            heard_on=found.heard_on,
            assessed_at=found.assessed_at,
            assessed_by=found.assessed_by,
            guidance=TextOut.model_validate(GUIDANCE) if refused else None,
        )


class FileOut(BaseModel):
    """A citizen's file here: the facts in force, those before them, and a person's assessment. No name, no address."""

    nomination: NominationOut
    facts: dict[str, Any]
    replaced_facts: list[dict[str, Any]]
    assessment: AssessmentOut | None

    @staticmethod
    def of(file: File) -> "FileOut":
        return FileOut(
            nomination=NominationOut.of(file.nomination),
            facts=facts_as_json(file.nomination.facts),
            replaced_facts=file.replaced,
            assessment=AssessmentOut.of(file.assessment) if file.assessment else None,
        )


def _answer(nomination: Nomination, response: Response) -> NominationOut:
    response.headers["ETag"] = etag(nomination.version)
    return NominationOut.of(nomination)


@router.get("/nominations/{nomination_id}/file", summary="Read a citizen's file", name="read_nomination_file")
async def get_file(nomination_id: UUID, story: CurrentStory, _: FileReader, vault: CurrentVault) -> FileOut:
    """Needs a token that names a person; the reading is recorded."""
    return FileOut.of(await read_file(story, vault, nomination_id))


@router.put("/nominations/{nomination_id}/facts", summary="Enter changed facts", name="put_nomination_facts")
async def put_facts(
    nomination_id: UUID, body: FactsIn, story: CurrentStory, _: Nominator, version: IfMatch, response: Response
) -> NominationOut:
    """As a new version; the earlier one is kept. Waiting start and lottery number stand. Where the household or its
    means differ benefits is asked again."""
    return _answer(await change_facts(story, nomination_id, version, body.to_values()), response)


@router.put("/nominations/{nomination_id}/documents", summary="Say which documents have come", name="put_documents")
async def put_documents(
    nomination_id: UUID, body: DocumentsIn, story: CurrentStory, _: Nominator, version: IfMatch, response: Response
) -> NominationOut:
    """Adds to those already there. With the last one needed the nomination goes on."""
    return _answer(await give_documents(story, nomination_id, version, body.documents), response)


@router.post(
    "/nominations/{nomination_id}/document-request",
    summary="Ask again for a document that does not serve",
    name="ask_for_documents",
)
async def post_document_request(
    nomination_id: UUID,
    body: DocumentsIn,
    story: CurrentStory,
    _: NominationAssessor,
    version: IfMatch,
    response: Response,
) -> NominationOut:
    """What is missing was asked for when the nomination came, all at once. More than the criterion needs is refused
    (422), naming the criterion; what is asked for already is refused too (409)."""
    return _answer(await ask_for_documents(story, nomination_id, version, body.documents), response)


@router.post("/nominations/{nomination_id}/assessment", summary="Decide a whole assessment", name="assess_nomination")
async def post_assessment(
    nomination_id: UUID,
    body: AssessmentIn,
    story: CurrentStory,
    caller: NominationAssessor,
    vault: CurrentVault,
    version: IfMatch,
    response: Response,
) -> NominationOut:
    """A person's act. Approved, the nomination waits like any other; a refusal is heard first, reasoned in words to
    the citizen, and told with guidance."""
    by = caller.person or caller.client_id
    codes = tuple(dict.fromkeys(body.codes))
    decision = Assessment(nomination_id, body.outcome, codes, body.reason_da, body.heard_on, story.now, by)
    return _answer(await assess_nomination(story, vault, version, decision), response)


@router.post(
    "/nominations/{nomination_id}/withdrawal", summary="The citizen no longer wishes it", name="withdraw_nomination"
)
async def post_withdrawal(
    nomination_id: UUID, story: CurrentStory, _: Nominator, version: IfMatch, response: Response
) -> NominationOut:
    """It costs nothing: the citizen may be nominated again at any time. An open offer is answered first."""
    return _answer(await close_nomination(story, nomination_id, version, CloseCode.WITHDRAWN_BY_CITIZEN), response)


@router.post("/nominations/{nomination_id}/closure", summary="End a nomination", name="close_nomination")
async def post_closure(
    nomination_id: UUID,
    body: ClosureIn,
    story: CurrentStory,
    _: NominationCloser,
    version: IfMatch,
    response: Response,
) -> NominationOut:
    """A person's act, with a coded reason. Missed meetings and silence are none. An open offer ends first."""
    return _answer(await close_nomination(story, nomination_id, version, CloseCode(body.code)), response)


@router.post("/nominations/{nomination_id}/reopening", summary="Let a nomination wait again", name="reopen_nomination")
async def post_reopening(
    nomination_id: UUID,
    body: ReopeningIn,
    story: CurrentStory,
    _: NominationAssessor,
    version: IfMatch,
    response: Response,
) -> NominationOut:
    """A person's act: a tenancy ended early, or the nomination was closed in error. Its waiting start stands. After a
    refusal or a merge the citizen is nominated anew."""
    return _answer(await reopen_nomination(story, nomination_id, version, body.code), response)


@router.post(
    "/nominations/{nomination_id}/merge", summary="Merge two nominations of one citizen", name="merge_nomination"
)
async def post_merge(
    nomination_id: UUID,
    body: MergeIn,
    story: CurrentStory,
    _: NominationAssessor,
    version: IfMatch,
    response: Response,
) -> NominationOut:
    """A person's act; the nomination that stays. The older waiting start stands, and the lottery number of the one that
    stays. Benefits and support hear of it. It cannot be undone: after a wrong merge the citizen left out is nominated
    anew, under a reference of their own."""
    return _answer(await merge_nominations(story, nomination_id, version, body.into), response)
