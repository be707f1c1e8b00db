"""One service's web application, joined from its parts."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.fastapi import FastAPIInstrumentor
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from prometheus_fastapi_instrumentator import Instrumentator
from sqlalchemy.exc import SQLAlchemyError

from kit.database.stories import Stories
from kit.database.worker import Sweep
from kit.values.callers import Caller
from kit.values.problems import Problem
from kit.web.common import clock_router, is_ready
from kit.web.common import router as common
from kit.web.logs import TraceAndLog, configure_logs
from kit.web.problems import add_problem_handlers
from kit.web.settings import Environment, ServiceSettings
from kit.web.tokens import TokenVerifier


@dataclass(frozen=True, slots=True)
class Service:
    """What differs from service to service."""

    name: str
    title: str
    description: str
    routers: Sequence[APIRouter]
    sweeps: Sequence[Sweep]
    caller: Caller
    settings: ServiceSettings
    constraints: Mapping[str, type[Problem]] = field(default_factory=dict)


def create_app(service: Service, stories: Stories, tokens: TokenVerifier) -> FastAPI:
    """The application: problems, traces, metrics, health, and the service's own routes under /v1."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        configure_logs(service.name)
        yield
        await stories.engine.dispose()
        if spans is not None:
            spans.shutdown()

    app = FastAPI(
        title=service.title,
        description=service.description,
        version="1",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.stories = stories
    app.state.tokens = tokens
    add_problem_handlers(app, service.constraints)
    routers = [*service.routers, common]
    if service.settings.environment is not Environment.PRODUCTION:
        routers.append(clock_router(service.caller, service.sweeps))
    app.state.routes = [route for router in routers for route in router.routes]
    for router in routers:
        app.include_router(router)
    _add_health(app)
    Instrumentator(should_group_status_codes=False).instrument(app).expose(app, include_in_schema=False)
    endpoint = service.settings.traces_to
    spans = _export_spans(app, service.name, endpoint) if endpoint else None
    app.add_middleware(TraceAndLog)
    return app


def _add_health(app: FastAPI) -> None:
    @app.get("/health", include_in_schema=False)
    async def health() -> dict[str, str]:
        return {"status": "alive"}

    @app.get("/ready", include_in_schema=False)
    async def ready(request: Request) -> JSONResponse:
        try:
            answers = await is_ready(request.app.state.stories)
        except (SQLAlchemyError, OSError, TimeoutError):
            answers = False
        status = "ready" if answers else "the database does not answer or is not migrated"
        return JSONResponse({"status": status}, status_code=200 if answers else 503)


def _export_spans(app: FastAPI, service: str, endpoint: str) -> TracerProvider:
    """A span per request, sent to an OpenTelemetry collector in batches."""
    provider = TracerProvider(resource=Resource.create({"service.name": f"hjemvej-{service}"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint)))
    FastAPIInstrumentor.instrument_app(app, tracer_provider=provider)
    return provider
