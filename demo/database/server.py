"""The embedded server itself: started, stopped, killed and started again on the same port."""

import secrets
import socket
from pathlib import Path
from signal import SIGINT

from demo.database.binaries import as_ordinary_user, program
from demo.database.folder import SUPERUSER, prepare
from demo.processes.child import Child
from demo.processes.spec import Part, ProcessSpec
from demo.trouble import DidNotStart

MAX_CONNECTIONS = 100
READY_WITHIN = 60.0
HOST = "127.0.0.1"


def free_port() -> int:
    """A port that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


class EmbeddedPostgres:
    """PostgreSQL in a folder of its own.

    `durable` is off only where the data may be lost with the machine, as in tests. A commit still reaches the
    operating system before it is answered, so a killed server loses nothing either way.
    """

    def __init__(
        self, folder: Path, log: Path, *, port: int | None = None, password: str | None = None, durable: bool = True
    ) -> None:
        self.folder = folder
        self.port = port or free_port()
        self.password = password or secrets.token_urlsafe(24)
        self.durable = durable
        self._log = log
        self._child: Child | None = None

    @property
    def admin_url(self) -> str:
        return f"postgresql://{SUPERUSER}:{self.password}@{HOST}:{self.port}/postgres"

    @property
    def alive(self) -> bool:
        return self._child is not None and self._child.alive

    @property
    def pid(self) -> int | None:
        return self._child.pid if self._child else None

    def prepare(self) -> None:
        """Makes the data folder on the first start; on later ones makes sure that it can be used."""
        prepare(self.folder, self.password, durable=self.durable)

    def spec(self) -> ProcessSpec:
        """The server as a process of the suite. SIGINT is PostgreSQL's fast and clean stop."""
        return ProcessSpec(
            name="postgres",
            part=Part.DATABASE,
            command=(str(program("postgres")), "-D", str(self.folder), *self._settings()),
            environment={"LC_ALL": "C", "PGTZ": "UTC"},
            ready=self._is_ready,
            before=as_ordinary_user(),
            stop_signal=SIGINT,
            death_signal=SIGINT,
        )

    def start(self) -> None:
        """Starts the server and returns when it takes connections; a port lost to another program is replaced."""
        self.prepare()
        for attempt in range(3):
            self._child = Child(self.spec(), self._log)
            self._child.spawn()
            try:
                self._child.wait_until_ready(READY_WITHIN)
            except DidNotStart:
                if attempt == 2 or not self._lost_its_port():
                    raise
                self.port = free_port()
            else:
                return

    def stop(self) -> None:
        """Stops cleanly; a server that is not running is left as it is."""
        if self._child is not None:
            self._child.stop(within=30.0)

    def kill(self) -> None:
        """`kill -9` of the server, as a crash would."""
        if self._child is not None:
            self._child.kill()

    def _settings(self) -> tuple[str, ...]:
        settings = {
            "listen_addresses": HOST,
            "port": self.port,
            "unix_socket_directories": "",
            "max_connections": MAX_CONNECTIONS,
            "shared_buffers": "128MB",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "log_error_verbosity": "terse",  # the detail of an error would name the values, and they may be a person's
            **({} if self.durable else {"fsync": "off", "full_page_writes": "off"}),
        }
        return tuple(part for name, value in settings.items() for part in ("-c", f"{name}={value}"))

    def _is_ready(self, pid: int) -> bool:
        """The server writes its state on the eighth line of its lock file, as `pg_ctl start -w` reads it too.

        A killed server leaves a lock that still says ready: only the lock of this very process counts.
        """
        try:
            lines = (self.folder / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        return len(lines) >= 8 and lines[0] == str(pid) and lines[7].strip() == "ready"

    def _lost_its_port(self) -> bool:
        return self._log.exists() and b"could not bind" in self._log.read_bytes()[-2000:]
