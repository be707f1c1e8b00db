"""Bodies, time and numbers of calls have their limits."""

import asyncio
from collections.abc import AsyncIterator, Callable

import httpx
import pytest

from gateway.settings import GatewaySettings
from kit.web.requests import StoryRoute
from services.allocation.api.batches import BatchRoute, ImportRoute
from tests.integration.gateway.running import Clock, a_gateway, connected
from tests.integration.gateway.upstream import Upstream

PROBLEM = "application/problem+json"
POST = b"POST /support/v1/swallow HTTP/1.1\r\nHost: x\r\n"


async def in_parts(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


ALLOWED: list[tuple[str, Callable[[], bytes | AsyncIterator[bytes]], int]] = [
    ("just at the limit", lambda: b"x" * 1000, 200),
    ("declared above it", lambda: b"x" * 1001, 413),
    ("at the limit in parts", lambda: in_parts(b"x" * 600, b"x" * 400), 200),
    ("above it in parts", lambda: in_parts(b"x" * 600, b"x" * 401), 413),
    ("ten megabytes", lambda: b"x" * 10_000_000, 413),
]


@pytest.mark.parametrize(("reason", "body", "status"), ALLOWED, ids=[case[0] for case in ALLOWED])
async def test_a_body_above_the_limit_is_refused(
    gateway: httpx.AsyncClient, upstream: Upstream, reason: str,
    body: Callable[[], bytes | AsyncIterator[bytes]], status: int,
) -> None:  # fmt: skip
    answer = await gateway.post("/support/v1/swallow", content=body())
    assert answer.status_code == status, reason
    assert upstream.asked == (["swallowed"] if status == 200 else [])
    if status == 413:
        assert answer.headers["content-type"] == PROBLEM
        assert answer.json()["limit_bytes"] == 1000


AT_THEIR_ADDRESS: list[tuple[str, str, int, int]] = [
    ("larger than elsewhere", "/support/v1/swallow", 3000, 200),
    ("above the limit of the address itself", "/support/v1/swallow", 3001, 413),
    ("the same path of another service", "/benefits/v1/swallow", 1001, 413),
    ("a query makes it no other address", "/support/v1/swallow?dry_run=true", 3000, 200),
    ("a path that only begins alike", "/support/v1/swallow/", 1001, 413),
]


@pytest.mark.parametrize(
    ("reason", "address", "length", "status"), AT_THEIR_ADDRESS, ids=[case[0] for case in AT_THEIR_ADDRESS]
)
@pytest.mark.parametrize("in_one_piece", [True, False])
async def test_an_address_that_takes_files_has_a_limit_of_its_own(
    upstream_address: str, reason: str, address: str, length: int, status: int, in_one_piece: bool
) -> None:
    at = {"/support/v1/swallow": 3000}
    async with a_gateway(upstream_address, body_limit_bytes=1000, body_limits_at=at) as gateway:
        content = b"x" * length if in_one_piece else in_parts(b"x" * (length - 10), b"x" * 10)
        answer = await gateway.post(address, content=content)
    assert answer.status_code == status, reason
    if status == 413:
        assert answer.json()["limit_bytes"] == (3000 if "itself" in reason else 1000)


def test_the_gateway_takes_the_files_that_the_services_take() -> None:
    limits = GatewaySettings().body_limits_at
    assert limits == {
        "/allocation/v1/vacancy-batches": BatchRoute.body_limit,
        "/allocation/v1/vacancy-imports": ImportRoute.body_limit,
    }
    assert GatewaySettings().body_limit_bytes == StoryRoute.body_limit


@pytest.mark.parametrize("body", [b"x" * 1001, None])
async def test_the_gateways_own_endpoints_have_the_same_limit(gateway: httpx.AsyncClient, body: bytes | None) -> None:
    content = body or in_parts(b"x" * 600, b"x" * 600)
    answer = await gateway.post("/oauth/token", content=content)
    assert (answer.status_code, answer.headers["content-type"]) == (413, PROBLEM)


async def test_a_service_that_takes_too_long_is_given_up(upstream_address: str, upstream: Upstream) -> None:
    async with a_gateway(upstream_address, time_limit_seconds=0.1) as gateway:
        answer = await gateway.get("/support/v1/wait")
    upstream.go_on.set()
    assert (answer.status_code, answer.json()["type"]) == (504, "urn:hjemvej:problem:answer-late")
    assert answer.json()["trace_id"] == answer.headers["trace-id"]


async def test_a_body_that_does_not_come_is_the_callers_fault(upstream_address: str, upstream: Upstream) -> None:
    async with (
        a_gateway(upstream_address, time_limit_seconds=0.1, breaker_failures=1) as gateway,
        connected(gateway) as connection,
    ):
        await connection.send(POST, b"Content-Length: 11\r\n\r\nfirst")
        assert await connection.status() == 408
        assert (await gateway.get("/support/v1/echo/x")).status_code == 200
    assert "swallowed" not in upstream.asked


async def test_a_caller_who_leaves_in_the_middle_leaves_nothing_behind(
    upstream_address: str, upstream: Upstream
) -> None:
    async with a_gateway(upstream_address, breaker_failures=1) as gateway:
        async with connected(gateway) as connection:
            await connection.send(POST, b"Content-Length: 11\r\n\r\nfirst")
            await asyncio.wait_for(upstream.first_part.wait(), 5)
        assert (await gateway.get("/support/v1/echo/x")).status_code == 200
    assert upstream.asked == ["GET"]


async def test_too_many_calls_are_told_when_to_come_back(upstream_address: str) -> None:
    clock = Clock()
    async with a_gateway(upstream_address, clock=clock, rate_per_second=0.5, rate_burst=2) as gateway:
        mine = {"Authorization": "Bearer mine"}
        statuses = [(await gateway.get("/support/v1/echo/x", headers=mine)).status_code for _ in range(2)]
        refused = await gateway.get("/support/v1/echo/x", headers=mine)
        others = await gateway.get("/support/v1/echo/x", headers={"Authorization": "Bearer another"})
        probe = await gateway.get("/health", headers=mine)
        clock.now += int(refused.headers["retry-after"])
        again = await gateway.get("/support/v1/echo/x", headers=mine)
    assert (statuses, others.status_code, probe.status_code, again.status_code) == ([200, 200], 200, 200, 200)
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "2")
    assert refused.headers["ratelimit-policy"] == '"per-gateway-process";q=2;w=4'
    assert "gateway process" in refused.json()["title"]
