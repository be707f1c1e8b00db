"""The real gateway in front of a small real service, both on real sockets."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, cast

import httpx
import uvicorn
from starlette.types import ASGIApp

from gateway.main import app
from gateway.settings import GatewaySettings

HOST = "127.0.0.1"


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class _Server(uvicorn.Server):
    """uvicorn in the test's own loop: it leaves signals alone and tells when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()


@contextmanager
def reserved_port(number: int = 0) -> Iterator[socket.socket]:
    """A port that is ours and where nobody listens yet: connecting to it is refused. `served` closes it at its end."""
    with socket.socket() as reserved:
        reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        reserved.bind((HOST, number))
        yield reserved


def address_of(reserved: socket.socket) -> str:
    return f"http://{HOST}:{reserved.getsockname()[1]}"


@asynccontextmanager
async def served(application: object, on: socket.socket) -> AsyncIterator[str]:
    """The application behind uvicorn on the socket; its address."""
    config = uvicorn.Config(
        cast(ASGIApp, application), log_config=None, access_log=False, timeout_graceful_shutdown=1, http="httptools"
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve(sockets=[on]))
    listening = asyncio.create_task(server.listening.wait())
    await asyncio.wait({serving, listening}, return_when=asyncio.FIRST_COMPLETED)
    assert server.started
    try:
        yield address_of(on)
    finally:
        server.should_exit = True
        await serving


@asynccontextmanager
async def a_gateway(upstream: str, *, clock: Clock | None = None, **settings: Any) -> AsyncIterator[httpx.AsyncClient]:
    """The gateway with all three services at one address, and a client; it is no issuer unless the test asks."""
    addresses = dict.fromkeys(("allocation_url", "support_url", "benefits_url"), upstream)
    given = GatewaySettings.model_validate({**addresses, "development_issuer": False, **settings})
    with reserved_port() as port:
        async with (
            served(app(given, clock) if clock else app(given), port) as address,
            httpx.AsyncClient(base_url=address, headers={"Accept-Language": "en"}, trust_env=False) as client,
        ):
            yield client


class Connection:
    """A bare connection, for requests no well-behaved client would send."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def send(self, *parts: bytes) -> None:
        self.writer.write(b"".join(parts))
        await self.writer.drain()

    async def status(self) -> int:
        """The status of the next answer; 0 where the connection was closed without one."""
        line = await self.reader.readline()
        return int(line.split(b" ")[1]) if line else 0


@asynccontextmanager
async def connected(client: httpx.AsyncClient) -> AsyncIterator[Connection]:
    """A bare connection to the gateway the client calls."""
    reader, writer = await asyncio.open_connection(client.base_url.host, client.base_url.port)
    try:
        yield Connection(reader, writer)
    finally:
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()
