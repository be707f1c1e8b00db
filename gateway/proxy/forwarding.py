"""One request to one service and its answer back, streamed both ways and sent at most once."""

import asyncio
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

import aiohttp
from starlette.types import Receive, Scope, Send
from yarl import URL

from gateway.problems import AnswerBrokenOff, AnswerLate, CallerTooSlow, ServiceResting, ServiceUnreachable
from gateway.proxy.bodies import CallerGone, IncomingBody
from gateway.proxy.breaker import Breaker
from gateway.proxy.connections import Connections
from gateway.proxy.headers import forwarded_headers, passed_back_headers
from kit.web.bodies import Unreadable, too_large

_PLAIN = re.compile(rb"[!$-~]*")


@dataclass(frozen=True, slots=True)
class Upstream:
    """A service behind the gateway; `prefix` is the first segment of its paths out here."""

    name: str
    prefix: bytes
    origin: URL
    breaker: Breaker


@dataclass(frozen=True, slots=True)
class Call:
    """A request to be forwarded; `path` is what follows the prefix, `headers` the last of each name."""

    scope: Scope
    path: bytes
    headers: dict[bytes, bytes]
    traceparent: str


@dataclass(frozen=True, slots=True)
class Limits:
    """The most bytes of a body, more for the addresses named, and the seconds until the answer begins and between its
    parts."""

    body_bytes: int
    seconds: float
    body_bytes_at: Mapping[bytes, int] = field(default_factory=dict)

    def of(self, address: bytes) -> int:
        """The most bytes of a body sent to this address."""
        return self.body_bytes_at.get(address, self.body_bytes)


def as_target(raw: bytes) -> str:
    """A path or query as it goes out: printable ASCII as it came, anything else percent-encoded, `#` too."""
    return raw.decode("ascii") if _PLAIN.fullmatch(raw) else quote(raw, safe="!\"$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


class Forwarding:
    """Forwards calls through one pool of connections."""

    def __init__(self, connections: Connections, limits: Limits, clock: Callable[[], float]) -> None:
        self._connections = connections
        self._limits = limits
        self._clock = clock

    async def __call__(self, upstream: Upstream, call: Call, receive: Receive, send: Send) -> None:
        """Forwards the call and passes the answer back. Raises a Problem where the service gave none."""
        body = IncomingBody(call.headers, receive, self._limits.of(upstream.prefix + call.path))
        wait = upstream.breaker.seconds_to_wait(self._clock())
        if wait is not None:
            raise ServiceResting(retry_after=max(1, math.ceil(wait)))
        try:
            answer = await self._answer(upstream, call, body)
        except (ServiceUnreachable, AnswerBrokenOff, AnswerLate):
            upstream.breaker.failed(self._clock())
            raise
        except BaseException:
            upstream.breaker.abandoned()
            raise
        if answer.status in {502, 504}:
            upstream.breaker.failed(self._clock())
        else:
            upstream.breaker.answered()
        async with answer:
            await self._pass_back(answer, upstream, send, receive if body.complete else None)

    async def _answer(self, upstream: Upstream, call: Call, body: IncomingBody) -> aiohttp.ClientResponse:
        """The service's answer, once its headers are here; every way of not getting one has its own Problem."""
        try:
            async with asyncio.timeout(self._limits.seconds):
                return await self._request(upstream, call, body)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise ServiceUnreachable(retry_after=1) from error
        except TimeoutError as error:
            raise AnswerLate if body.complete else CallerTooSlow from error
        except (aiohttp.ClientError, OSError) as error:
            if body.over_limit:
                raise too_large(body.limit) from error
            if body.caller_gone:
                raise CallerGone from error
            raise AnswerBrokenOff from error
        except ValueError as error:
            raise Unreadable from error

    async def _request(self, upstream: Upstream, call: Call, body: IncomingBody) -> aiohttp.ClientResponse:
        scope = call.scope
        content = await body.content()
        headers = forwarded_headers(scope["headers"], call.headers.get(b"connection"), own_headers(upstream, call))
        if body.length is not None and not isinstance(content, bytes | None):
            headers["Content-Length"] = str(body.length)
        origin = upstream.origin
        url = URL.build(
            scheme=origin.scheme,
            host=origin.host or "",
            port=origin.port,
            path=as_target(call.path),
            query_string=as_target(scope["query_string"]),
            encoded=True,
        )
        session = self._connections.session
        return await session.request(scope["method"], url, headers=headers, data=content, allow_redirects=False)

    async def _pass_back(
        self, answer: aiohttp.ClientResponse, upstream: Upstream, send: Send, receive: Receive | None
    ) -> None:
        """Streams the answer. One that breaks off stays unfinished, so that the caller sees it is not whole.

        `receive` is given where the caller's body is complete: what comes then is the end of the connection.
        """
        headers = passed_back_headers(answer.raw_headers, upstream.prefix)
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        gone: asyncio.Task[object] | None = None
        try:
            while True:
                part = await answer.content.readany()
                more = not answer.content.at_eof()
                await send({"type": "http.response.body", "body": part, "more_body": more})
                if not more or (gone is not None and gone.done()):
                    return
                if gone is None and receive is not None:
                    gone = asyncio.ensure_future(_until_gone(receive))
        except (aiohttp.ClientError, OSError, TimeoutError):
            upstream.breaker.failed(self._clock())
        finally:
            if gone is not None:
                gone.cancel()


async def _until_gone(receive: Receive) -> None:
    """Returns when the caller has closed the connection; a long answer is then read no further."""
    while (await receive())["type"] != "http.disconnect":
        pass


def own_headers(upstream: Upstream, call: Call) -> dict[str, str]:
    """What the gateway tells the service about the caller's side of the connection."""
    scope = call.scope
    client = scope.get("client")
    earlier = call.headers.get(b"x-forwarded-for")
    peer = client[0] if client else "unknown"
    return {
        "traceparent": call.traceparent,
        "X-Forwarded-For": f"{earlier.decode('latin-1')}, {peer}" if earlier else peer,
        "X-Forwarded-Host": call.headers.get(b"host", b"").decode("latin-1"),
        "X-Forwarded-Proto": scope["scheme"],
        "X-Forwarded-Prefix": upstream.prefix.decode(),
    }
