"""The caller's body on its way in: counted as it streams, and refused at the limit."""

from collections.abc import AsyncIterator, Mapping

from starlette.types import Message, Receive

from kit.web.bodies import declared_length, too_large


class CallerGone(Exception):
    """The caller closed the connection before its request was complete."""


class IncomingBody:
    """One request's body. It remembers whether the caller is to blame when the forwarding of it fails."""

    def __init__(self, headers: Mapping[bytes, bytes], receive: Receive, limit: int) -> None:
        self.length = declared_length(headers)
        if self.length is not None and self.length > limit:
            raise too_large(limit)
        self.complete = not self.length and b"transfer-encoding" not in headers
        self.over_limit = False
        self.caller_gone = False
        self._receive = receive
        self.limit = limit
        self._received = 0

    async def content(self) -> bytes | AsyncIterator[bytes] | None:
        """Nothing, the whole body where it came in one piece, or a stream of it."""
        if self.complete:
            return None
        first = await self._next()
        return first if self.complete else self._stream(first)

    async def _stream(self, first: bytes) -> AsyncIterator[bytes]:
        yield first
        while not self.complete:
            yield await self._next()

    async def _next(self) -> bytes:
        message = await self._receive()
        self._note(message)
        return bytes(message.get("body", b""))

    def _note(self, message: Message) -> None:
        if message["type"] == "http.disconnect":
            self.caller_gone = True
            raise CallerGone
        self._received += len(message.get("body", b""))
        if self._received > self.limit:
            self.over_limit = True
            raise too_large(self.limit)
        self.complete = not message.get("more_body", False)
