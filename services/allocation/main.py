"""The allocation service, joined: its web application and its worker."""

import asyncio
from datetime import UTC, datetime

import httpx
from fastapi import FastAPI

from kit.calls.neighbours import Neighbour, ServiceToken
from kit.database.engine import connect
from kit.database.stories import Stories
from kit.database.vault import Vault
from kit.database.worker import Worker
from kit.values.callers import ANY_MUNICIPALITY, Caller, Party
from kit.web.app import Service, create_app
from kit.web.logs import configure_logs
from kit.web.tokens import TokenVerifier, keys_of_issuer
from services.allocation.api import routers
from services.allocation.clients.benefits import Benefits
from services.allocation.clients.support import Support
from services.allocation.jobs.deliveries import Deliveries
from services.allocation.jobs.sweeps import SWEEPS
from services.allocation.settings import Settings

CALLER = Caller("allocation-service", Party.SERVICE, (ANY_MUNICIPALITY,), frozenset())
DESCRIPTION = "Whose is a vacancy, who is offered it, and what it costs."


def real_time() -> datetime:
    """The real clock, in UTC."""
    return datetime.now(UTC)


def join(stories: Stories, tokens: TokenVerifier, settings: Settings) -> FastAPI:
    """The web application on the given database and with the given issuer's keys."""
    service = Service("allocation", "Hjemvej allocation", DESCRIPTION, routers.ALL, SWEEPS, CALLER, settings.traces_to)
    application = create_app(service, stories, tokens)
    application.state.vault = Vault(
        settings.encryption_keys.get_secret_value(), settings.citizen_secret.get_secret_value()
    )
    return application


def app() -> FastAPI:
    """The web application of this process."""
    settings = Settings.read()
    keys = keys_of_issuer(httpx.AsyncClient(timeout=5), settings.issuer, settings.jwks_url)
    tokens = TokenVerifier(
        keys, issuer=settings.issuer, audience=settings.token_audience, algorithm=settings.token_algorithm
    )
    return join(Stories(connect(settings.allocation_database_url), real_time), tokens, settings)


def deliveries(stories: Stories, neighbour: Neighbour) -> Deliveries:
    """What the worker delivers, and through which clients."""
    return Deliveries(stories, CALLER, Benefits(neighbour), Support(neighbour))


async def work(settings: Settings) -> None:
    """The worker of this process, until it is stopped."""
    configure_logs("allocation-worker")
    stories = Stories(connect(settings.allocation_worker_database_url, pool_size=2, max_overflow=2), real_time)
    async with httpx.AsyncClient(timeout=10) as http:
        secret = settings.allocation_client_secret.get_secret_value()
        token = ServiceToken(http, settings.tokens_from, CALLER.client_id, secret)
        outgoing = deliveries(stories, Neighbour(http, settings.gateway_url, token))
        await Worker(settings.allocation_worker_database_url, stories, CALLER, outgoing.by_task(), SWEEPS).run()
    await stories.engine.dispose()


if __name__ == "__main__":
    asyncio.run(work(Settings.read()))
