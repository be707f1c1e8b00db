"""JSON logs with the trace id: who called which operation, how it went and how long it took; nothing personal."""

import logging
import time
from collections.abc import MutableMapping
from typing import Any

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kit.calls.traces import continued, trace_id

QUIET_PATHS = {"/health", "/ready", "/metrics"}

access = structlog.get_logger("access")


def _add_trace(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    if trace_id.get():
        event["trace_id"] = trace_id.get()
    return event


def configure_logs(service: str) -> None:
    """Every line, also the libraries' own, as one JSON object on standard output."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        _add_trace,
        lambda _, __, event: {"service": service, **event},
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
    )
    stream = logging.StreamHandler()
    stream.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    logging.basicConfig(handlers=[stream], level=logging.WARNING, force=True)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
    # uvicorn's own access log would write addresses with their identifiers; `TraceAndLog` writes the route instead.
    logging.getLogger("uvicorn.access").disabled = True


class TraceAndLog:
    """Give each request its trace id, answer with it, and write one line when it has been answered.

    The line names the route's template, never the address with its identifiers or its query.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        current = continued(headers.get(b"traceparent", b"").decode("latin-1"))
        trace_id.set(current)
        started = time.perf_counter()
        status = 500

        async def send_with_trace(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"trace-id", current.encode())]
            await send(message)

        try:
            await self.app(scope, receive, send_with_trace)
        finally:
            route = getattr(scope.get("route"), "path", None)
            if route not in QUIET_PATHS:
                milliseconds = round((time.perf_counter() - started) * 1000, 1)
                access.info("request", method=scope["method"], route=route, status=status, milliseconds=milliseconds)
