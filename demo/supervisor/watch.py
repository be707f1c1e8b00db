"""Starts a process again when it has died, at once the first time and then ever more slowly."""

import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass

from demo.processes.child import Child
from demo.trouble import NotReadyInTime

LOOK_EVERY = 0.1
FIRST_PAUSE = 0.2
LONGEST_PAUSE = 10.0
STEADY_AFTER = 30.0  # up for this long, and the next death counts as the first again


@dataclass(slots=True)
class _Watched:
    child: Child
    deaths: int = 0
    next_start: float | None = None


class Watch:
    """Looks after the processes in a thread of its own, from `begin` to `end`."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._watched: dict[str, _Watched] = {}
        self._turn = threading.Lock()
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def begin(self, children: Iterable[Child]) -> None:
        for child in children:
            self.take(child)
        self._ended.clear()
        self._thread = threading.Thread(target=self._look_after, name="watch", daemon=True)
        self._thread.start()

    def end(self) -> None:
        self._ended.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        self._watched.clear()

    def take(self, child: Child) -> None:
        with self._turn:
            self._watched[child.spec.name] = _Watched(child)

    def release(self, child: Child) -> None:
        with self._turn:
            self._watched.pop(child.spec.name, None)

    def wait_until_ready(self, child: Child, within: float) -> None:
        """Waits across deaths and starts: ready is what counts, not which attempt it took."""
        deadline = time.monotonic() + within
        while not (child.alive and child.spec.is_ready(child.pid or 0)):
            if time.monotonic() > deadline:
                raise NotReadyInTime(name=child.spec.name, seconds=within, log=child.log)
            time.sleep(LOOK_EVERY)

    def _look_after(self) -> None:
        while not self._ended.wait(LOOK_EVERY):
            with self._turn:
                for watched in self._watched.values():
                    self._look_at(watched, time.monotonic())

    def _look_at(self, watched: _Watched, now: float) -> None:
        child = watched.child
        if child.alive:
            return
        if watched.next_start is None:
            watched.deaths = 1 if now - child.started_at > STEADY_AFTER else watched.deaths + 1
            pause = pause_before_start(watched.deaths)
            watched.next_start = now + pause
            self._tell(f"{child.spec.name}: ended ({child.exit_code}), starts again in {pause:.1f} s")
        if now >= watched.next_start:
            watched.next_start = None
            with suppress(OSError):  # a full disk, say: it counts as one more death
                child.spawn()


def pause_before_start(deaths: int) -> float:
    """How long to wait before the start that follows the n-th death in a row: none, then doubling up to a bound."""
    return 0.0 if deaths <= 1 else min(FIRST_PAUSE * 2 ** min(deaths - 2, 20), LONGEST_PAUSE)
