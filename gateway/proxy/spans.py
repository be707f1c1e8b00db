"""A span per request for OpenTelemetry, where an endpoint is set; the services' spans hang under it."""

import asyncio

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Span, SpanKind
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

_PROPAGATOR = TraceContextTextMapPropagator()


class Spans:
    """Sends spans to one endpoint. A span tells method, path without identifiers, service and status: nothing more."""

    def __init__(self, endpoint: str) -> None:
        self._provider = TracerProvider(resource=Resource.create({"service.name": "hjemvej-gateway"}))
        self._provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint)))
        self._tracer = self._provider.get_tracer("gateway")

    def begun(self, method: str, path: str, traceparent: str) -> Span:
        """The span of a request, within the caller's trace where it names one."""
        context = _PROPAGATOR.extract({"traceparent": traceparent})
        attributes = {"http.request.method": method, "url.path": path}
        return self._tracer.start_span(f"{method} {path}", context, SpanKind.SERVER, attributes)

    async def close(self) -> None:
        """Sends what is left, without holding up the loop."""
        await asyncio.to_thread(self._provider.shutdown)


def trace_id_of(span: Span) -> str:
    """The trace the span belongs to, as in a `traceparent` header."""
    return f"{span.get_span_context().trace_id:032x}"


def traceparent_of(span: Span) -> str:
    """The header that makes the service's span a child of this one."""
    context = span.get_span_context()
    return f"00-{context.trace_id:032x}-{context.span_id:016x}-{context.trace_flags:02x}"


def ended(span: Span, service: str, status: int) -> None:
    """The request is over."""
    span.set_attributes({"hjemvej.service": service, "http.response.status_code": status})
    span.end()
