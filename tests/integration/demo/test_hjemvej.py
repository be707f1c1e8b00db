"""The real suite under its supervisor: all of it up, each part mended when it dies, the data kept."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from demo.processes.spec import answers
from demo.supervisor.suite import Suite

SERVICES = ("allocation", "support", "benefits")
EVERYBODY = ("postgres", "gateway", *SERVICES, *(f"{service}-worker" for service in SERVICES))


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Suite]:
    with Suite(tmp_path_factory.mktemp("hjemvej") / "state", durable=False) as suite:
        yield suite


def _municipalities(suite: Suite, service: str) -> object:
    with psycopg.connect(suite.database_url(service)) as connection:
        return connection.execute("SELECT count(*) FROM municipality").fetchone()


def test_the_gateway_and_all_services_answer(suite: Suite) -> None:
    assert set(suite.urls) == {"gateway", *SERVICES}
    assert [url for url in suite.urls.values() if not answers(f"{url}/ready")] == []
    assert answers(f"{suite.gateway_url}/openapi.json", timeout=10.0)


@pytest.mark.parametrize("service", SERVICES)
def test_the_98_municipalities_are_there(suite: Suite, service: str) -> None:
    assert _municipalities(suite, service) == (98,)


@pytest.mark.parametrize("name", EVERYBODY)
def test_whoever_is_killed_is_started_again_and_the_whole_is_ready(suite: Suite, name: str) -> None:
    before = suite.pid(name)
    suite.kill(name)
    suite.wait_until_ready(name)
    suite.wait_until_ready("gateway")
    assert suite.pid(name) != before


def test_a_second_start_finds_the_data_of_the_first(tmp_path: Path) -> None:
    first = Suite(tmp_path / "state", durable=False)
    with first, psycopg.connect(first.database_url("benefits", "owner")) as connection:
        connection.execute("CREATE TABLE remembered AS SELECT 7 AS number")
    with Suite(tmp_path / "state", durable=False) as second:
        with psycopg.connect(second.database_url("benefits", "owner")) as connection:
            assert connection.execute("SELECT number FROM remembered").fetchone() == (7,)
        assert answers(f"{second.gateway_url}/ready")
