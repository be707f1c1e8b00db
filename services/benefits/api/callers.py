"""Who may call what: a parameter type per act."""

from typing import Annotated

from fastapi import Depends, Request

from kit.database.vault import Vault
from kit.values.callers import Caller
from kit.web.requests import needs, needs_person

CaseOpener = Annotated[Caller, needs("cases:open")]
CaseLister = Annotated[Caller, needs("cases:read")]
Applier = Annotated[Caller, needs("cases:apply")]
CaseReader = Annotated[Caller, needs_person("cases:read")]
CaseDecider = Annotated[Caller, needs_person("cases:decide")]
CaseAssigner = Annotated[Caller, needs_person("queues:manage")]
DocumentReceiver = Annotated[Caller, needs("documents:receive")]
KeyWorkersReader = Annotated[Caller, needs("queues:manage")]
KeyWorkersWriter = Annotated[Caller, needs("key-workers:write")]
QueueReader = Annotated[Caller, needs_person("queues:read")]
QueueManager = Annotated[Caller, needs("queues:manage")]
FastTrackRequester = Annotated[Caller, needs("fast-track:request")]
AffordabilityReader = Annotated[Caller, needs("affordability:state")]
RatesWriter = Annotated[Caller, needs("rates:write")]
RatesImporter = Annotated[Caller, needs_person("rates:write")]
RatesApprover = Annotated[Caller, needs_person("rates:approve")]
PaymentReader = Annotated[Caller, needs("payments:read")]
PaymentExporter = Annotated[Caller, needs("payments:export")]
PaymentReporter = Annotated[Caller, needs("payments:report")]
PaymentDecider = Annotated[Caller, needs_person("payments:decide")]
FiguresReader = Annotated[Caller, needs("figures:read")]
Hearer = Annotated[Caller, needs_person("hearings:write")]
ComplaintLister = Annotated[Caller, needs("complaints:write")]
ComplaintReceiver = Annotated[Caller, needs_person("complaints:write")]
LetterReader = Annotated[Caller, needs_person("letters:read")]


async def _vault(request: Request) -> Vault:
    vault: Vault = request.app.state.vault
    return vault


CurrentVault = Annotated[Vault, Depends(_vault)]
