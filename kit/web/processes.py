"""A service's two processes, as every service runs them: the web application and the worker."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

import httpx
from fastapi import FastAPI

from kit.calls.neighbours import Neighbour, ServiceToken
from kit.database.engine import connect
from kit.database.stories import Stories
from kit.database.worker import Delivery, Sweep, Worker
from kit.values.callers import Caller
from kit.web.cycles import look_for_cycles_less
from kit.web.logs import configure_logs
from kit.web.settings import ServiceSettings
from kit.web.tokens import TokenVerifier, keys_of_issuer


def real_time() -> datetime:
    """The real clock, in UTC."""
    return datetime.now(UTC)


def serve(settings: ServiceSettings, database_url: str, join: Callable[[Stories, TokenVerifier], FastAPI]) -> FastAPI:
    """The web application of this process, as the application's role."""
    keys = keys_of_issuer(httpx.AsyncClient(timeout=5), settings.issuer, settings.jwks_url)
    tokens = TokenVerifier(
        keys, issuer=settings.issuer, audience=settings.token_audience, algorithm=settings.token_algorithm
    )
    app = join(Stories(connect(database_url), real_time), tokens)
    look_for_cycles_less()
    return app


async def work(
    settings: ServiceSettings,
    database_url: str,
    client_secret: str,
    caller: Caller,
    deliveries: Callable[[Stories, Neighbour], Mapping[str, Delivery]],
    sweeps: Sequence[Sweep],
) -> None:
    """The worker of this process, as the worker's role, until it is stopped."""
    configure_logs(caller.client_id)
    stories = Stories(connect(database_url, pool_size=2, max_overflow=2), real_time)
    async with httpx.AsyncClient(timeout=10) as http:
        token = ServiceToken(http, settings.tokens_from, caller.client_id, client_secret)
        outgoing = deliveries(stories, Neighbour(http, settings.gateway_url, token))
        await Worker(database_url, stories, caller, outgoing, sweeps).run()
    await stories.engine.dispose()
