"""Concerns: sent by whoever is concerned, worked by the support team."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from kit.web.common import PROBLEMS, same_again
from kit.web.models import ApiModel, Day, Moment, ReasonOut, Reference
from kit.web.paging import AfterId, PageSize, link_to_next
from kit.web.requests import CurrentStory, IfMatch, StoryRoute, etag
from services.support.api.callers import ConcernReader, ConcernSender, ConcernWorker, CurrentVault
from services.support.domain.prevention.concerns import (
    Concern,
    ConcernFacts,
    ConcernOutcome,
    ConcernSource,
    ConcernState,
    ContactChannel,
)
from services.support.domain.prevention.triage import ConcernKind, Danger, Lane
from services.support.store.concerns import get_concern, page_concerns
from services.support.usecases.prevention.close_concern import close_concern
from services.support.usecases.prevention.make_contact import make_contact
from services.support.usecases.prevention.name_citizen import name_citizen
from services.support.usecases.prevention.read_words import read_words
from services.support.usecases.prevention.receive_concern import receive_concern

router = APIRouter(prefix="/v1/concerns", tags=["prevention"], route_class=StoryRoute, responses=PROBLEMS)

Words = Annotated[str, Field(min_length=1, max_length=2000, pattern=r"\S")]


class AboutIn(ApiModel):
    """Whom it is about: a citizen, or a tenancy or dwelling by the organisation's own reference."""

    citizen_id: UUID | None = None
    tenancy_reference: Reference | None = None


class ConcernIn(ApiModel):
    """A concern. `reference` is the sender's own; what is said in words is encrypted."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "reference": "B-2025-17",
                    "source": "department",
                    "kind": "rent_arrears",
                    "about": {"citizen_id": "6a8f0b0e-6f0e-5b6e-9c6c-0d6c6f0f7a11"},
                    "danger": "none",
                    "deadline_on": "2025-03-14",
                    "words": "Huslejen er ikke betalt i to måneder.",
                }
            ]
        }
    )

    reference: Reference
    source: ConcernSource
    kind: ConcernKind
    about: AboutIn
    danger: Danger
    deadline_on: Day | None = None
    words: Words | None = None

    def to_facts(self) -> ConcernFacts:
        own = {name: getattr(self, name) for name in ("reference", "source", "kind", "danger", "deadline_on")}
        return ConcernFacts(**own, citizen_id=self.about.citizen_id, tenancy_reference=self.about.tenancy_reference)


class ReceiptOut(BaseModel):
    """What the sender is told: that the concern has come, and by when somebody will have been in contact."""

    id: UUID
    reference: str
    received_at: datetime
    first_contact_due_at: datetime


class ConcernOut(ReceiptOut):
    """A concern as the support team reads it; what it says in words is read by itself."""

    model_config = ConfigDict(from_attributes=True)

    source: ConcernSource
    kind: ConcernKind
    danger: Danger
    deadline_on: date | None
    citizen_id: UUID | None
    tenancy_reference: str | None
    lane: Lane
    reasons: list[ReasonOut]
    worker_reference: str | None
    state: ConcernState
    contacted_at: datetime | None
    contact_channel: ContactChannel | None
    contacted_by: str | None
    outcome: ConcernOutcome | None
    closed_at: datetime | None
    version: int

    @staticmethod
    def of(concern: Concern) -> "ConcernOut":
        facts = {name: getattr(concern.facts, name) for name in ConcernFacts.__dataclass_fields__}
        own = {name: getattr(concern, name) for name in ConcernOut.model_fields if name not in facts}
        return ConcernOut.model_validate(facts | own, from_attributes=True)


class ContactIn(ApiModel):
    """When somebody was in contact, and how."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"contacted_at": "2025-03-03T11:00:00+01:00", "channel": "phone"}]}
    )

    contacted_at: Moment
    channel: ContactChannel


class ClosingIn(ApiModel):
    """What came of it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"outcome": "helped"}]})

    outcome: ConcernOutcome


class CitizenNamedIn(ApiModel):
    """Whom a concern about a tenancy is about."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"citizen_id": "6a8f0b0e-6f0e-5b6e-9c6c-0d6c6f0f7a11"}]})

    citizen_id: UUID


class WordsOut(BaseModel):
    """What a concern says in words."""

    words: str


@router.post("", summary="Send a concern", name="send_concern", status_code=201, responses=same_again(ReceiptOut))
async def send(
    body: ConcernIn, response: Response, story: CurrentStory, _: ConcernSender, vault: CurrentVault
) -> ReceiptOut:
    """By a department, the bailiff's court, civil society or a citizen, each with a token of its own; by the support
    team for whoever called. A housing organisation uses the contact line. The same reference again is the same
    concern."""
    concern, new = await receive_concern(story, vault, body.to_facts(), body.words)
    response.status_code = 201 if new else 200
    return ReceiptOut(
        id=concern.id,
        reference=concern.facts.reference,
        received_at=concern.received_at,
        first_contact_due_at=concern.first_contact_due_at,
    )


@router.get("", summary="List concerns", name="list_concerns")
async def list_page(
    request: Request,
    response: Response,
    story: CurrentStory,
    _: ConcernReader,
    state: ConcernState | None = None,
    lane: Lane | None = None,
    after: AfterId = None,
    limit: PageSize = 50,
) -> list[ConcernOut]:
    """Concerns of the municipality, without what they say in words."""
    page = await page_concerns(story, state=state, lane=lane, after=after, limit=limit)
    link_to_next(response, request.url, page, limit)
    return [ConcernOut.of(concern) for concern in page]


@router.get("/{concern_id}", summary="Read a concern", name="get_concern")
async def get(concern_id: UUID, response: Response, story: CurrentStory, _: ConcernReader) -> ConcernOut:
    """Its lane with the reason, its clock, and what has been done."""
    return _answered(response, await get_concern(story, concern_id))


@router.get("/{concern_id}/words", summary="Read what a concern says in words", name="read_concern_words")
async def words(concern_id: UUID, story: CurrentStory, _: ConcernWorker, vault: CurrentVault) -> WordsOut:
    """By a person; each reading is journaled."""
    return WordsOut(words=await read_words(story, vault, concern_id))


@router.post("/{concern_id}/contact", summary="Record first contact", name="make_contact")
async def contact(
    concern_id: UUID, body: ContactIn, version: IfMatch, response: Response, story: CurrentStory, _: ConcernWorker
) -> ConcernOut:
    """Once. It was in time where it was made by the deadline, whenever it is recorded."""
    return _answered(response, await make_contact(story, concern_id, version, body.contacted_at, body.channel))


@router.post("/{concern_id}/citizen", summary="Name the citizen of a concern", name="name_concern_citizen")
async def name(
    concern_id: UUID, body: CitizenNamedIn, version: IfMatch, response: Response, story: CurrentStory, _: ConcernWorker
) -> ConcernOut:
    """The concern goes to the worker of the citizen's course, where there is one."""
    return _answered(response, await name_citizen(story, concern_id, version, body.citizen_id))


@router.post("/{concern_id}/closing", summary="Close a concern", name="close_concern")
async def close(
    concern_id: UUID, body: ClosingIn, version: IfMatch, response: Response, story: CurrentStory, _: ConcernWorker
) -> ConcernOut:
    """After contact; a concern that is already known as another needs none of its own."""
    return _answered(response, await close_concern(story, concern_id, version, body.outcome))


def _answered(response: Response, concern: Concern) -> ConcernOut:
    response.headers["ETag"] = etag(concern.version)
    return ConcernOut.of(concern)
