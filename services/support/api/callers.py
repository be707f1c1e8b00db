"""Who may call what: a parameter type per act."""

from typing import Annotated

from fastapi import Depends, Request

from kit.database.vault import Vault
from kit.values.callers import Caller
from kit.web.requests import CurrentStory, needs, needs_person
from services.support.domain.courses.access import Reader

SUPERVISE = "notes:supervise"

CitizenIdentifier = Annotated[Caller, needs("citizens:identify")]
WorkersWriter = Annotated[Caller, needs("workers:write")]
ReferralOpener = Annotated[Caller, needs("referrals:open")]
ReferralReader = Annotated[Caller, needs("referrals:read")]
Assigner = Annotated[Caller, needs_person("referrals:assign")]
CourseReader = Annotated[Caller, needs("courses:read")]
CourseWriter = Annotated[Caller, needs_person("courses:write")]
CourseCloser = Annotated[Caller, needs_person("courses:close")]
NoteReader = Annotated[Caller, needs_person("notes:read")]
NoteWriter = Annotated[Caller, needs_person("notes:write")]
StayReader = Annotated[Caller, needs("stays:read")]
StayFileReader = Annotated[Caller, needs_person("stays:read")]
StayWriter = Annotated[Caller, needs("stays:write")]
StayActor = Annotated[Caller, needs_person("stays:write")]
RefundReader = Annotated[Caller, needs("refunds:read")]
RefundWriter = Annotated[Caller, needs("refunds:write")]
FiguresReader = Annotated[Caller, needs("figures:read")]


async def _vault(request: Request) -> Vault:
    vault: Vault = request.app.state.vault
    return vault


CurrentVault = Annotated[Vault, Depends(_vault)]


async def _reader(story: CurrentStory) -> Reader:
    return Reader(story.caller.person, SUPERVISE in story.caller.scopes)


CurrentReader = Annotated[Reader, Depends(_reader)]
