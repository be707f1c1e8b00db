"""Benefits' real app on the emptied database; the national rates stay."""

from collections.abc import AsyncIterator

import httpx
import pytest
from pydantic import SecretStr

from kit.database.stories import Stories
from kit.web.tokens import TokenVerifier
from services.benefits.main import join
from services.benefits.settings import Settings
from tests.integration.benefits.desk import Desk, helsingor_rates
from tests.integration.conftest import Clock, Databases, stories_of
from tests.integration.issuer import Issuer


@pytest.fixture
async def stories(databases: Databases, clock: Clock) -> AsyncIterator[Stories]:
    async for opened in stories_of(databases, "benefits", clock):
        yield opened


@pytest.fixture
async def bare_desk(
    stories: Stories, databases: Databases, tokens: TokenVerifier, issuer: Issuer, clock: Clock, fernet_key: str
) -> AsyncIterator[Desk]:
    """The app before any local rate is entered."""
    access = databases.access["benefits"]
    settings = Settings(
        benefits_database_url=access.app,
        benefits_client_secret=SecretStr("unused"),
        encryption_keys=SecretStr(fernet_key),
        citizen_secret=SecretStr("citizens of the tests"),
    )
    transport = httpx.ASGITransport(join(stories, tokens, settings))
    async with httpx.AsyncClient(transport=transport, base_url="http://benefits.test") as http:
        yield Desk(http, issuer, clock, access)


@pytest.fixture
async def desk(bare_desk: Desk) -> Desk:
    """The app with Helsingør's rates of 2025 entered."""
    answer = await bare_desk.as_department("PUT", "/v1/rates", {"rates": helsingor_rates()})
    assert answer.status_code == 200, answer.text
    return bare_desk
