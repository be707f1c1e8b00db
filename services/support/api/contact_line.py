"""The one contact line of housing organisations."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict

from kit.web.common import PROBLEMS, same_again
from kit.web.models import ApiModel, Day, Reference, TextOut
from kit.web.paging import AfterId, PageSize, link_to_next
from kit.web.requests import CurrentStory, IfMatch, StoryRoute, etag
from services.support.api.callers import CurrentVault, LineAnswerer, LineReader, LineWriter
from services.support.api.concerns import Words
from services.support.domain.prevention.concerns import ConcernFacts, ConcernSource
from services.support.domain.prevention.contact_line import SENTENCES, ContactLine, LineAnswer, LineState
from services.support.domain.prevention.triage import ConcernKind, Danger
from services.support.store.contact_lines import get_line, page_lines
from services.support.usecases.prevention.answer_matter import answer_matter, close_matter, look_at_matter
from services.support.usecases.prevention.raise_matter import raise_matter

router = APIRouter(prefix="/v1/contact-line", tags=["prevention"], route_class=StoryRoute, responses=PROBLEMS)


class MatterIn(ApiModel):
    """A matter about a tenancy, by the organisation's own references."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "reference": "K-2025-4",
                    "tenancy_reference": "L-1007-12",
                    "kind": "rent_arrears",
                    "danger": "none",
                    "deadline_on": "2025-03-20",
                    "words": "Vi har sendt varsel om ophævelse.",
                }
            ]
        }
    )

    reference: Reference
    tenancy_reference: Reference
    kind: ConcernKind
    danger: Danger
    deadline_on: Day | None = None
    words: Words | None = None

    def to_facts(self) -> ConcernFacts:
        own = {name: getattr(self, name) for name in ("reference", "kind", "danger", "deadline_on")}
        source = ConcernSource.HOUSING_ORGANISATION
        return ConcernFacts(**own, source=source, citizen_id=None, tenancy_reference=self.tenancy_reference)


class MatterOut(BaseModel):
    """Where a matter stands, by when it is answered, and the answer. Nothing here is about a citizen."""

    id: UUID
    reference: str
    tenancy_reference: str
    kind: ConcernKind
    received_at: datetime
    answer_due_at: datetime
    state: LineState
    answer: LineAnswer | None
    answer_text: TextOut | None
    answered_at: datetime | None

    @staticmethod
    def of(line: ContactLine) -> "MatterOut":
        own = {name: getattr(line, name) for name in MatterOut.model_fields if name != "answer_text"}
        sentence = SENTENCES[line.answer] if line.answer else None
        return MatterOut(**own, answer_text=TextOut.model_validate(sentence) if sentence else None)


class MatterAnswerIn(ApiModel):
    """What the municipality does."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"answer": "will_attend_court_date"}]})

    answer: LineAnswer


@router.post("", summary="Raise a matter", name="raise_matter", status_code=201, responses=same_again(MatterOut))
async def raise_one(
    body: MatterIn, response: Response, story: CurrentStory, _: LineWriter, vault: CurrentVault
) -> MatterOut:
    """Acknowledged at once, with by when it will be answered. The same reference again is the same matter."""
    line, new = await raise_matter(story, vault, body.to_facts(), body.tenancy_reference, body.words)
    response.status_code = 201 if new else 200
    return _answered(response, line)


@router.get("", summary="List matters", name="list_matters")
async def list_page(
    request: Request,
    response: Response,
    story: CurrentStory,
    _: LineReader,
    state: LineState | None = None,
    after: AfterId = None,
    limit: PageSize = 50,
) -> list[MatterOut]:
    """An organisation reads its own; the support team those of the municipality."""
    page = await page_lines(story, state=state, after=after, limit=limit)
    link_to_next(response, request.url, page, limit)
    return [MatterOut.of(line) for line in page]


@router.get("/{matter_id}", summary="Read where a matter stands", name="get_matter")
async def get(matter_id: UUID, response: Response, story: CurrentStory, _: LineReader) -> MatterOut:
    """Received, being looked at, answered or closed; never whether anybody gets support, which, or why."""
    return _answered(response, await get_line(story, matter_id))


@router.post("/{matter_id}/looking", summary="Say that a matter is being looked at", name="look_at_matter")
async def look(
    matter_id: UUID, version: IfMatch, response: Response, story: CurrentStory, _: LineAnswerer
) -> MatterOut:
    """By a person, and never by itself."""
    return _answered(response, await look_at_matter(story, matter_id, version))


@router.post("/{matter_id}/answer", summary="Answer a matter", name="answer_matter")
async def answer(
    matter_id: UUID, body: MatterAnswerIn, version: IfMatch, response: Response, story: CurrentStory, _: LineAnswerer
) -> MatterOut:
    """In codes alone. A matter can be answered anew until it is closed."""
    return _answered(response, await answer_matter(story, matter_id, version, body.answer))


@router.post("/{matter_id}/closing", summary="Close a matter", name="close_matter")
async def close(
    matter_id: UUID, version: IfMatch, response: Response, story: CurrentStory, _: LineAnswerer
) -> MatterOut:
    """After it has been answered."""
    return _answered(response, await close_matter(story, matter_id, version))


def _answered(response: Response, line: ContactLine) -> MatterOut:
    response.headers["ETag"] = etag(line.version)
    return MatterOut.of(line)
