"""A cheap load generator: raw HTTP/1.1 on kept connections, so that it takes as little as it can of the two cores that
it shares with what it measures."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urlsplit

LENGTH = b"content-length:"
HEAD_END = b"\r\n\r\n"

# The next request of one client, ready to be sent.
NextRequest = Callable[[], bytes]


@dataclass(slots=True)
class Counted:
    """What came back: answers by status, how long each was waited for, and the seconds it took together."""

    statuses: dict[int, int] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Successful answers a second."""
        return sum(count for status, count in self.statuses.items() if 200 <= status < 300) / self.seconds

    @property
    def failures(self) -> int:
        return sum(count for status, count in self.statuses.items() if not 200 <= status < 300)


class Client(asyncio.Protocol):
    """One client: the next request as soon as the last is answered, until the deadline."""

    def __init__(self, following: NextRequest, deadline: float, counted: Counted) -> None:
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._following = following
        self._deadline = deadline
        self._counted = counted
        self._buffer = bytearray()
        self._status, self._whole = 0, 0
        self._asked_at = 0.0
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._ask(transport)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self._whole:
            self._read_head()
        if not self._whole or len(self._buffer) < self._whole:
            return
        self._counted.statuses[self._status] = self._counted.statuses.get(self._status, 0) + 1
        self._buffer.clear()
        self._whole = 0
        now = time.perf_counter()
        self._counted.waits.append(now - self._asked_at)
        if now >= self._deadline:
            self._finish(None)
        elif self._transport is not None:
            self._ask(self._transport)

    def _ask(self, transport: asyncio.Transport) -> None:
        request = self._following()
        self._asked_at = time.perf_counter()
        transport.write(request)

    def _read_head(self) -> None:
        """The status, and how long the whole answer will be, once its head is here."""
        end = self._buffer.find(HEAD_END)
        if end < 0:
            return
        head = bytes(self._buffer[:end]).lower()
        start = head.find(LENGTH) + len(LENGTH)
        if start < len(LENGTH):
            self._finish(ConnectionError("an answer without Content-Length"))
            return
        stop = head.find(b"\r", start)
        self._status = int(head[9:12])
        self._whole = end + len(HEAD_END) + int(head[start : stop if stop > 0 else len(head)])

    def connection_lost(self, _error: Exception | None) -> None:
        self._finish(ConnectionError("the connection was closed"))

    def _finish(self, error: Exception | None) -> None:
        if not self.done.done():
            if error is None:
                self.done.set_result(None)
            else:
                self.done.set_exception(error)
        if self._transport is not None:
            self._transport.close()


async def run(url: str, following: list[NextRequest], seconds: float) -> Counted:
    """So many clients at once, one for each maker of requests, for so long."""
    address = urlsplit(url)
    counted = Counted()
    begun = time.perf_counter()
    clients = [Client(one, begun + seconds, counted) for one in following]
    host, port = address.hostname or "", address.port or 80
    for client in clients:
        await asyncio.get_running_loop().create_connection(partial(_same, client), host, port)
    await asyncio.gather(*(client.done for client in clients))
    counted.seconds = time.perf_counter() - begun
    return counted


def _same(client: Client) -> Client:
    return client
