"""The supervisor as a library, with stand-ins for the services and a real PostgreSQL."""

import http.client
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import psycopg
import pytest

from demo.database.server import HOST
from demo.processes.spec import Part, ProcessSpec
from demo.supervisor.roster import Surroundings
from demo.supervisor.suite import Suite
from demo.trouble import AlreadyRunning, DidNotStart, OldState, PortTaken, SecretMissing
from tests.integration.demo.stand_in import stand_ins


@pytest.fixture
def suite(tmp_path: Path) -> Iterator[Suite]:
    suite = Suite(tmp_path / "state", roster=stand_ins, durable=False)
    suite.start()
    yield suite
    suite.stop()


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Suite]:
    """One suite for all tests that only look at it."""
    with Suite(tmp_path_factory.mktemp("untouched") / "state", roster=stand_ins, durable=False) as suite:
        yield suite


def _asked(url: str) -> int:
    """The process id that the stand-in at this address answers with."""
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=5)
    try:
        connection.request("GET", "/")
        return int(connection.getresponse().read())
    finally:
        connection.close()


def _admin_url(suite: Suite) -> str:
    assert suite.database is not None
    return suite.database.admin_url


def test_everything_answers_when_start_returns(untouched: Suite) -> None:
    assert {_asked(url) for url in untouched.urls.values()} == {untouched.pid("gateway"), untouched.pid("allocation")}
    assert untouched.urls["gateway"] == untouched.gateway_url


def test_a_killed_service_is_started_again_by_itself(suite: Suite) -> None:
    first = suite.pid("allocation")
    suite.kill("allocation")
    suite.wait_until_ready("allocation")
    assert _asked(suite.urls["allocation"]) == suite.pid("allocation") != first


def test_a_service_may_be_killed_again_and_again(suite: Suite) -> None:
    for _ in range(20):
        suite.kill("allocation-worker")
    suite.kill("allocation")
    suite.wait_until_ready("allocation")
    suite.wait_until_ready("allocation-worker")
    assert _asked(suite.urls["allocation"]) == suite.pid("allocation")


def test_a_halted_service_stays_down_until_it_is_restarted(suite: Suite) -> None:
    suite.halt("allocation")
    with pytest.raises(ConnectionRefusedError):
        _asked(suite.urls["allocation"])
    suite.restart("allocation")
    assert _asked(suite.urls["allocation"]) == suite.pid("allocation")


def test_a_killed_database_is_started_again_with_what_was_committed(suite: Suite) -> None:
    with psycopg.connect(_admin_url(suite)) as connection:
        connection.execute("CREATE TABLE remembered AS SELECT 7 AS number")
    suite.kill("postgres")
    suite.wait_until_ready("postgres")
    with psycopg.connect(_admin_url(suite)) as connection:
        assert connection.execute("SELECT number FROM remembered").fetchone() == (7,)


def test_data_and_secrets_outlive_a_stop(suite: Suite) -> None:
    with psycopg.connect(_admin_url(suite)) as connection:
        connection.execute("CREATE TABLE remembered AS SELECT 7 AS number")
    key = suite.state.secret("encryption_key")
    suite.stop()
    suite.start()
    assert suite.state.secret("encryption_key") == key
    with psycopg.connect(_admin_url(suite)) as connection:
        assert connection.execute("SELECT number FROM remembered").fetchone() == (7,)


def test_secrets_are_read_by_nobody_else(untouched: Suite) -> None:
    assert {path.stat().st_mode & 0o777 for path in untouched.state.secrets.iterdir()} == {0o600}
    assert untouched.state.folder.stat().st_mode & 0o777 == 0o700


def test_what_a_process_says_is_in_its_log(untouched: Suite) -> None:
    assert untouched.state.log("migrations").read_text() == "migrated\n"


def test_a_second_suite_on_the_same_folder_is_refused(untouched: Suite) -> None:
    with pytest.raises(AlreadyRunning, match=r"already running on the folder .* \(process \d+\)"):
        Suite(untouched.state.folder, roster=stand_ins).start()


def test_a_taken_port_is_named_with_the_way_out(untouched: Suite, tmp_path: Path) -> None:
    with pytest.raises(PortTaken, match=rf"Port {untouched.port} is taken .* HJEMVEJ_PORT"):
        Suite(tmp_path / "other", untouched.port, roster=stand_ins).start()


def test_a_folder_of_another_format_is_refused(tmp_path: Path) -> None:
    (tmp_path / "format").write_text("0")
    with pytest.raises(OldState, match=r"cannot read \(0\)"):
        Suite(tmp_path, roster=stand_ins).start()


def test_a_lost_key_is_told_and_not_replaced(suite: Suite) -> None:
    suite.stop()
    suite.state.secret_file("encryption_key").unlink()
    with pytest.raises(SecretMissing, match="encryption_key is missing"):
        suite.start()


@pytest.mark.parametrize(
    ("says", "expected", "reason"),
    [
        ("no such table", DidNotStart, "a migration that fails is told with the last line of its log"),
        ("Can't locate revision identified by 'x'", OldState, "data ahead of this version's migrations"),
    ],
)
def test_failed_migrations_stop_the_start(tmp_path: Path, says: str, expected: type[Exception], reason: str) -> None:
    def failing(_around: Surroundings) -> Sequence[ProcessSpec]:
        return (ProcessSpec("migrations", Part.MIGRATION, (sys.executable, "-c", f"raise SystemExit({says!r})")),)

    suite = Suite(tmp_path, roster=failing)
    with pytest.raises(expected, match=r"cannot read|did not start .* no such table"):
        suite.start()
    assert suite.database is not None, reason
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(suite.database.admin_url)


def test_a_process_that_dies_while_starting_stops_the_start(tmp_path: Path) -> None:
    def dying(around: Surroundings) -> Sequence[ProcessSpec]:
        command = (sys.executable, "-c", "raise SystemExit('no settings')")
        return (ProcessSpec("gateway", Part.GATEWAY, command, ready_url=f"http://{HOST}:{around.port}/ready"),)

    with pytest.raises(DidNotStart, match=r"gateway did not start \(exit 1\).*no settings"):
        Suite(tmp_path, roster=dying).start()
