"""Support under test, and its callers."""

from collections.abc import AsyncIterator

import httpx
import pytest
from pydantic import SecretStr

from kit.web.tokens import TokenVerifier
from services.support.main import join
from services.support.settings import Settings
from tests.integration.conftest import Clock, Databases, stories_of
from tests.integration.issuer import Issuer
from tests.integration.support.house import House


@pytest.fixture
async def house(databases: Databases, issuer: Issuer, tokens: TokenVerifier, clock: Clock) -> AsyncIterator[House]:
    """The real app on the emptied database."""
    access = databases.access["support"]
    settings = Settings(support_database_url=access.app, support_client_secret=SecretStr("secret"))
    async for stories in stories_of(databases, "support", clock):
        transport = httpx.ASGITransport(join(stories, tokens, settings), raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://support") as http:
            yield House(http, issuer, clock, access.app, access.worker)
