"""A service that is stopped, killed or broken: the caller is told at once, and nothing is sent twice."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from tests.integration.gateway.running import HOST, Clock, a_gateway, address_of, reserved_port, served
from tests.integration.gateway.upstream import Upstream


async def status(gateway: httpx.AsyncClient, method: str = "GET") -> int:
    return (await gateway.request(method, "/support/v1/echo/x")).status_code


async def test_a_stopped_service_is_told_as_such() -> None:
    with reserved_port() as port:
        async with a_gateway(address_of(port)) as gateway:
            answer = await gateway.get("/support/v1/echo/x", headers={"Accept-Language": "da"})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    assert answer.headers["content-type"] == "application/problem+json"
    assert "kan ikke nås" in answer.json()["title"]


async def test_the_circuit_opens_and_recovers() -> None:
    clock = Clock()
    with reserved_port() as port:
        async with a_gateway(address_of(port), clock=clock, breaker_failures=2, breaker_cool_down_seconds=5) as gateway:
            stopped = [await status(gateway), await status(gateway)]
            async with served(Upstream().app, port):
                resting = await gateway.get("/support/v1/echo/x")
                elsewhere = (await gateway.get("/benefits/v1/echo/x")).status_code
                clock.now += 5
                recovered = await status(gateway)
    assert stopped == [503, 503]
    assert (resting.status_code, resting.headers["retry-after"]) == (503, "5")
    assert "has not answered for a while" in resting.json()["title"]
    assert elsewhere == 200
    assert recovered == 200


async def test_an_open_circuit_is_seen_in_the_metrics() -> None:
    with reserved_port() as port:
        async with a_gateway(address_of(port), breaker_failures=1) as gateway:
            await status(gateway)
            shown = (await gateway.get("/metrics")).text
    assert 'gateway_circuit_open{service="support"} 1.0' in shown
    assert 'gateway_circuit_open{service="benefits"} 0.0' in shown
    assert 'gateway_requests_total{service="support",status="503"} 1.0' in shown


class Breaking:
    """A service that takes a request, answers with the bytes given, and closes the connection."""

    def __init__(self, answer: bytes) -> None:
        self.answer = answer
        self.asked = 0

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            self.asked += 1
            writer.write(self.answer)
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def listening(breaking: Breaking) -> AsyncIterator[str]:
    server = await asyncio.start_server(breaking, HOST, 0)
    async with server:
        yield f"http://{HOST}:{server.sockets[0].getsockname()[1]}"


BROKEN = [
    ("killed before it answers", b""),
    ("killed in the middle of its headers", b"HTTP/1.1 200 OK\r\nContent-"),
    ("answering in another language", b"SSH-2.0-OpenSSH\r\n\r\n"),
]


@pytest.mark.parametrize("method", ["GET", "PUT", "POST"])
@pytest.mark.parametrize(("reason", "answer"), BROKEN, ids=[case[0] for case in BROKEN])
async def test_what_may_have_arrived_is_never_sent_again(reason: str, answer: bytes, method: str) -> None:
    breaking = Breaking(answer)
    async with listening(breaking) as address, a_gateway(address) as gateway:
        told = await gateway.request(method, "/support/v1/x", content=b"{}")
    assert (told.status_code, told.json()["type"]) == (502, "urn:hjemvej:problem:answer-broken-off")
    assert breaking.asked == 1, reason


async def test_an_answer_that_breaks_off_is_seen_to_be_incomplete() -> None:
    breaking = Breaking(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
    async with listening(breaking) as address, a_gateway(address) as gateway:
        with pytest.raises(httpx.RemoteProtocolError):
            await gateway.get("/support/v1/x")
    assert breaking.asked == 1


async def test_a_service_that_restarts_is_used_again() -> None:
    upstream = Upstream()
    with reserved_port() as port:
        number = port.getsockname()[1]
        async with a_gateway(address_of(port)) as gateway:
            async with served(upstream.app, port):
                before = await status(gateway, "POST")
            stopped = await status(gateway, "POST")
            with reserved_port(number) as same:
                async with served(upstream.app, same):
                    after = await status(gateway, "POST")
    assert (before, stopped, after) == (200, 503, 200)
    assert upstream.asked == ["POST", "POST"]
