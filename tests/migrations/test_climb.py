"""Each service's history can be climbed up, down and up again, ends where the tables say, and never waits long."""

from collections.abc import Iterator

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

from migrations import metadata
from migrations.climb import SERVICES, downgrade, upgrade
from migrations.provision import Access, provision
from tests.server import DatabaseServer


@pytest.fixture(params=SERVICES)
def service(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def access(database_server: DatabaseServer, service: str) -> Iterator[Access]:
    """An empty database of the service."""
    yield provision(database_server.admin_url, service, "of-the-climb", "_climb")
    with psycopg.connect(database_server.admin_url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {service}_climb WITH (FORCE)")


def tables_of(access: Access) -> set[str]:
    with psycopg.connect(access.owner) as connection:
        rows = connection.execute(
            "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname IN ('public', 'procrastinate')"
        ).fetchall()
    return {name for (name,) in rows}


def test_up_down_and_up_again(access: Access, service: str) -> None:
    upgrade(service, access.owner)
    first = tables_of(access)
    downgrade(service, access.owner)
    assert tables_of(access) == {"public.alembic_version"}
    upgrade(service, access.owner)
    assert tables_of(access) == first


def test_the_history_ends_where_the_tables_say(access: Access, service: str) -> None:
    upgrade(service, access.owner)
    engine = create_engine(access.owner.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": metadata.is_ours})
        difference = compare_metadata(context, metadata.of(service))
    engine.dispose()
    assert difference == []


def test_a_migration_that_cannot_have_its_lock_gives_up(
    access: Access, service: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise every request would queue behind it."""
    monkeypatch.setenv("HJEMVEJ_MIGRATION_LOCK_TIMEOUT", "100ms")
    upgrade(service, access.owner)
    with psycopg.connect(access.owner) as reader:
        reader.execute("SELECT count(*) FROM journal")
        with pytest.raises(OperationalError, match="lock timeout"):
            downgrade(service, access.owner)
    assert "public.journal" in tables_of(access)


def test_the_98_municipalities_are_there(access: Access, service: str) -> None:
    upgrade(service, access.owner)
    with psycopg.connect(access.app) as connection:
        assert connection.execute("SELECT count(*) FROM municipality").fetchone() == (98,)
        assert connection.execute("SELECT name FROM municipality WHERE code = '0217'").fetchone() == ("Helsingør",)
