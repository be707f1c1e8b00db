"""What a caller sends reaches the service as it is, and the answer comes back as it was."""

import asyncio
import gzip
from collections.abc import AsyncIterator

import httpx
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.integration.gateway.running import a_gateway, address_of, connected, reserved_port, served
from tests.integration.gateway.upstream import Upstream

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"


async def test_a_request_arrives_without_its_prefix_and_with_its_headers(gateway: httpx.AsyncClient) -> None:
    own = {"Authorization": "Bearer x", "Hjemvej-Municipality": "0217", "Idempotency-Key": "k"}
    between = {"Connection": "X-Hop", "X-Hop": "1", "X-Forwarded-Host": "evil.example", "Host": "hjemvej.example"}
    answer = await gateway.post("/support/v1/echo/a%2Fb?q=%C3%A6&r=1", content=b"{}", headers=own | between)
    assert answer.status_code == 200
    seen = dict(answer.json()["headers"])
    assert answer.json()["target"] == "/v1/echo/a%2Fb?q=%C3%A6&r=1"
    assert (seen["authorization"], seen["hjemvej-municipality"], seen["idempotency-key"]) == ("Bearer x", "0217", "k")
    assert (seen["x-forwarded-host"], seen["x-forwarded-prefix"]) == ("hjemvej.example", "/support")
    assert seen["x-forwarded-for"] == "127.0.0.1"
    assert seen["content-length"] == "2"
    assert "x-hop" not in seen


async def test_the_answers_headers_come_back_and_addresses_get_the_prefix(gateway: httpx.AsyncClient) -> None:
    answer = await gateway.get("/benefits/v1/echo/x")
    assert answer.headers["etag"] == '"7"'
    assert answer.headers["location"] == "/benefits/v1/echo/7"
    assert len(answer.headers.get_list("date")) == len(answer.headers.get_list("server")) == 1


@pytest.mark.parametrize("status", [200, 204, 304, 400, 404, 409, 500, 503])
async def test_a_service_answers_for_itself(gateway: httpx.AsyncClient, status: int) -> None:
    assert (await gateway.get(f"/allocation/v1/status/{status}")).status_code == status


async def test_the_callers_trace_is_continued(gateway: httpx.AsyncClient) -> None:
    sent = f"00-{TRACE}-00f067aa0ba902b7-01"
    answer = await gateway.get("/support/v1/echo/x", headers={"traceparent": sent})
    arrived = dict(answer.json()["headers"])["traceparent"]
    assert answer.headers["trace-id"] == arrived.split("-")[1] == TRACE
    assert arrived != sent


@pytest.mark.parametrize("traceparent", ["", "nonsense", f"00-{'0' * 32}-00f067aa0ba902b7-01", f"00-{TRACE}"])
async def test_a_missing_or_malformed_trace_is_replaced(gateway: httpx.AsyncClient, traceparent: str) -> None:
    answer = await gateway.get("/support/v1/echo/x", headers={"traceparent": traceparent})
    assert len(answer.headers["trace-id"]) == 32
    assert answer.headers["trace-id"] != TRACE
    assert dict(answer.json()["headers"])["traceparent"].split("-")[1] == answer.headers["trace-id"]


async def test_spans_are_sent_and_the_service_hangs_under_them(upstream_address: str) -> None:
    received: list[ExportTraceServiceRequest] = []

    async def collector(request: Request) -> Response:
        received.append(ExportTraceServiceRequest.FromString(gzip_or_plain(await request.body())))
        return Response()

    with reserved_port() as port:
        traces_to = f"{address_of(port)}/v1/traces"
        async with (
            served(Starlette(routes=[Route("/v1/traces", collector, methods=["POST"])]), port),
            a_gateway(upstream_address, traces_to=traces_to) as gateway,
        ):
            sent = f"00-{TRACE}-00f067aa0ba902b7-01"
            answer = await gateway.get("/support/v1/echo/x7?q=1", headers={"traceparent": sent})
    arrived = dict(answer.json()["headers"])["traceparent"].split("-")
    [span] = [one for request in received for of in request.resource_spans for by in of.scope_spans for one in by.spans]
    assert (span.trace_id.hex(), span.parent_span_id.hex(), span.span_id.hex()) == (
        TRACE,
        "00f067aa0ba902b7",
        arrived[2],
    )
    assert answer.headers["trace-id"] == arrived[1] == TRACE
    assert span.name == "GET /support/v1/echo/{}"


def gzip_or_plain(body: bytes) -> bytes:
    return gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body


async def test_an_answer_streams_before_it_is_complete(gateway: httpx.AsyncClient, upstream: Upstream) -> None:
    async with gateway.stream("GET", "/support/v1/stream") as answer:
        parts = answer.aiter_raw()
        assert await anext(parts) == b"first"
        upstream.go_on.set()
        assert b"".join([part async for part in parts]) == b"second"


async def test_a_body_streams_before_it_is_complete(gateway: httpx.AsyncClient, upstream: Upstream) -> None:
    async def body() -> AsyncIterator[bytes]:
        yield b"first"
        await asyncio.wait_for(upstream.first_part.wait(), 5)
        yield b"second"

    answer = await gateway.post("/support/v1/swallow", content=body())
    assert answer.json() == {"length": 11}


async def test_a_body_with_a_declared_length_streams_with_it(gateway: httpx.AsyncClient, upstream: Upstream) -> None:
    async with connected(gateway) as connection:
        await connection.send(b"POST /support/v1/swallow HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\nfirst")
        await asyncio.wait_for(upstream.first_part.wait(), 5)
        await connection.send(b"second")
        assert await connection.status() == 200


async def test_an_answer_is_not_unpacked_on_the_way(gateway: httpx.AsyncClient) -> None:
    headers = dict((await gateway.get("/support/v1/echo/x", headers={"Accept-Encoding": "br"})).json()["headers"])
    assert headers["accept-encoding"] == "br"


async def test_a_head_request_has_no_body_to_wait_for(upstream_address: str) -> None:
    async with a_gateway(upstream_address) as gateway:
        assert (await gateway.head("/support/v1/echo/x")).status_code == 405
