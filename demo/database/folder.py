"""The data folder: made once, and refused when another PostgreSQL made it."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from demo.database.binaries import as_ordinary_user, major_version, program
from demo.trouble import DidNotStart, NoDiskSpace, OldDatabase, from_os_error

SUPERUSER = "postgres"
NEEDED_MB = 300
PATIENCE = 15.0


def prepare(folder: Path, password: str, *, durable: bool, needed_mb: int = NEEDED_MB) -> None:
    """Leaves a data folder that the server can be started on, or says in one sentence why it cannot."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if shutil.disk_usage(folder.parent).free < needed_mb * 1_000_000:
            raise NoDiskSpace(state=folder.parent, needed=needed_mb)
        if folder.exists():
            _refuse_another_version(folder)
            _end_leftover_server(folder)
        else:
            _initialise(folder, password, durable=durable)
    except OSError as error:
        raise from_os_error(error, folder.parent, needed_mb) from error


def _refuse_another_version(folder: Path) -> None:
    marker = folder / "PG_VERSION"
    found = marker.read_text().strip() if marker.exists() else "?"
    if found != str(major_version()):
        raise OldDatabase(folder=folder, state=folder.parent, found=found, expected=major_version())


def _initialise(folder: Path, password: str, *, durable: bool) -> None:
    """Makes the folder beside its place and moves it there whole: a start that was cut off leaves nothing half made."""
    unfinished = folder.with_name(folder.name + ".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    with _password_file(password, folder.parent) as password_file:
        command = [
            *as_ordinary_user(),
            *(str(program("initdb")), "--pgdata", str(unfinished), "--username", SUPERUSER),
            *("--auth", "scram-sha-256", "--pwfile", str(password_file), "--encoding", "UTF8"),
            *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--locale", "C"),
            *(() if durable else ("--no-sync",)),
        ]
        made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode == 0:
        unfinished.rename(folder)
        return
    shutil.rmtree(unfinished, ignore_errors=True)
    if "No space left on device" in made.stderr:
        raise NoDiskSpace(state=folder.parent, needed=NEEDED_MB)
    last = (made.stderr.strip().splitlines() or [""])[-1]
    raise DidNotStart(name="initdb", why=f"exit {made.returncode}", log=folder, line=last)


@contextmanager
def _password_file(password: str, beside: Path) -> Iterator[Path]:
    """The password goes to initdb by a file only we can read: arguments are seen by everybody on the machine."""
    handle, name = tempfile.mkstemp(dir=beside)
    try:
        os.write(handle, password.encode())
        os.close(handle)
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _end_leftover_server(folder: Path) -> None:
    """Ends the server that a killed supervisor left on this folder, and removes a lock that no server holds.

    PostgreSQL takes the lock of a dead server itself, but not when its process id has gone to another program. The
    sessions of a killed server outlive it for a moment, and a new one must not start beside them.
    """
    lock = folder / "postmaster.pid"
    with suppress(FileNotFoundError, ValueError, IndexError):
        pid = int(lock.read_text().splitlines()[0])
        if not _is_server_on(folder, pid):
            lock.unlink(missing_ok=True)
        elif not _ended_by(signal.SIGINT, folder, pid):
            _ended_by(signal.SIGKILL, folder, pid)
    _until(lambda: not any(_is_server_on(folder, process.pid) for process in psutil.process_iter()))


def _ended_by(request: signal.Signals, folder: Path, pid: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(pid, request)
    return _until(lambda: not _is_server_on(folder, pid))


def _until(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while not (met := condition()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return met


def _is_server_on(folder: Path, pid: int) -> bool:
    """Whether the process is a PostgreSQL server at work in this very folder; one that has ended is not."""
    try:
        process = psutil.Process(pid)
        return process.name() == "postgres" and Path(process.cwd()) == folder.resolve()
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return False
