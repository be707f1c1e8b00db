"""Starts and stops the whole suite, and keeps it running in between."""

import socket
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Self

from demo.database.server import HOST, EmbeddedPostgres, free_port
from demo.processes.child import Child
from demo.processes.spec import START_ORDER, STOP_ORDER, Part
from demo.supervisor.roster import Roster, Surroundings, hjemvej
from demo.supervisor.state import State
from demo.supervisor.watch import Watch
from demo.trouble import DidNotStart, OldState, PortTaken

READY_WITHIN = 90.0
MIGRATED_WITHIN = 300.0


def _silent(_line: str) -> None:
    """Tells nobody: the suite as a library."""


class Suite:
    """All processes of Hjemvej on one machine, on one state folder.

    `port` 0 takes any free port. `tell` is called with a line about each step of the start. `environment` is given to
    every process besides its own settings. `durable` is off only where the data may be lost with the machine.
    """

    def __init__(
        self,
        state: Path,
        port: int = 0,
        *,
        roster: Roster = hjemvej,
        tell: Callable[[str], None] = _silent,
        environment: Mapping[str, str] | None = None,
        durable: bool = True,
    ) -> None:
        self.state = State(state)
        self.port = port or free_port()
        self.urls: dict[str, str] = {}
        self.database: EmbeddedPostgres | None = None
        self._roster = roster
        self._tell = tell
        self._environment = dict(environment or {})
        self._durable = durable
        self._children: dict[str, Child] = {}
        self._watch = Watch(tell)

    @property
    def gateway_url(self) -> str:
        return f"http://{HOST}:{self.port}"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()

    def start(self) -> None:
        """Starts everything in order and returns when all of it is ready; a failed start leaves nothing running."""
        try:
            self._start()
        except BaseException:
            self.stop()
            raise

    def _start(self) -> None:
        self.state.open()
        _refuse_taken_port(self.port)
        self.database = EmbeddedPostgres(
            self.state.postgres,
            self.state.log("postgres"),
            password=self.state.secret("superuser_password"),
            durable=self._durable,
        )
        self._tell("Preparing the database")
        self.database.prepare()
        specs = (self.database.spec(), *self._roster(Surroundings(self.state, self.database, self.port)))
        specs = tuple(replace(spec, environment={**spec.environment, **self._environment}) for spec in specs)
        self._children = {spec.name: Child(spec, self.state.log(spec.name)) for spec in specs}
        self.urls = {spec.name: spec.ready_url.rsplit("/", 1)[0] for spec in specs if spec.ready_url}
        for parts in START_ORDER:
            together = [child for child in self._children.values() if child.spec.part in parts]
            for child in together:
                child.spawn()
            for child in together:
                self._await(child)
        self._watch.begin(child for child in self._children.values() if child.spec.part is not Part.MIGRATION)

    def _await(self, child: Child) -> None:
        if child.spec.part is Part.MIGRATION:
            try:
                child.wait_until_done(MIGRATED_WITHIN)
            except DidNotStart as failure:
                if "Can't locate revision" in failure.text.en:  # the data are ahead of this version's migrations
                    raise OldState(state=self.state.folder, found=child.last_line()) from failure
                raise
            self._tell(f"{child.spec.name}: done")
        else:
            child.wait_until_ready(READY_WITHIN)
            self._tell(f"{child.spec.name}: ready")

    def stop(self) -> None:
        """Stops everything in order: the door first, the database last. Harmless when repeated."""
        self._watch.end()
        for part in STOP_ORDER:
            together = [child for child in self._children.values() if child.spec.part is part]
            for child in together:
                child.ask_to_stop()
            for child in together:
                child.stop()
        self.state.close()

    def kill(self, name: str) -> None:
        """`kill -9` of one process; the suite starts it again by itself."""
        self._children[name].kill()

    def halt(self, name: str) -> None:
        """Stops one process and leaves it down until `restart`."""
        self._watch.release(self._children[name])
        self._children[name].stop()

    def restart(self, name: str) -> None:
        """Stops one process if it runs, starts it again and returns when it is ready."""
        self.halt(name)
        child = self._children[name]
        child.spawn()
        child.wait_until_ready(READY_WITHIN)
        self._watch.take(child)

    def database_url(self, service: str, role: str = "app") -> str:
        """The address of a service's database for one of its roles: owner, app or worker."""
        if self.database is None:
            raise RuntimeError("the suite has not been started")
        password = self.state.secret("role_password")
        return f"postgresql://{service}_{role}:{password}@{HOST}:{self.database.port}/{service}"

    def pid(self, name: str) -> int | None:
        return self._children[name].pid

    def wait_until_ready(self, name: str, within: float = READY_WITHIN) -> None:
        """Waits until a process that was killed has been started again and answers."""
        self._watch.wait_until_ready(self._children[name], within)


def _refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise PortTaken(port=port) from None
