"""The door: every request gets its trace id and is counted; then it goes to a service, or to the gateway itself."""

import hashlib
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import structlog
from opentelemetry.trace import Span
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.problems import TooManyRequests
from gateway.proxy.bodies import CallerGone
from gateway.proxy.buckets import Buckets
from gateway.proxy.forwarding import Call, Forwarding, Upstream
from gateway.proxy.metrics import Metrics
from gateway.proxy.spans import Spans, ended, trace_id_of, traceparent_of
from kit.calls.traces import continued, outgoing, trace_id
from kit.values.problems import Problem
from kit.web.bodies import limited
from kit.web.problems import problem_response

PROBES = {b"/health", b"/ready", b"/metrics"}
TOKEN_PATH = b"/oauth/token"
GATEWAY = "gateway"
CALLER_GONE = 499
_KNOWN_WORD = re.compile(rb"[a-z]+(?:-[a-z]+)*|v[0-9]+|openapi\.json")

log = structlog.get_logger("access")


def caller_key(scope: Scope, headers: Mapping[bytes, bytes], path: bytes) -> bytes:
    """Who is asking, as far as counting goes: the Authorization header, unverified, or the address.

    Where tokens are asked for it is the address alone: otherwise each guess at a secret would be a caller of its own.
    """
    authorization = headers.get(b"authorization")
    if authorization is not None and path != TOKEN_PATH:
        return hashlib.blake2b(authorization, digest_size=16).digest()
    client = scope.get("client")
    return str(client[0] if client else "").encode()


def shown_path(path: bytes) -> str:
    """The path as it may be logged: what could be an identifier or a name is left out."""
    parts = path[:400].split(b"/")
    return "/".join(part.decode() if not part or _KNOWN_WORD.fullmatch(part) else "{}" for part in parts)


def split_path(path: bytes) -> tuple[bytes, bytes]:
    """The first segment with its slash, and the rest: `/allocation/v1/offers` is `/allocation` and `/v1/offers`."""
    end = path.find(b"/", 1)
    return (path, b"/") if end < 0 else (path[:end], path[end:])


class Answer:
    """`send`, with the trace id in the answer's headers, remembering the status once it is sent."""

    __slots__ = ("_send", "status")

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = [*message["headers"], (b"trace-id", trace_id.get().encode())]
        await self._send(message)


@dataclass(frozen=True, slots=True)
class Entrance:
    """A plain ASGI application in front of the gateway's own endpoints (`inside`): nothing slow before a service."""

    inside: ASGIApp
    upstreams: Mapping[bytes, Upstream]
    forward: Forwarding
    buckets: Buckets
    metrics: Metrics
    body_limit: int
    clock: Callable[[], float]
    spans: Spans | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.inside(scope, receive, send)
            return
        started = self.clock()
        headers: dict[bytes, bytes] = dict(scope["headers"])
        path: bytes = scope.get("raw_path") or scope["path"].encode("utf-8", "surrogateescape")
        span = self._traced(scope["method"], path, headers)
        first, rest = split_path(path)
        upstream = self.upstreams.get(first)
        answer = Answer(send)
        try:
            self._admit(scope, headers, path)
            if upstream is None:
                await self.inside(scope, limited(headers, receive, self.body_limit), answer)
            else:
                traceparent = traceparent_of(span) if span else outgoing()
                await self.forward(upstream, Call(scope, rest, headers, traceparent), receive, answer)
        except CallerGone:
            answer.status = answer.status or CALLER_GONE
        except Problem as problem:
            await self._refuse(problem, headers, answer)
        except Exception as error:
            log.error("unexpected", error=type(error).__name__)
            await self._refuse(Problem(), headers, answer)
        service = upstream.name if upstream else GATEWAY
        if span is not None:
            ended(span, service, answer.status)
        if path not in PROBES:
            self._note(service, scope["method"], path, answer.status, self.clock() - started)

    def _traced(self, method: str, path: bytes, headers: Mapping[bytes, bytes]) -> Span | None:
        """Continues the caller's trace or begins one, and keeps its id; its span where spans are sent."""
        traceparent = headers.get(b"traceparent", b"").decode("latin-1")
        if self.spans is None or path in PROBES:
            trace_id.set(continued(traceparent))
            return None
        span = self.spans.begun(method, shown_path(path), traceparent)
        trace_id.set(trace_id_of(span))
        return span

    def _admit(self, scope: Scope, headers: Mapping[bytes, bytes], path: bytes) -> None:
        """Raises TooManyRequests where the caller has asked more than it may; probes are not counted."""
        if path in PROBES:
            return
        wait = self.buckets.seconds_to_wait(caller_key(scope, headers, path), self.clock())
        if wait is not None:
            raise TooManyRequests(retry_after=max(1, math.ceil(wait)))

    async def _refuse(self, problem: Problem, headers: Mapping[bytes, bytes], answer: Answer) -> None:
        """Answers with the problem, unless an answer has begun: that one is left unfinished."""
        if answer.status:
            return
        own = {}
        if isinstance(problem, TooManyRequests):
            window = self.buckets.burst / self.buckets.per_second
            own["RateLimit-Policy"] = f'"per-gateway-process";q={self.buckets.burst};w={math.ceil(window)}'
        language = headers.get(b"accept-language", b"").decode("latin-1")
        response = problem_response(problem, accept_language=language, headers=own)
        await answer({"type": "http.response.start", "status": response.status_code, "headers": response.raw_headers})
        await answer({"type": "http.response.body", "body": response.body})

    def _note(self, service: str, method: str, path: bytes, status: int, seconds: float) -> None:
        self.metrics.count(service, status, seconds)
        log.info(
            "request",
            method=method,
            path=shown_path(path),
            status=status,
            to=service,
            milliseconds=round(seconds * 1000, 1),
        )
