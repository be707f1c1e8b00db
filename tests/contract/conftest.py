"""The three services' real apps behind one door in memory; deliveries are made by the services' own clients."""

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import text

from kit.calls.neighbours import Neighbour, ServiceToken
from kit.database.engine import connect
from kit.database.stories import Stories
from kit.database.worker import Delivery
from kit.web.tokens import TokenVerifier
from services.allocation import main as allocation
from services.allocation.settings import Settings as AllocationSettings
from services.benefits import main as benefits
from services.benefits.settings import Settings as BenefitsSettings
from services.support import main as support
from services.support.settings import Settings as SupportSettings
from tests.integration.conftest import *  # noqa: F403  (the databases, the issuer and the clock)
from tests.integration.conftest import Clock, Databases
from tests.integration.issuer import Issuer

SCOPES_OF_SERVICES = {
    "allocation-service": "cases:open cases:read referrals:open referrals:read",
    "benefits-service": "offers:inform",
    "support-service": "offers:inform",
}


class OneDoor(httpx.AsyncBaseTransport):
    """Forwards by prefix as the gateway does, and gives the services their tokens."""

    def __init__(self, issuer: Issuer) -> None:
        self.issuer = issuer
        self.apps: dict[str, httpx.ASGITransport] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/oauth/token":
            return self._token(request)
        service, _, rest = request.url.path.lstrip("/").partition("/")
        url = request.url.copy_with(path=f"/{rest}")
        inner = httpx.Request(request.method, url, headers=request.headers, content=await request.aread())
        return await self.apps[service].handle_async_request(inner)

    def _token(self, request: httpx.Request) -> httpx.Response:
        assert parse_qs(request.content.decode())["grant_type"] == ["client_credentials"]
        auth = httpx.BasicAuth
        client = next(
            name
            for name in SCOPES_OF_SERVICES
            if next(auth(name, "secret").auth_flow(httpx.Request("POST", "http://x"))).headers["authorization"]
            == request.headers["authorization"]
        )
        token = self.issuer.token(client, "service", SCOPES_OF_SERVICES[client], municipalities=["*"])
        return httpx.Response(200, json={"access_token": token, "expires_in": 600})


class Suite:
    """The services, their stories, and what waits in their outboxes."""

    def __init__(self, door: OneDoor, http: httpx.AsyncClient) -> None:
        self.door, self.http = door, http
        self.stories: dict[str, Stories] = {}
        self.deliveries: dict[str, dict[str, Delivery]] = {}

    async def deliver(self, *, times: int = 1) -> list[str]:
        """Deliver everything that waits, in order, each so many times; the names of what was delivered."""
        done: list[str] = []
        while waiting := [job for service in self.stories for job in await self._waiting(service)]:
            for service, task, arguments in waiting:
                for _ in range(times):
                    await self.deliveries[service][task](**arguments)
                done.append(task)
        return done

    async def _waiting(self, service: str) -> list[tuple[str, str, dict[str, Any]]]:
        async with self.stories[service].engine.begin() as connection:
            rows = await connection.execute(
                text("DELETE FROM procrastinate_jobs RETURNING id, task_name, args - 'trace'")
            )
            return [(service, name, arguments) for _, name, arguments in sorted(rows.all())]


@pytest.fixture
async def suite(
    databases: Databases, issuer: Issuer, tokens: TokenVerifier, clock: Clock, fernet_key: str
) -> AsyncIterator[Suite]:
    door = OneDoor(issuer)
    async with httpx.AsyncClient(transport=door, base_url="http://gateway") as http:
        suite = Suite(door, http)
        secret = SecretStr("secret")
        access = databases.access
        for name in access:
            databases.empty(name)
            suite.stories[name] = Stories(connect(access[name].app), clock)
        of_allocation = AllocationSettings(
            allocation_database_url="", allocation_client_secret=secret,
            encryption_keys=SecretStr(fernet_key), citizen_secret=secret,
        )  # fmt: skip
        of_benefits = BenefitsSettings(
            benefits_database_url="", benefits_client_secret=secret,
            encryption_keys=SecretStr(fernet_key), citizen_secret=secret,
        )  # fmt: skip
        of_support = SupportSettings(
            support_database_url="", support_client_secret=secret,
            encryption_keys=SecretStr(fernet_key), citizen_secret=secret,
        )  # fmt: skip
        apps = {
            "allocation": allocation.join(suite.stories["allocation"], tokens, of_allocation),
            "benefits": benefits.join(suite.stories["benefits"], tokens, of_benefits),
            "support": support.join(suite.stories["support"], tokens, of_support),
        }
        door.apps = {name: httpx.ASGITransport(app, raise_app_exceptions=False) for name, app in apps.items()}
        for name, service in (("allocation", allocation), ("benefits", benefits), ("support", support)):
            token = ServiceToken(http, "http://gateway/oauth/token", f"{name}-service", "secret")
            neighbour = Neighbour(http, "http://gateway", token)
            outgoing = service.deliveries(suite.stories[name], neighbour)
            suite.deliveries[name] = dict(outgoing)
        yield suite
        for stories in suite.stories.values():
            await stories.engine.dispose()
