"""The support service, joined: its web application and its worker."""

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
from services.support.api import routers
from services.support.clients.allocation import Allocation
from services.support.domain.stays.stays import StaysOverlap
from services.support.jobs.deliveries import Deliveries
from services.support.jobs.sweeps import SWEEPS
from services.support.settings import Settings
from services.support.usecases.courses.rotate_keys import rotate_keys

CALLER = Caller("support-service", Party.SERVICE, (ANY_MUNICIPALITY,), frozenset())
DESCRIPTION = "Who is helped, by which method and by whom."

CONSTRAINTS = {
    "ex_stay_overlap": StaysOverlap,
    "uq_stay_reference": ContentDiffers,
}


def join(stories: Stories, tokens: TokenVerifier, settings: Settings) -> FastAPI:
    """The web application on the given database and with the given issuer's keys."""
    vault = vault_of(settings)
    service = Service(
        "support", "Hjemvej support", DESCRIPTION, routers.ALL, sweeps(vault), CALLER, settings, CONSTRAINTS
    )
    application = create_app(service, stories, tokens)
    application.state.vault = vault
    return application


def vault_of(settings: Settings) -> Vault:
    """The vault with the keys of this installation. What support encrypts, no other service has the key to."""
    return Vault(settings.encryption_keys.get_secret_value(), settings.citizen_secret.get_secret_value())


def sweeps(vault: Vault) -> Sequence[Sweep]:
    """What falls due, and what is still encrypted under an older key."""
    return (*SWEEPS, partial(rotate_keys, vault=vault))


def deliveries(stories: Stories, neighbour: Neighbour) -> Mapping[str, Delivery]:
    """What the worker delivers, by the names under which it is enqueued."""
    return Deliveries(stories, CALLER, Allocation(neighbour)).by_task()


def app() -> FastAPI:
    """The web application of this process."""
    settings = Settings.read()
    return serve(settings, settings.support_database_url, lambda stories, tokens: join(stories, tokens, settings))


if __name__ == "__main__":
    own = Settings.read()
    secret = own.support_client_secret.get_secret_value()
    asyncio.run(work(own, own.support_worker_database_url, secret, CALLER, deliveries, sweeps(vault_of(own))))
