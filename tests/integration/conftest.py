"""The services on real PostgreSQL, migrated by Alembic, with an issuer of our own; emptied before each test."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import psycopg
import pytest
from cryptography.fernet import Fernet

from kit.database.engine import connect
from kit.database.stories import Stories
from kit.web.tokens import TokenVerifier
from migrations.climb import SERVICES, upgrade
from migrations.provision import Access, provision
from tests.integration.issuer import AUDIENCE, ISSUER, Issuer
from tests.server import DatabaseServer

PASSWORD = "of-the-tests"
KEPT = ("municipality", "alembic_version", "national_rate")


class Databases:
    """The three services' databases, by role; `owner_of_all` passes by every policy, to look and to empty."""

    def __init__(self, admin_url: str) -> None:
        self.admin_url = admin_url
        self.access: dict[str, Access] = {}
        for service in SERVICES:
            self.access[service] = provision(admin_url, service, PASSWORD, "_test")
            upgrade(service, self.access[service].owner)

    def admin(self, service: str) -> "psycopg.Connection":
        """A superuser's connection to a service's database."""
        return psycopg.connect(self.admin_url, dbname=f"{service}_test", autocommit=True)

    def empty(self, service: str) -> None:
        """Delete every row but the public lists."""
        with self.admin(service) as connection:
            found = connection.execute(
                "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname IN ('public', 'procrastinate')"
                " AND tablename <> ALL(%s)",
                [list(KEPT)],
            ).fetchall()
            connection.execute(f"TRUNCATE {', '.join(name for (name,) in found)} RESTART IDENTITY CASCADE")


@pytest.fixture(scope="session")
def databases(database_server: DatabaseServer) -> Databases:
    return Databases(database_server.admin_url)


@pytest.fixture(scope="session")
def issuer() -> Issuer:
    return Issuer()


@pytest.fixture
def tokens(issuer: Issuer) -> TokenVerifier:
    return TokenVerifier(issuer.keys, issuer=ISSUER, audience=AUDIENCE)


class Clock:
    """The real clock of a service under test, standing still until a test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def fernet_key() -> str:
    return Fernet.generate_key().decode()


async def stories_of(databases: Databases, service: str, clock: Clock) -> AsyncIterator[Stories]:
    """An emptied database of a service, as its application's role sees it."""
    databases.empty(service)
    stories = Stories(connect(databases.access[service].app), clock)
    yield stories
    await stories.engine.dispose()
