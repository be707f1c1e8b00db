"""The gateway as an application: `uvicorn --factory gateway.main:app`."""

import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI
from yarl import URL

from gateway.docs.routes import page_routes
from gateway.documents.collection import Collection
from gateway.documents.routes import document_routes
from gateway.issuer.clients import demonstration_clients
from gateway.issuer.grants import Issuer
from gateway.issuer.keys import SigningKeys, keys_kept_in
from gateway.issuer.routes import issuer_routes
from gateway.operations import operation_routes
from gateway.proxy.breaker import Breaker
from gateway.proxy.buckets import Buckets
from gateway.proxy.connections import Connections
from gateway.proxy.entrance import Entrance
from gateway.proxy.forwarding import Forwarding, Limits, Upstream
from gateway.proxy.metrics import Metrics
from gateway.proxy.spans import Spans
from gateway.readiness import Check, Readiness, answers_ok
from gateway.settings import GatewaySettings, gateway_settings
from kit.web.cycles import look_for_cycles_less
from kit.web.logs import configure_logs
from kit.web.problems import add_problem_handlers

CLOCK_DRIVE = "clock:drive"


def app(settings: GatewaySettings | None = None, clock: Callable[[], float] = time.monotonic) -> Entrance:
    """The gateway, from the settings given or those of the environment; `clock` counts seconds."""
    settings = settings or gateway_settings()
    connections = Connections(
        per_service=settings.connections_per_service,
        connect_seconds=settings.connect_limit_seconds,
        read_seconds=settings.time_limit_seconds,
    )
    issuer = development_issuer(settings) if settings.issues_tokens else None
    upstreams = [upstream(name, url, settings) for name, url in settings.upstreams.items()]
    metrics = Metrics()
    for one in upstreams:
        metrics.watch(one)
    collection = Collection({one.name: one.origin for one in upstreams}, connections, clock)
    spans = Spans(settings.traces_to) if settings.traces_to else None
    inside = own_endpoints(connections, spans)
    if issuer is not None:
        include(inside, issuer_routes(issuer))
    own_document = inside.openapi()
    include(inside, operation_routes(readiness(settings, connections, upstreams), collection, metrics))
    include(inside, document_routes(collection, own_document, settings))
    include(inside, page_routes())
    limits = Limits(
        settings.body_limit_bytes,
        settings.time_limit_seconds,
        {address.encode(): limit for address, limit in settings.body_limits_at.items()},
    )
    return Entrance(
        inside=inside,
        upstreams={one.prefix: one for one in upstreams},
        forward=Forwarding(connections, limits, clock),
        buckets=Buckets(settings.rate_per_second, settings.rate_burst),
        metrics=metrics,
        body_limit=settings.body_limit_bytes,
        clock=clock,
        spans=spans,
    )


def own_endpoints(connections: Connections, spans: Spans | None) -> FastAPI:
    """The application behind the entrance, for what the gateway answers itself."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        configure_logs("gateway")
        # uvicorn's own access log writes addresses with their queries, and the caller's address.
        logging.getLogger("uvicorn.access").disabled = True
        logging.getLogger("uvicorn").handlers.clear()
        look_for_cycles_less()
        yield
        await connections.close()
        if spans is not None:
            await spans.close()

    application = FastAPI(
        title="Hjemvej",
        version="1",
        openapi_tags=[{"name": "tokens", "description": "Who is calling."}],
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    add_problem_handlers(application)
    return application


def include(application: FastAPI, router: APIRouter) -> None:
    """Adds the routes, and keeps them where a 405 looks for the methods that are allowed."""
    application.include_router(router)
    application.state.routes = [*getattr(application.state, "routes", ()), *router.routes]


def upstream(name: str, url: str, settings: GatewaySettings) -> Upstream:
    """A service with a circuit breaker of its own."""
    breaker = Breaker(settings.breaker_failures, settings.breaker_cool_down_seconds)
    return Upstream(name, f"/{name}".encode(), URL(url), breaker)


def development_issuer(settings: GatewaySettings) -> Issuer:
    """The issuer with the demonstration clients; outside development nobody is granted the clock."""
    keys = keys_kept_in(settings.issuer_key_file) if settings.issuer_key_file else SigningKeys.generated()
    return Issuer(
        name=settings.issuer,
        clients=demonstration_clients(),
        keys=keys,
        now=time.time,
        token_seconds=settings.token_seconds,
        never=frozenset() if settings.environment == "development" else frozenset({CLOCK_DRIVE}),
    )


def readiness(settings: GatewaySettings, connections: Connections, upstreams: list[Upstream]) -> Readiness:
    """What must answer: the issuer's configuration where the issuer is another, and every service."""
    checks: dict[str, Check] = {one.name: answers_ok(connections, one.origin / "ready") for one in upstreams}
    if not settings.issues_tokens:
        configuration = URL(f"{settings.issuer}/.well-known/openid-configuration")
        checks["issuer"] = answers_ok(connections, configuration)
    return Readiness(checks, settings.ready_limit_seconds)
