"""`make run`: starts the suite, plays the year where it has not been played, and stays up until Ctrl-C."""

import importlib
import importlib.util
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from rich.console import Console

from demo.supervisor.roster import Roster, hjemvej
from demo.supervisor.suite import Suite
from demo.trouble import CannotStart, PortNotANumber

DEFAULT_PORT = 8000
STATE = Path(".state")


def play_the_year(suite: Suite) -> None:
    """Plays the year in Helsingør through the gateway; a year that has been played is left as it is."""
    if importlib.util.find_spec("demo.replay") is not None:
        importlib.import_module("demo.replay").play(suite.gateway_url, suite.state.folder)


def main(roster: Roster = hjemvej, play: Callable[[Suite], None] = play_the_year) -> int:
    """Runs until Ctrl-C or SIGTERM; what keeps it from starting is told in one sentence per language."""
    console = Console(highlight=False)
    for request in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(request, _stop_once)
    suite = None
    try:
        suite = Suite(_state(), _port(), roster=roster, tell=_teller(console))
        console.print("Hjemvej starts")
        suite.start()
        play(suite)
        _print_addresses(console, suite)
        while True:
            signal.pause()
    except CannotStart as trouble:
        console.print(trouble.text.da, markup=False, soft_wrap=True)
        console.print(trouble.text.en, markup=False, soft_wrap=True)
        return 1
    except KeyboardInterrupt:
        console.print("Hjemvej stops")
    finally:
        _ignore_further_requests()
        if suite is not None:
            suite.stop()
    console.print("Everything has stopped; the data are kept")
    return 0


def _teller(console: Console) -> Callable[[str], None]:
    """Prints each step with the seconds since the start."""
    begun = time.monotonic()
    return lambda line: console.print(f"{time.monotonic() - begun:6.1f} s  {line}", markup=False)


def _stop_once(_signal: int, _frame: FrameType | None) -> None:
    """The first request stops everything; any further one would only cut the stop short, and is not heard."""
    _ignore_further_requests()
    raise KeyboardInterrupt


def _ignore_further_requests() -> None:
    for request in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(request, signal.SIG_IGN)


def _port() -> int:
    value = os.environ.get("HJEMVEJ_PORT") or str(DEFAULT_PORT)
    if not value.isascii() or not value.isdigit() or not 0 < int(value) <= 65535:
        raise PortNotANumber(value=value)
    return int(value)


def _state() -> Path:
    return Path(os.environ.get("HJEMVEJ_STATE") or STATE)


def _print_addresses(console: Console, suite: Suite) -> None:
    console.print(f"\nHjemvej is ready at {suite.gateway_url}")
    console.print(f"  documentation  {suite.gateway_url}/docs")
    console.print(f"  OpenAPI        {suite.gateway_url}/openapi.json")
    console.print(f"  logs           {suite.state.logs}", soft_wrap=True)
    console.print("Ctrl-C stops everything; the data are kept.")


if __name__ == "__main__":
    sys.exit(main())
