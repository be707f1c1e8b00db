"""Who may call what: a parameter type per act."""

from typing import Annotated

from fastapi import Depends, Request

from kit.database.vault import Vault
from kit.values.callers import Caller
from kit.web.requests import needs, needs_person

RegistryWriter = Annotated[Caller, needs("registry:write")]
RatesWriter = Annotated[Caller, needs("rates:write")]
AgreementsWriter = Annotated[Caller, needs("agreements:write")]
VacancyPoster = Annotated[Caller, needs("vacancies:write")]
VacancyReader = Annotated[Caller, needs("vacancies:read")]
Nominator = Annotated[Caller, needs("nominations:write")]
NominationReader = Annotated[Caller, needs("nominations:read")]
ShortlistReader = Annotated[Caller, needs_person("shortlists:read")]
AreaAssessor = Annotated[Caller, needs_person("nominations:assess")]
Offerer = Annotated[Caller, needs_person("offers:write")]
OfferReader = Annotated[Caller, needs("offers:read")]
OfferAnswerer = Annotated[Caller, needs("offers:answer")]
OfferInformer = Annotated[Caller, needs("offers:inform")]
LeaseWriter = Annotated[Caller, needs("leases:write")]
HandBacker = Annotated[Caller, needs_person("vacancies:hand-back")]
AccountReader = Annotated[Caller, needs("accounts:read")]
FiguresReader = Annotated[Caller, needs("figures:read")]


async def _vault(request: Request) -> Vault:
    vault: Vault = request.app.state.vault
    return vault


CurrentVault = Annotated[Vault, Depends(_vault)]
