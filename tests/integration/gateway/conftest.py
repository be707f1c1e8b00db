"""One small service and one gateway in front of it, for the tests that change neither."""

from collections.abc import AsyncIterator

import httpx
import pytest

from tests.integration.gateway.running import a_gateway, reserved_port, served
from tests.integration.gateway.upstream import Upstream


@pytest.fixture(scope="session")
def standing_upstream() -> Upstream:
    return Upstream()


@pytest.fixture
def upstream(standing_upstream: Upstream) -> Upstream:
    """The service, with no memory of earlier tests."""
    standing_upstream.forget()
    return standing_upstream


@pytest.fixture(scope="session")
async def upstream_address(standing_upstream: Upstream) -> AsyncIterator[str]:
    with reserved_port() as port:
        async with served(standing_upstream.app, port) as address:
            yield address


@pytest.fixture(scope="session")
async def gateway(upstream_address: str) -> AsyncIterator[httpx.AsyncClient]:
    async with a_gateway(upstream_address, body_limit_bytes=1000, development_issuer=True) as client:
        yield client
