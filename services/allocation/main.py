"""The allocation service, joined: its web application and its worker."""

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
from services.allocation.api import routers
from services.allocation.clients.benefits import Benefits
from services.allocation.clients.support import Support
from services.allocation.domain.nominations.nomination import CitizenAlreadyNominated
from services.allocation.domain.offers.problems import CitizenHasOpenOffer
from services.allocation.domain.other_homes.problems import AlreadyReferred, LivesInOtherHome
from services.allocation.domain.vacancies.problems import VacancyAlreadyOffered
from services.allocation.jobs.deliveries import Deliveries
from services.allocation.jobs.sweeps import SWEEPS
from services.allocation.settings import Settings
from services.allocation.usecases.nominations.rotate_keys import rotate_keys

CALLER = Caller("allocation-service", Party.SERVICE, (ANY_MUNICIPALITY,), frozenset())
DESCRIPTION = "Whose is a vacancy, who is offered it, and what it costs."

CONSTRAINTS = {
    "uq_other_home_municipality_code_reference": ContentDiffers,
    "uq_other_home_referral_open": AlreadyReferred,
    "uq_other_home_referral_resident": LivesInOtherHome,
    "uq_nomination_waiting_citizen": CitizenAlreadyNominated,
    "uq_offer_open_vacancy": VacancyAlreadyOffered,
    "uq_offer_open_nomination": CitizenHasOpenOffer,
    "uq_vacancy_municipality_code_organisation_cvr_reference": ContentDiffers,
    "uq_guarantee_claim_municipality_code_organisation_cvr_reference": ContentDiffers,
}


def join(stories: Stories, tokens: TokenVerifier, settings: Settings) -> FastAPI:
    """The web application on the given database and with the given issuer's keys."""
    vault = vault_of(settings)
    service = Service(
        "allocation", "Hjemvej allocation", DESCRIPTION, routers.ALL, sweeps(vault), CALLER, settings, CONSTRAINTS
    )
    application = create_app(service, stories, tokens)
    application.state.vault = vault
    return application


def vault_of(settings: Settings) -> Vault:
    """The vault with the keys of this installation."""
    return Vault(settings.encryption_keys.get_secret_value(), settings.citizen_secret.get_secret_value())


def sweeps(vault: Vault) -> Sequence[Sweep]:
    """What falls due, and what is still encrypted under an older key."""
    return (*SWEEPS, partial(rotate_keys, vault=vault))


def deliveries(stories: Stories, neighbour: Neighbour) -> Mapping[str, Delivery]:
    """What the worker delivers, by the names under which it is enqueued."""
    return Deliveries(stories, CALLER, Benefits(neighbour), Support(neighbour)).by_task()


def app() -> FastAPI:
    """The web application of this process."""
    settings = Settings.read()
    return serve(settings, settings.allocation_database_url, lambda stories, tokens: join(stories, tokens, settings))


if __name__ == "__main__":
    own = Settings.read()
    secret = own.allocation_client_secret.get_secret_value()
    asyncio.run(work(own, own.allocation_worker_database_url, secret, CALLER, deliveries, sweeps(vault_of(own))))
