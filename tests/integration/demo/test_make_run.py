"""`make run` as a person meets it: one sentence when it cannot start, and nothing left behind when it ends."""

import os
import pwd
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from demo.database.server import HOST, free_port

ENDS_WITHIN = 20.0
Run = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    """Starts `make run` with stand-ins for the services."""
    started: list[subprocess.Popen[str]] = []

    def start(*before: str, **environment: str) -> subprocess.Popen[str]:
        settings = {"HJEMVEJ_STATE": str(tmp_path / "state"), "HJEMVEJ_PORT": str(free_port()), **environment}
        process = subprocess.Popen(
            (*before, sys.executable, "-m", "tests.integration.demo.stand_in"),
            env={**os.environ, **settings},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def _process_ids(process: "subprocess.Popen[str]") -> list[int]:
    """Reads on until everything is ready, and then the addresses, so that the whole start is over."""
    assert process.stdout is not None
    ids: list[int] = []
    for line in process.stdout:
        if line.startswith("processes"):
            ids = [int(word) for word in line.split()[1:]]
        if line.startswith("Ctrl-C"):
            break
    assert len(ids) == 4
    return ids


def _alive(ids: list[int]) -> list[int]:
    return [pid for pid in ids if psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE]


def _all_gone(ids: list[int]) -> bool:
    deadline = time.monotonic() + ENDS_WITHIN
    while _alive(ids) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not _alive(ids)


@pytest.mark.parametrize("request_to_stop", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_request_to_stop_stops_everything_cleanly(run: Run, request_to_stop: signal.Signals) -> None:
    process = run()
    ids = _process_ids(process)
    process.send_signal(request_to_stop)
    output, _ = process.communicate(timeout=ENDS_WITHIN)
    assert process.returncode == 0, output
    assert _alive(ids) == []
    assert "Everything has stopped" in output
    assert "Traceback" not in output


def test_a_second_ctrl_c_does_no_harm(run: Run, tmp_path: Path) -> None:
    process = run()
    ids = _process_ids(process)
    for _ in range(5):
        process.send_signal(signal.SIGINT)
        time.sleep(0.02)
    output, _ = process.communicate(timeout=ENDS_WITHIN)
    assert (process.returncode, _alive(ids)) == (0, []), output
    assert "database system is shut down" in (tmp_path / "state" / "logs" / "postgres.log").read_text()


def test_ctrl_c_during_the_start_leaves_nothing_behind(run: Run) -> None:
    process = run()
    assert process.stdout is not None
    for line in process.stdout:
        if "postgres: ready" in line:
            break
    descendants = [child.pid for child in psutil.Process(process.pid).children(recursive=True)]
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=ENDS_WITHIN)
    assert process.returncode == 0, output
    assert _all_gone(descendants)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
def test_a_killed_supervisor_leaves_no_process_behind_and_the_next_start_works(run: Run) -> None:
    process = run()
    ids = _process_ids(process)
    process.kill()
    process.wait()
    assert _all_gone(ids)
    assert len(_alive(_process_ids(run()))) == 4


def test_a_second_make_run_is_refused(run: Run) -> None:
    first = run()
    _process_ids(first)
    output, _ = run().communicate(timeout=ENDS_WITHIN)
    assert "kører allerede" in output
    assert f"(process {first.pid})" in output


def test_a_taken_port_is_one_sentence_in_each_language(run: Run) -> None:
    with socket.socket() as other:
        other.bind((HOST, 0))
        other.listen()
        port = other.getsockname()[1]
        process = run(HJEMVEJ_PORT=str(port))
        output, _ = process.communicate(timeout=ENDS_WITHIN)
    assert process.returncode == 1
    assert f"Port {port} er optaget" in output
    assert f"Port {port} is taken by another program: stop it, or choose another port with HJEMVEJ_PORT." in output
    assert "Traceback" not in output


@pytest.mark.parametrize("value", ["0", "65536", "80a", "-1", "²"])
def test_a_port_that_is_none_is_told(run: Run, value: str) -> None:
    output, _ = run(HJEMVEJ_PORT=value).communicate(timeout=ENDS_WITHIN)
    assert "must be a number from 1 to 65535" in output
    assert "Traceback" not in output


def test_a_folder_that_cannot_be_written_to_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    output, _ = run(HJEMVEJ_STATE=str(tmp_path / "file" / "state")).communicate(timeout=ENDS_WITHIN)
    assert "cannot be written to" in output
    assert "Traceback" not in output


def test_an_old_folder_is_told(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "state" / "postgres"
    folder.mkdir(parents=True)
    (folder.parent / "format").write_text("1")
    for name in ("superuser_password", "role_password", "encryption_key", "citizen_secret", "issuer_keys.json"):
        (folder.parent / "secrets").mkdir(exist_ok=True)
        (folder.parent / "secrets" / name).write_text("x")
    (folder / "PG_VERSION").write_text("16\n")
    output, _ = run().communicate(timeout=ENDS_WITHIN)
    assert "er lavet af PostgreSQL 16" in output
    assert "was made by PostgreSQL 16" in output


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize(
    ("user", "reason"),
    [
        (pwd.getpwnam("daemon").pw_uid, "an ordinary user needs no namespace"),
        (54321, "a container may run us as a user without a name"),
    ],
)
def test_it_runs_as_somebody_who_is_not_root(run: Run, user: int, reason: str) -> None:
    """Root becomes somebody else in a user namespace, as far as any program can tell."""
    process = run("unshare", "--user", f"--map-user={user}", f"--map-group={user}")
    assert len(_alive(_process_ids(process))) == 4, reason
    process.send_signal(signal.SIGTERM)
    output, _ = process.communicate(timeout=ENDS_WITHIN)
    assert process.returncode == 0, output
