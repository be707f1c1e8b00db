"""For all tests: the PostgreSQL they run on, and how widely hypothesis explores."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.server import DatabaseServer, choose_server

# `ci` finds the same on every run, so that a red build is somebody's change; `fuzz` (make fuzz) goes looking.
settings.register_profile(
    "ci", derandomize=True, max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)
settings.register_profile("fuzz", max_examples=2_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ci")

_chosen = pytest.StashKey[DatabaseServer]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_chosen] = choose_server()


def pytest_sessionstart(session: pytest.Session) -> None:
    """Says which server was chosen, also under `-q`, which hides the usual header."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None:
        reporter.write_line(f"PostgreSQL: {session.config.stash[_chosen].description}")


@pytest.fixture(scope="session")
def database_server(request: pytest.FixtureRequest) -> Iterator[DatabaseServer]:
    """A running PostgreSQL for the whole run, with the superuser's address; it starts when the first test asks."""
    server = request.config.stash[_chosen]
    server.start()
    yield server
    server.stop()
