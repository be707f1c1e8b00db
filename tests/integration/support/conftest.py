"""Support under test, and its callers."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from kit.database.engine import connect
from kit.database.stories import Stories
from kit.web.tokens import TokenVerifier
from services.support.main import join
from services.support.settings import Settings
from tests.integration.conftest import Clock, Databases, stories_of
from tests.integration.issuer import AUDIENCE, ISSUER, Issuer
from tests.integration.support.house import House


@pytest.fixture(scope="session")
def application(databases: Databases, issuer: Issuer, fernet_key: str) -> FastAPI:
    """Joined once: its operations take longer to prepare than most tests to run. Each test gives it its stories."""
    settings = Settings(
        support_database_url=databases.access["support"].app,
        support_client_secret=SecretStr("secret"),
        encryption_keys=SecretStr(fernet_key),
        citizen_secret=SecretStr("citizens of the tests"),
    )
    unused = Stories(connect(databases.access["support"].app), Clock())
    return join(unused, TokenVerifier(issuer.keys, issuer=ISSUER, audience=AUDIENCE), settings)


@pytest.fixture
async def stories(databases: Databases, clock: Clock) -> AsyncIterator[Stories]:
    async for stories in stories_of(databases, "support", clock):
        yield stories


@pytest.fixture
async def house(
    databases: Databases, issuer: Issuer, clock: Clock, stories: Stories, application: FastAPI
) -> AsyncIterator[House]:
    """The real app on the emptied database."""
    access = databases.access["support"]
    application.state.stories = stories
    transport = httpx.ASGITransport(application, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://support") as http:
        yield House(http, issuer, clock, access.app, access.worker)
