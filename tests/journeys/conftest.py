"""The real suite, once for all journeys: every process of `make run`, on free ports and without fsync."""

from collections.abc import AsyncIterator, Iterator, Sequence

import aiohttp
import pytest

from demo.processes.spec import ProcessSpec
from demo.supervisor.roster import Surroundings, hjemvej
from demo.supervisor.suite import Suite
from tests.journeys.players import Cast, furnish
from tests.journeys.truth import Databases


@pytest.fixture(scope="session")
def specs() -> dict[str, ProcessSpec]:
    """The suite's processes by name, as they were started: a test starts variants of them beside."""
    return {}


@pytest.fixture(scope="session")
def suite(tmp_path_factory: pytest.TempPathFactory, specs: dict[str, ProcessSpec]) -> Iterator[Suite]:
    def noted(around: Surroundings) -> Sequence[ProcessSpec]:
        roster = hjemvej(around)
        specs.update({spec.name: spec for spec in roster})
        return roster

    with Suite(tmp_path_factory.mktemp("journeys") / "state", roster=noted, durable=False) as suite:
        yield suite


@pytest.fixture(scope="session")
async def cast(suite: Suite) -> AsyncIterator[Cast]:
    """All callers, in a municipality that is furnished."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=15)) as http:
        cast = Cast(http, suite.gateway_url)
        await furnish(cast)
        yield cast


@pytest.fixture(scope="session")
def databases(suite: Suite) -> Databases:
    """To look into what no caller sees."""
    assert suite.database is not None
    return Databases(suite.database.admin_url)
