"""Placements, from posted vacancy to signed lease, while every process is killed: what was lost, what was doubled?

    python -m benchmarks.placements --placements 1000 --kills 5

Each process but the migrations is killed with SIGKILL so many times, PostgreSQL and the gateway too, at moments drawn
from the seed. A moment is a number of promises (answers with 2xx) made so far, so that kills fall among requests.
"""

import argparse
import asyncio
import hashlib
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from demo.supervisor.suite import Suite
from tests.journeys.book import Book
from tests.journeys.players import Cast, employ, furnish, place
from tests.journeys.truth import Databases, Verdict, judge_when_settled

SERVICES = ("allocation", "support", "benefits")
EVERYBODY = (*SERVICES, *(f"{service}-worker" for service in SERVICES), "gateway", "postgres")
PROMISES_A_PLACEMENT = 7
PLAYERS = 8
CVR = "99000260"


@dataclass(frozen=True, slots=True)
class Result:
    """How one run ended."""

    placements: int
    kills: Mapping[str, int]
    repeats: int
    seconds: float
    verdict: Verdict


def moments(seed: str, name: str, kills: int, promises: int) -> list[int]:
    """When a process is killed: drawn from the seed, never in the first or the last twentieth."""
    first, span = promises // 20 + 1, max(1, promises * 9 // 10)
    drawn = (hashlib.sha256(f"{seed} {name} {number}".encode()).digest() for number in range(kills))
    return [first + int.from_bytes(digest[:8], "big") % span for digest in drawn]


def plan(seed: str, kills: int, promises: int) -> dict[int, list[str]]:
    """Whom to kill at which number of promises."""
    planned: dict[int, list[str]] = {}
    for name in EVERYBODY:
        for moment in moments(seed, name, kills, promises):
            planned.setdefault(moment, []).append(name)
    return planned


async def run_placements(
    suite: Suite, cast: Cast, book: Book, *, placements: int, kills: int, seed: str, tell: Callable[[int, int], None]
) -> Result:
    """Play the placements with eight players at once; `tell` hears of leases and kills as they come."""
    killed = dict.fromkeys(EVERYBODY, 0)
    planned = plan(seed, kills, placements * PROMISES_A_PLACEMENT)

    def strike(notes: int) -> None:
        for name in planned.get(notes, ()):
            suite.kill(name)
            killed[name] += 1
        tell(len(book.leases), sum(killed.values()))

    places = await employ(cast, book.run, placements)
    numbers = iter(range(placements))

    async def play() -> None:
        for number in numbers:
            await place(cast, book, number, places[number])

    begun = time.monotonic()
    book.strike = strike
    async with asyncio.TaskGroup() as players:
        for _ in range(PLAYERS):
            players.create_task(play())
    assert suite.database is not None
    verdict = await judge_when_settled(Databases(suite.database.admin_url), book, within=120)
    repeats = sum(caller.repeats for caller in cast.made.values())
    return Result(placements, killed, repeats, time.monotonic() - begun, verdict)


def shown(result: Result, book: Book) -> Table:
    """The result as a table."""
    table = Table("what", "count", title="Placements under kill -9", title_justify="left")
    for what, count in (
        ("placements", result.placements),
        ("leases signed", len(book.leases)),
        ("promises (answers with 2xx to an act)", book.notes),
        *((f"kills of {name}", count) for name, count in result.kills.items()),
        ("requests repeated by the callers", result.repeats),
        ("lost after 2xx", len(result.verdict.lost)),
        ("doubled", len(result.verdict.doubled)),
        ("not delivered at the end", len(result.verdict.undelivered)),
        ("seconds", round(result.seconds)),
    ):
        table.add_row(what, str(count))
    return table


async def measure(suite: Suite, arguments: argparse.Namespace, console: Console) -> int:
    """One run on a suite of its own; 1 where a promise was broken."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    book = Book("bench", CVR)
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=15)) as http:
        cast = Cast(http, suite.gateway_url)
        await furnish(cast)
        with Progress(*columns, console=console) as progress:
            bar = progress.add_task("placements", total=arguments.placements)

            def tell(leases: int, kills: int) -> None:
                progress.update(bar, completed=leases, description=f"placements, {kills} kills")

            numbers = {"placements": arguments.placements, "kills": arguments.kills}
            result = await run_placements(suite, cast, book, **numbers, seed=arguments.seed, tell=tell)
            tell(len(book.leases), sum(result.kills.values()))
    console.print(shown(result, book))
    for broken in (*result.verdict.lost, *result.verdict.doubled, *result.verdict.undelivered)[:20]:
        console.print(f"  {broken}", markup=False)
    return 0 if result.verdict.kept and len(book.leases) == arguments.placements else 1


def main(given: Sequence[str] | None = None) -> int:
    """From the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.placements")
    parser.add_argument("--placements", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=5, help="of each process")
    parser.add_argument("--seed", default="hjemvej")
    parser.add_argument("--fsync", action="store_true", help="as slow and as durable as in production")
    arguments = parser.parse_args(given)
    console = Console(highlight=False)
    with tempfile.TemporaryDirectory(prefix="hjemvej-placements-") as folder:
        state = Path(folder) / "state"
        with Suite(state, durable=arguments.fsync) as suite:
            return asyncio.run(measure(suite, arguments, console))


if __name__ == "__main__":
    sys.exit(main())
