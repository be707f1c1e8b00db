"""What a child process is, as data."""

import http.client
import urllib.parse
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto
from signal import SIGKILL, SIGTERM, Signals


class Part(StrEnum):
    """The part a process plays; it decides when it starts and when it stops."""

    DATABASE = auto()
    MIGRATION = auto()
    GATEWAY = auto()
    SERVICE = auto()
    WORKER = auto()


# Those who are waited for start side by side; the workers, whom nobody waits for, must not slow them down.
START_ORDER: tuple[frozenset[Part], ...] = (
    frozenset({Part.DATABASE}),
    frozenset({Part.MIGRATION}),
    frozenset({Part.GATEWAY, Part.SERVICE}),
    frozenset({Part.WORKER}),
)
# No new questions first, then those who answer, then those who carry on behind them, then what remembers.
STOP_ORDER: tuple[Part, ...] = (Part.GATEWAY, Part.SERVICE, Part.WORKER, Part.MIGRATION, Part.DATABASE)


@dataclass(frozen=True, slots=True)
class ProcessSpec:
    """One process: what to run, with which environment, and the question that tells that it is ready.

    `before` goes in front of the leash: PostgreSQL as root enters a user namespace there.
    """

    name: str
    part: Part
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    ready_url: str | None = None
    ready: Callable[[int], bool] | None = None
    before: tuple[str, ...] = ()
    stop_signal: Signals = SIGTERM
    death_signal: Signals = SIGKILL

    def is_ready(self, pid: int) -> bool:
        """Asks the process with this id; one that offers no question is ready as soon as it runs."""
        if self.ready is not None:
            return self.ready(pid)
        return self.ready_url is None or answers(self.ready_url)


def answers(url: str, timeout: float = 2.0) -> bool:
    """Whether the address answers 200 right now."""
    address = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(address.hostname or "127.0.0.1", address.port, timeout=timeout)
    try:
        connection.request("GET", address.path)
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
