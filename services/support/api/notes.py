"""Notes about citizens: read by few, one at a time, and each reading is journaled."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from kit.web.common import PROBLEMS
from kit.web.models import ApiModel
from kit.web.paging import AfterId, PageSize, link_to_next
from kit.web.requests import CurrentStory, StoryRoute
from services.support.api.callers import CurrentReader, CurrentVault, NoteReader, NoteWriter
from services.support.domain.courses.access import reads_as
from services.support.store.notes import NoteHead, page_notes
from services.support.store.referrals import get_referral
from services.support.usecases.courses.read_note import read_note
from services.support.usecases.courses.write_note import write_note

router = APIRouter(prefix="/v1", tags=["notes"], route_class=StoryRoute, responses=PROBLEMS)

Words = Annotated[str, Field(min_length=1, max_length=2000, pattern=r"\S")]


class NoteIn(ApiModel):
    """What the worker writes."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"words": "Vi har aftalt at mødes igen på torsdag."}]})

    words: Words


class NoteHeadOut(BaseModel):
    """That there is a note, not what it says."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    course_id: UUID
    written_at: datetime
    written_by: str

    @staticmethod
    def of(note: NoteHead) -> "NoteHeadOut":
        return NoteHeadOut(
            id=note.id, course_id=note.referral_id, written_at=note.written_at, written_by=note.written_by
        )


class NoteOut(NoteHeadOut):
    """One note in full."""

    words: str


@router.post("/courses/{course_id}/notes", summary="Write a note", name="write_note", status_code=201)
async def write(
    course_id: UUID, body: NoteIn, story: CurrentStory, _: NoteWriter, reader: CurrentReader, vault: CurrentVault
) -> NoteHeadOut:
    """By the course's own worker, or a supervisor. The words are encrypted and never sent back here."""
    return NoteHeadOut.of(await write_note(story, vault, course_id, reader, body.words))


@router.get("/courses/{course_id}/notes", summary="List that there are notes", name="list_notes")
async def list_page(
    course_id: UUID,
    request: Request,
    response: Response,
    story: CurrentStory,
    _: NoteReader,
    reader: CurrentReader,
    after: AfterId = None,
    limit: PageSize = 50,
) -> list[NoteHeadOut]:
    """When each was written and by whom; what it says is read one note at a time."""
    reads_as(await get_referral(story, course_id), reader)
    page = await page_notes(story, course_id, after=after, limit=limit)
    link_to_next(response, request.url, page, limit)
    return [NoteHeadOut.of(note) for note in page]


@router.get("/notes/{note_id}", summary="Read a note", name="read_note")
async def read(
    note_id: UUID, story: CurrentStory, _: NoteReader, reader: CurrentReader, vault: CurrentVault
) -> NoteOut:
    """By the course's own worker while the course runs, or a supervisor. Each reading is journaled."""
    note, words = await read_note(story, vault, note_id, reader)
    return NoteOut(**NoteHeadOut.of(note).model_dump(), words=words)
