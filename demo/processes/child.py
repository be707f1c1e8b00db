"""One running child process: started on a leash, asked until it is ready, stopped politely and then for good."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from demo.processes.spec import ProcessSpec
from demo.trouble import DidNotStart, NotReadyInTime

LEASH = Path(__file__).with_name("leash.py")
LOG_LIMIT = 10_000_000
PAUSE = 0.02
# What a large answer needed is kept by the process for the next, up to 64 MiB: to give it back to the system each time
# and be given it again, page by page, takes a tenth of the time. The image says the same (Dockerfile).
KEPT_MEMORY = {"MALLOC_MMAP_THRESHOLD_": "33554432", "MALLOC_TRIM_THRESHOLD_": "67108864"}

# The leash is tied to the thread that starts the child, not to the process: one thread that lives as long as we do
# starts them all, so that no child dies because some passing thread of a caller has ended.
_starter = ThreadPoolExecutor(max_workers=1, thread_name_prefix="starter")


class Child:
    """A process of ours, by its spec, with its own log file and its own process group."""

    def __init__(self, spec: ProcessSpec, log: Path) -> None:
        self.spec = spec
        self.log = log
        self.started_at = 0.0
        self._process: subprocess.Popen[bytes] | None = None
        self._group_ended = True
        self._asked_to_stop = False
        # A caller may kill a process in the very moment in which the watch starts it again.
        self._turn = threading.RLock()

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def exit_code(self) -> int | None:
        return self._process.poll() if self._process else None

    def spawn(self) -> None:
        """Starts the process and returns at once; ask `wait_until_ready` next."""
        with self._turn:
            self.kill()
            self._process = _starter.submit(self._open).result()
            self._group_ended = False
            self._asked_to_stop = False
            self.started_at = time.monotonic()

    def _open(self) -> subprocess.Popen[bytes]:
        leash = (sys.executable, "-I", "-S", str(LEASH), str(int(self.spec.death_signal)), str(os.getpid()))
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".old.log"))
        with self.log.open("ab") as log:
            return subprocess.Popen(
                (*self.spec.before, *leash, *self.spec.command),
                env={**_inherited(), **KEPT_MEMORY, **self.spec.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_until_ready(self, within: float) -> None:
        """Asks until the process is ready; tells at once when it has died instead."""
        deadline = time.monotonic() + within
        while not self.spec.is_ready(self.pid or 0):
            self._fail_if_dead()
            if time.monotonic() > deadline:
                raise NotReadyInTime(name=self.spec.name, seconds=within, log=self.log)
            time.sleep(PAUSE)
        self._fail_if_dead()

    def wait_until_done(self, within: float) -> None:
        """Waits for a process that runs once; anything but a clean end is told."""
        if self._process is None:
            return
        try:
            self._process.wait(within)
        except subprocess.TimeoutExpired:
            self.kill()
            raise NotReadyInTime(name=self.spec.name, seconds=within, log=self.log) from None
        if self.exit_code != 0:
            raise self._did_not_start()

    def ask_to_stop(self) -> None:
        """Asks the process to end, once and without waiting: several may end side by side."""
        if self._process is not None and self.alive and not self._asked_to_stop:
            self._asked_to_stop = True
            with suppress(ProcessLookupError):
                self._process.send_signal(self.spec.stop_signal)

    def stop(self, within: float = 10.0) -> None:
        """Asks the process to end, ends it if it does not, and leaves nothing of its group behind."""
        with self._turn:
            self.ask_to_stop()
            if self._process is not None:
                with suppress(subprocess.TimeoutExpired):
                    self._process.wait(within)
            self.kill()

    def kill(self) -> None:
        """Ends the process and its group at once, as `kill -9` or a power cut would."""
        with self._turn:
            if self._process is None or self._group_ended:
                return
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._group_ended = True

    def last_line(self) -> str:
        """The last line of the log that says anything, for the sentence about why it did not start."""
        if not self.log.exists():
            return ""
        lines = self.log.read_bytes()[-4000:].decode("utf-8", "replace").strip().splitlines()
        return lines[-1].strip() if lines else ""

    def _fail_if_dead(self) -> None:
        if not self.alive:
            raise self._did_not_start()

    def _did_not_start(self) -> DidNotStart:
        why = f"exit {self.exit_code}"
        return DidNotStart(name=self.spec.name, why=why, log=self.log, line=self.last_line())


def _inherited() -> dict[str, str]:
    """Our own environment. Seven processes start from one source at once: they may keep what the first has compiled."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
