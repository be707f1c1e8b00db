"""What every service answers beside its own: feed, timelines, business clock, and what was not delivered."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, Field
from sqlalchemy import text

from kit.database.clocks import is_driven, move_clock
from kit.database.journal import Entry, parse_cursor, read_feed, read_timeline
from kit.database.outbox import Outstanding, count_outstanding, list_undelivered
from kit.database.seals import first_broken_seal, seal_journal
from kit.database.stories import Stories
from kit.database.worker import Sweep, sweep
from kit.values.callers import OUTSIDE, Caller
from kit.values.problems import FieldError, Forbidden, Unprocessable
from kit.values.texts import Text
from kit.web.models import ApiModel, Moment
from kit.web.problems import ProblemDocument
from kit.web.requests import CurrentStory, StoryRoute, needs, oauth2

DRAINED_WITHIN_SECONDS = 25.0
LOOK_AGAIN_SECONDS = 0.03

EventsReader = Annotated[Caller, needs("events:read")]
JournalReader = Annotated[Caller, needs("journal:read")]
Operator = Annotated[Caller, needs("operations:read")]
ClockDriver = Annotated[Caller, needs("clock:drive")]

PROBLEMS: dict[int | str, dict[str, object]] = {
    status: {"model": ProblemDocument, "content": {"application/problem+json": {}}, "description": description}
    for status, description in {
        400: "Not JSON in UTF-8, or a header is missing.",
        401: "No valid token.",
        403: "The token does not cover the act, or a person is required.",
        404: "Not found, or not yours.",
        405: "No such method at this address.",
        409: "Conflicts with what has already happened.",
        413: "The body is too large.",
        422: "Something in the request is wrong; `errors` points at it.",
        429: "Too many calls: see `Retry-After`.",
        503: "Does not answer right now: see `Retry-After`.",
    }.items()
}


def same_again(answer: type[BaseModel]) -> dict[int | str, dict[str, object]]:
    """What a POST that makes something answers where the same has been sent before."""
    return {200: {"model": answer, "description": "The same was sent before: what came of it then."}}


router = APIRouter(route_class=StoryRoute, responses=PROBLEMS)


MUNICIPALITY = "municipality"
"""Who acted, as somebody outside reads it, where it was not their own system."""


class EntryOut(BaseModel):
    """What happened: `kind`, to what (`subject_id`), when in business time, by which system and person, and why."""

    model_config = {"from_attributes": True}

    cursor: str
    kind: str
    municipality_code: str
    subject_id: UUID
    happened_at: datetime
    client_id: str
    person: str | None
    facts: dict[str, object]
    reasons: list[dict[str, object]]

    @staticmethod
    def of(entry: Entry, reader: Caller) -> "EntryOut":
        """Somebody outside does not learn who in the municipality acted: that a shelter did would say too much."""
        shown = EntryOut.model_validate(entry)
        if reader.party not in OUTSIDE:
            return shown
        own = entry.client_id == reader.client_id
        return shown.model_copy(update={"person": None, "client_id": entry.client_id if own else MUNICIPALITY})


class EventsOut(BaseModel):
    """Events in order; ask next time with `after` = `next`."""

    events: list[EntryOut]
    next: str


class ClockIn(ApiModel):
    now_at: Moment = Field(examples=["2025-03-03T09:00:00+01:00"])


class ClockOut(BaseModel):
    """The business time; after a move also how many deadlines fell due and what is still on its way."""

    municipality_code: str
    now_at: datetime
    driven: bool
    swept: int = 0
    retrying: int = 0


class UndeliveredOut(BaseModel):
    id: int
    task_name: str
    status: str
    attempts: int
    scheduled_at: datetime | None


class SealsOut(BaseModel):
    """Whether the journal still answers to its seals."""

    holds: bool
    first_broken: int | None


@router.get("/v1/events", summary="Hear what concerns you", tags=["events"])
async def list_events(
    story: CurrentStory,
    _: EventsReader,
    after: Annotated[str, Query(max_length=40, description="`next` of the last answer; `0-0` from the start.")] = "0-0",
    limit: Annotated[int, Query(ge=1, le=1000)] = 200,
) -> EventsOut:
    """The caller's own feed: append-only and without gaps."""
    cursor = parse_cursor(after)
    if cursor is None:
        problem = Text("Er ikke en markør herfra: brug `next`", "Is not a cursor from here: use `next`")
        raise Unprocessable(errors=[FieldError("/query/after", problem)])
    entries = await read_feed(story, cursor, limit)
    return EventsOut(
        events=[EntryOut.of(entry, story.caller) for entry in entries], next=entries[-1].cursor if entries else after
    )


@router.get("/v1/timeline/{subject_id}", summary="Read what has happened to one subject", tags=["events"])
async def get_timeline(subject_id: UUID, story: CurrentStory, _: JournalReader) -> list[EntryOut]:
    """Every entry about one vacancy, offer, case or referral that the caller may see, oldest first."""
    return [EntryOut.of(entry, story.caller) for entry in await read_timeline(story, subject_id)]


@router.get("/v1/undelivered", summary="List what could not be delivered", tags=["operations"])
async def get_undelivered(story: CurrentStory, _: Operator) -> list[UndeliveredOut]:
    """Outgoing jobs that were refused, or have failed three times and are still being tried."""
    return [UndeliveredOut.model_validate(row) for row in await list_undelivered(story)]


@router.get("/v1/seals", summary="Prove that the journal is unchanged", tags=["operations"])
async def get_seals(story: CurrentStory, _: JournalReader) -> SealsOut:
    """Recompute the chain of seals over the municipality's journal."""
    async with story.as_municipality():
        broken = await first_broken_seal(story)
    return SealsOut(holds=broken is None, first_broken=broken)


@router.get("/v1/clock", summary="Read the business time", tags=["clock"])
async def get_clock(story: CurrentStory, _: EventsReader) -> ClockOut:
    """The municipality's business time, and whether it is driven."""
    return ClockOut(municipality_code=story.municipality_code, now_at=story.now, driven=await is_driven(story))


def clock_router(service: Caller, sweeps: Sequence[Sweep]) -> APIRouter:
    """The driven clock of a demonstration municipality: moving it answers when what fell due is done and delivered."""
    own = APIRouter(responses=PROBLEMS)

    @own.put("/v1/clock", summary="Move a demonstration municipality's clock", tags=["clock"])
    async def put_clock(
        body: ClockIn, request: Request, _documented: Annotated[str | None, Depends(oauth2)]
    ) -> ClockOut:
        """Needs `clock:drive`. The clock runs forward only; the same moment again just waits for deliveries."""
        stories: Stories = request.app.state.stories
        caller = await request.app.state.tokens.verify(request.headers.get("authorization", ""))
        async with stories.begin(caller, request.headers.get("hjemvej-municipality")) as story:
            require_driver(caller)
            code = story.municipality_code
            await move_clock(story, body.now_at)
        swept = await sweep(stories, service, code, [*sweeps, seal_journal])
        left = await drain(stories, service, code)
        return ClockOut(
            municipality_code=code, now_at=body.now_at, driven=True, swept=swept, retrying=left.fresh + left.retrying
        )

    return own


def require_driver(caller: Caller) -> None:
    """Raises Forbidden without the scope that moves clocks."""
    if "clock:drive" not in caller.scopes:
        raise Forbidden(Text("Adgangen mangler: clock:drive", "The access lacks: clock:drive"))


async def drain(stories: Stories, service: Caller, municipality_code: str) -> Outstanding:
    """Wait until the municipality's new jobs have been tried; what still fails is left to its retries."""
    waited = 0.0
    while True:
        async with stories.begin(service, municipality_code) as story:
            left = await count_outstanding(story)
        if left.fresh == 0 or waited >= DRAINED_WITHIN_SECONDS:
            return left
        await asyncio.sleep(LOOK_AGAIN_SECONDS)
        waited += LOOK_AGAIN_SECONDS


async def is_ready(stories: Stories) -> bool:
    """Whether the database answers and has been migrated."""
    async with stories.engine.connect() as connection:
        return bool((await connection.execute(text("SELECT count(*) FROM municipality"))).scalar_one())
