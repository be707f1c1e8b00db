"""Who may call what: a parameter type per act."""

from typing import Annotated

from fastapi import Depends, Request

from kit.database.vault import Vault
from kit.values.callers import Caller
from kit.web.requests import needs, needs_person

RegistryWriter = Annotated[Caller, needs("registry:write")]
RatesWriter = Annotated[Caller, needs("rates:write")]
AgreementsWriter = Annotated[Caller, needs("agreements:write")]
AgreementDecider = Annotated[Caller, needs_person("agreements:write")]
VacancyPoster = Annotated[Caller, needs("vacancies:write")]
VacancyReader = Annotated[Caller, needs("vacancies:read")]
Nominator = Annotated[Caller, needs("nominations:write")]
NominationReader = Annotated[Caller, needs("nominations:read")]
ShortlistReader = Annotated[Caller, needs_person("shortlists:read")]
SchemeWriter = Annotated[Caller, needs("priorities:write")]
Matcher = Annotated[Caller, needs_person("matchings:write")]
AreaAssessor = Annotated[Caller, needs_person("nominations:assess")]
NominationAssessor = Annotated[Caller, needs_person("nominations:assess")]
NominationCloser = Annotated[Caller, needs_person("nominations:close")]
FileReader = Annotated[Caller, needs_person("nominations:read")]
ConsentRecorder = Annotated[Caller, needs_person("consents:write")]
CriteriaWriter = Annotated[Caller, needs("criteria:write")]
TaskReader = Annotated[Caller, needs("tasks:read")]
TenantReader = Annotated[Caller, needs("tenants:read")]
Offerer = Annotated[Caller, needs_person("offers:write")]
OfferReader = Annotated[Caller, needs("offers:read")]
OfferAnswerer = Annotated[Caller, needs("offers:answer")]
OfferInformer = Annotated[Caller, needs("offers:inform")]
LeaseWriter = Annotated[Caller, needs("leases:write")]
ClaimConfirmer = Annotated[Caller, needs("vacancies:answer")]
ClaimWaiver = Annotated[Caller, needs_person("vacancies:answer")]
LedgerAuditor = Annotated[Caller, needs_person("ledgers:audit")]
HandBacker = Annotated[Caller, needs_person("vacancies:hand-back")]
AccountReader = Annotated[Caller, needs("accounts:read")]
AccountCorrector = Annotated[Caller, needs_person("accounts:correct")]
AccountObjector = Annotated[Caller, needs("accounts:object")]
GuaranteeClaimer = Annotated[Caller, needs("guarantees:claim")]
GuaranteeDecider = Annotated[Caller, needs_person("guarantees:decide")]
FullRightWriter = Annotated[Caller, needs("full-rights:write")]
RequestMaker = Annotated[Caller, needs("requests:write")]
RequestReader = Annotated[Caller, needs("requests:read")]
RequestAnswerer = Annotated[Caller, needs("requests:answer")]
HomeWriter = Annotated[Caller, needs("other-homes:write")]
HomeReader = Annotated[Caller, needs("other-homes:read")]
PlaceOfferer = Annotated[Caller, needs_person("other-homes:offer")]
HomeReferrer = Annotated[Caller, needs_person("other-home-referrals:write")]
HomeReferralReader = Annotated[Caller, needs("other-home-referrals:read")]
HomeReferralDecider = Annotated[Caller, needs_person("other-home-referrals:decide")]
FiguresReader = Annotated[Caller, needs("figures:read")]


async def _vault(request: Request) -> Vault:
    vault: Vault = request.app.state.vault
    return vault


CurrentVault = Annotated[Vault, Depends(_vault)]
