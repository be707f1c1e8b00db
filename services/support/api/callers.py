"""Who may call what: a parameter type per act."""

from typing import Annotated

from fastapi import Depends, Request

from kit.database.vault import Vault
from kit.values.callers import Caller
from kit.web.requests import CurrentStory, needs, needs_person
from services.support.domain.courses.access import Reader

SUPERVISE = "notes:supervise"
OUTREACH = "referrals:outreach"

CitizenIdentifier = Annotated[Caller, needs("citizens:identify")]
WorkersWriter = Annotated[Caller, needs("workers:write")]
ReferralOpener = Annotated[Caller, needs("referrals:open")]
Referrer = Annotated[Caller, needs("referrals:refer")]
NeedsReader = Annotated[Caller, needs("referrals:needs")]
Decider = Annotated[Caller, needs_person("referrals:decide")]
ConsentReader = Annotated[Caller, needs("passings:read")]
ConsentWriter = Annotated[Caller, needs_person("passings:write")]
ReferralReader = Annotated[Caller, needs("referrals:read")]
ReferralFollower = Annotated[Caller, needs("referrals:follow")]
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
SanctionTeller = Annotated[Caller, needs("sanction-notices:write")]
SanctionReader = Annotated[Caller, needs("sanction-notices:read")]
ExemptionGiver = Annotated[Caller, needs("exemptions:write")]
DischargeTeller = Annotated[Caller, needs("discharge-notices:write")]
DischargeReader = Annotated[Caller, needs("discharge-notices:read")]
AlertReader = Annotated[Caller, needs("alerts:read")]
AlertAcknowledger = Annotated[Caller, needs_person("alerts:acknowledge")]
ConcernSender = Annotated[Caller, needs("concerns:write")]
ConcernReader = Annotated[Caller, needs("concerns:read")]
ConcernWorker = Annotated[Caller, needs_person("concerns:work")]
LineWriter = Annotated[Caller, needs("contact-line:write")]
LineReader = Annotated[Caller, needs("contact-line:read")]
LineAnswerer = Annotated[Caller, needs_person("contact-line:answer")]
EvictionReader = Annotated[Caller, needs("evictions:read")]
EvictionWorker = Annotated[Caller, needs_person("evictions:write")]
FiguresReader = Annotated[Caller, needs("figures:read")]


async def _vault(request: Request) -> Vault:
    vault: Vault = request.app.state.vault
    return vault


CurrentVault = Annotated[Vault, Depends(_vault)]


async def _reader(story: CurrentStory) -> Reader:
    return Reader(story.caller.person, SUPERVISE in story.caller.scopes)


CurrentReader = Annotated[Reader, Depends(_reader)]
