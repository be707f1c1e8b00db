"""One migrated support database for the run, and an empty one for each test."""

from collections.abc import AsyncIterator, Iterator

import httpx
import psycopg
import pytest

from kit.database.engine import connect
from kit.database.stories import Stories
from migrations.climb import upgrade
from migrations.provision import Access, provision
from services.support.main import join
from services.support.settings import Settings
from tests.integration.support.house import Clock, House, verifier
from tests.server import DatabaseServer

EMPTIED = "journal, seal, kept_answer, business_clock, method_terms, worker, referral, course_date, task"


@pytest.fixture(scope="session")
def support_database(database_server: DatabaseServer) -> Iterator[Access]:
    """The service's database as the migrations make it."""
    access = provision(database_server.admin_url, "support", "a-password-of-the-tests", suffix="_house")
    upgrade("support", access.owner)
    yield access


@pytest.fixture
async def house(support_database: Access) -> AsyncIterator[House]:
    """The real app on the emptied database."""
    with psycopg.connect(support_database.owner, autocommit=True) as connection:
        connection.execute(f"TRUNCATE {EMPTIED}")
        connection.execute("DELETE FROM procrastinate_jobs")
    settings = Settings(support_database_url=support_database.app, support_client_secret="unused")
    clock = Clock()
    stories = Stories(connect(settings.support_database_url), clock)
    application = join(stories, verifier(), settings)
    transport = httpx.ASGITransport(application)
    async with httpx.AsyncClient(transport=transport, base_url="http://support.test") as http:
        yield House(http, clock, support_database.app, support_database.worker)
    await stories.engine.dispose()
