"""The benefits service, joined: its web application and its worker."""

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial

from fastapi import FastAPI

from kit.calls.neighbours import Neighbour
from kit.database.stories import Stories
from kit.database.vault import Vault
from kit.database.worker import Delivery, Sweep
from kit.values.callers import ANY_MUNICIPALITY, Caller, Party
from kit.values.problems import ContentDiffers
from kit.web.app import Service, create_app
from kit.web.processes import serve, work
from kit.web.tokens import TokenVerifier
from services.benefits.api import routers
from services.benefits.clients.allocation import Allocation
from services.benefits.domain.decisions.complaints import ComplaintOpen
from services.benefits.domain.payments.orders import AlreadyOrdered
from services.benefits.domain.pre_approvals.pre_approvals import PreApprovalStands
from services.benefits.jobs.deliveries import Deliveries
from services.benefits.jobs.sweeps import SWEEPS
from services.benefits.settings import Settings
from services.benefits.usecases.cases.request_fast_track import PreApprovalOpen
from services.benefits.usecases.decisions.rotate_keys import rotate_keys

CALLER = Caller("benefits-service", Party.SERVICE, (ANY_MUNICIPALITY,), frozenset())
DESCRIPTION = "What a household can afford, and what it is granted, how fast."
CONSTRAINTS = {
    "uq_complaint_decision": ComplaintOpen,
    "uq_benefits_case_open_pre_approval": PreApprovalOpen,
    "uq_benefits_case_application": ContentDiffers,
    "uq_payment_order_living": AlreadyOrdered,
    "uq_pre_approval_standing": PreApprovalStands,
}


def join(stories: Stories, tokens: TokenVerifier, settings: Settings) -> FastAPI:
    """The web application on the given database and with the given issuer's keys."""
    vault = vault_of(settings)
    service = Service(
        name="benefits",
        title="Hjemvej benefits",
        description=DESCRIPTION,
        routers=routers.ALL,
        sweeps=sweeps(vault),
        caller=CALLER,
        settings=settings,
        constraints=CONSTRAINTS,
    )
    application = create_app(service, stories, tokens)
    application.state.vault = vault
    return application


def vault_of(settings: Settings) -> Vault:
    """The vault with the keys of this installation. What benefits encrypts, no other service has the key to."""
    return Vault(settings.encryption_keys.get_secret_value(), settings.citizen_secret.get_secret_value())


def sweeps(vault: Vault) -> Sequence[Sweep]:
    """What falls due, and what is still closed under an older key."""
    return (*SWEEPS, partial(rotate_keys, vault=vault))


def deliveries(stories: Stories, neighbour: Neighbour) -> Mapping[str, Delivery]:
    """What the worker delivers, by the names under which it is enqueued."""
    return Deliveries(stories, CALLER, Allocation(neighbour)).by_task()


def app() -> FastAPI:
    """The web application of this process."""
    settings = Settings.read()
    return serve(settings, settings.benefits_database_url, lambda stories, tokens: join(stories, tokens, settings))


if __name__ == "__main__":
    own = Settings.read()
    secret = own.benefits_client_secret.get_secret_value()
    asyncio.run(work(own, own.benefits_worker_database_url, secret, CALLER, deliveries, sweeps(vault_of(own))))
