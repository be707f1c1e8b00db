"""What the web application is in production, and what it shows from outside."""

import threading
from collections.abc import AsyncIterator, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr

from kit.database.stories import Stories
from kit.web.settings import Environment
from kit.web.tokens import TokenVerifier
from services.support.main import join
from services.support.settings import Settings
from tests.integration.conftest import Clock, Databases, stories_of
from tests.integration.issuer import Issuer

MOVE = {"now_at": "2025-06-02T09:00:00+02:00"}


@pytest.fixture
async def stories(databases: Databases, clock: Clock) -> AsyncIterator[Stories]:
    async for opened in stories_of(databases, "support", clock):
        yield opened


def settings(**more: object) -> Settings:
    secret = SecretStr("secret")
    keys = SecretStr(Fernet.generate_key().decode())
    return Settings(
        support_database_url="",
        support_client_secret=secret,
        encryption_keys=keys,
        citizen_secret=secret,
        **more,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(("environment", "status"), [(Environment.DEVELOPMENT, 200), (Environment.PRODUCTION, 405)])
async def test_no_token_moves_a_clock_in_production(
    stories: Stories,
    tokens: TokenVerifier,
    issuer: Issuer,
    environment: Environment,
    status: int,
) -> None:
    app = join(stories, tokens, settings(environment=environment))
    token = issuer.token("driver", "management", "clock:drive")
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://support") as http:
        answer = await http.put("/v1/clock", json=MOVE, headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == status


class Collector(HTTPServer):
    """An OpenTelemetry collector that counts what it is sent."""

    received = 0


class Receive(BaseHTTPRequestHandler):
    server: Collector

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received += 1
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def collector() -> Iterator[Collector]:
    with Collector(("127.0.0.1", 0), Receive) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


async def test_spans_reach_the_collector_that_is_named(
    stories: Stories,
    tokens: TokenVerifier,
    collector: Collector,
) -> None:
    app = join(stories, tokens, settings(traces_to=f"http://127.0.0.1:{collector.server_port}/v1/traces"))
    async with app.router.lifespan_context(app):
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://support") as http:
            assert (await http.get("/health")).status_code == 200
        assert collector.received == 0, "sent in batches, at the latest when the process ends"
    assert collector.received == 1
