"""Who may call what: a parameter type per act."""

from typing import Annotated

from fastapi import Depends, Request

from kit.database.vault import Vault
from kit.values.callers import Caller
from kit.web.requests import needs, needs_person

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
FiguresReader = Annotated[Caller, needs("figures:read")]


async def _vault(request: Request) -> Vault:
    vault: Vault = request.app.state.vault
    return vault


CurrentVault = Annotated[Vault, Depends(_vault)]
