"""The benefits service, joined: its web application and its worker."""

import asyncio
from datetime import UTC, datetime

import httpx
from fastapi import FastAPI

from kit.calls.neighbours import Neighbour, ServiceToken
from kit.database.engine import connect
from kit.database.stories import Stories
from kit.database.worker import Worker
from kit.values.callers import ANY_MUNICIPALITY, Caller, Party
from kit.web.app import Service, create_app
from kit.web.logs import configure_logs
from kit.web.tokens import TokenVerifier, keys_of_issuer
from services.benefits.api import routers
from services.benefits.clients.allocation import Allocation
from services.benefits.jobs.deliveries import Deliveries
from services.benefits.jobs.sweeps import SWEEPS
from services.benefits.settings import Settings
from services.benefits.usecases.request_fast_track import PreApprovalOpen

CALLER = Caller("benefits-service", Party.SERVICE, (ANY_MUNICIPALITY,), frozenset())
DESCRIPTION = "What a household can afford, and what it is granted, how fast."
CONSTRAINTS = {"uq_benefits_case_open_pre_approval": PreApprovalOpen}


def real_time() -> datetime:
    """The real clock, in UTC."""
    return datetime.now(UTC)


def join(stories: Stories, tokens: TokenVerifier, settings: Settings) -> FastAPI:
    """The web application on the given database and with the given issuer's keys."""
    service = Service(
        name="benefits",
        title="Hjemvej benefits",
        description=DESCRIPTION,
        routers=routers.ALL,
        sweeps=SWEEPS,
        caller=CALLER,
        traces_to=settings.traces_to,
        constraints=CONSTRAINTS,
    )
    return create_app(service, stories, tokens)


def app() -> FastAPI:
    """The web application of this process."""
    settings = Settings.read()
    keys = keys_of_issuer(httpx.AsyncClient(timeout=5), settings.issuer, settings.jwks_url)
    tokens = TokenVerifier(
        keys, issuer=settings.issuer, audience=settings.token_audience, algorithm=settings.token_algorithm
    )
    return join(Stories(connect(settings.benefits_database_url), real_time), tokens, settings)


def deliveries(stories: Stories, neighbour: Neighbour) -> Deliveries:
    """What the worker delivers, and through which clients."""
    return Deliveries(stories, CALLER, Allocation(neighbour))


async def work(settings: Settings) -> None:
    """The worker of this process, until it is stopped."""
    configure_logs("benefits-worker")
    stories = Stories(connect(settings.benefits_worker_database_url, pool_size=2, max_overflow=2), real_time)
    async with httpx.AsyncClient(timeout=10) as http:
        secret = settings.benefits_client_secret.get_secret_value()
        token = ServiceToken(http, settings.tokens_from, CALLER.client_id, secret)
        outgoing = deliveries(stories, Neighbour(http, settings.gateway_url, token))
        await Worker(settings.benefits_worker_database_url, stories, CALLER, outgoing.by_task(), SWEEPS).run()
    await stories.engine.dispose()


if __name__ == "__main__":
    asyncio.run(work(Settings.read()))
