"""Hearings before a refusal: sent and answered through a person. What is said is never kept for a repeat."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from kit.database.vault import Vault
from kit.web.common import PROBLEMS
from kit.web.models import ApiModel, Day, Moment, ReasonOut, YesOrNo
from kit.web.requests import CurrentStory, StoryRoute
from services.benefits.api.bodies import Sentence
from services.benefits.api.callers import CurrentVault, Hearer
from services.benefits.domain.decisions.hearings import Hearing, HearingAnswer
from services.benefits.usecases.decisions.hear_citizen import Reply, hear_citizen, record_reply
from services.benefits.usecases.decisions.read_decisions import read_hearings

router = APIRouter(prefix="/v1", tags=["decisions"], route_class=StoryRoute, responses=PROBLEMS)

RuleName = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[a-z0-9_]+$")]


class HearingIn(ApiModel):
    """What a refusal would rest on. Without `rules` it is every rule that is not met; without `due_on` the first day
    that the municipality's choice allows."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"about_da": "Vi påtænker afslag, da et tidligere indskudslån ikke er betalt.", "due_on": "2025-03-18"}
            ]
        }
    )

    about_da: Sentence
    rules: list[RuleName] = Field(default_factory=list, max_length=50)
    due_on: Day | None = None


class ReplyIn(ApiModel):
    """What came back. An answer after the deadline counts only with `despite_deadline`."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"answer": "answered", "words_da": "Lånet er betalt.", "received_at": "2025-03-10T10:00:00+01:00"}
            ]
        }
    )

    answer: HearingAnswer
    words_da: Sentence | None = None
    received_at: Moment
    despite_deadline: YesOrNo = False


class HearingOut(BaseModel):
    """Where a hearing stands, without what was said."""

    model_config = ConfigDict(from_attributes=True)

    case_id: UUID
    number: int
    rules: list[str]
    sent_at: datetime
    due_at: datetime
    answer: HearingAnswer | None
    answered_at: datetime | None


class HearingFileOut(HearingOut):
    """A hearing with what was said."""

    sent_by: str
    recorded_by: str | None
    reasons: list[ReasonOut]
    about_da: str
    words_da: str | None

    @staticmethod
    def opened(hearing: Hearing, vault: Vault) -> "HearingFileOut":
        return HearingFileOut(
            **HearingOut.model_validate(hearing).model_dump(),
            sent_by=hearing.sent_by,
            recorded_by=hearing.recorded_by,
            reasons=[ReasonOut.model_validate(reason) for reason in hearing.reasons],
            about_da=vault.open(hearing.about) or "",
            words_da=vault.open(hearing.words),
        )


@router.post("/cases/{case_id}/hearing", status_code=201, summary="Hear the citizen", name="hear_citizen")
async def post(case_id: UUID, body: HearingIn, story: CurrentStory, _: Hearer, vault: CurrentVault) -> HearingOut:
    """Needs a person. Before a refusal (forvaltningsloven § 19): what it would rest on, and by when the citizen may
    answer. One at a time."""
    return HearingOut.model_validate(await hear_citizen(story, vault, case_id, body.about_da, body.rules, body.due_on))


@router.put("/cases/{case_id}/hearing/answer", summary="Record the citizen's answer", name="record_hearing_answer")
async def put_answer(case_id: UUID, body: ReplyIn, story: CurrentStory, _: Hearer, vault: CurrentVault) -> HearingOut:
    """Needs a person. To the newest hearing, once; the words are stored encrypted."""
    reply = Reply(body.answer, body.words_da, body.received_at, body.despite_deadline)
    return HearingOut.model_validate(await record_reply(story, vault, case_id, reply))


@router.get("/cases/{case_id}/hearings", summary="Read what a citizen was heard about", name="read_hearings")
async def get(case_id: UUID, story: CurrentStory, _: Hearer, vault: CurrentVault) -> list[HearingFileOut]:
    """Needs a person; the reading is entered in the journal."""
    return [HearingFileOut.opened(hearing, vault) for hearing in await read_hearings(story, case_id)]
