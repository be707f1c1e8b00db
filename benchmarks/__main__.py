"""`make bench`: what the house costs, as ratios measured side by side in one run on one machine.

- A vacancy posted and decided through the gateway, against the same statements by pgbench on the same server.
- The gateway against calling the service directly, for a posting and for a reading.

Rounds are interleaved (A B A B …), and the ratio is the median of the rounds' own, so that whatever else the machine
does falls on both sides. Load generator, gateway, service, PostgreSQL and pgbench share the same cores.
"""

import argparse
import asyncio
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import aiohttp
from rich.console import Console
from rich.table import Table

from benchmarks import pgbench
from benchmarks.load import NextRequest, run
from benchmarks.requests import postings, readings, shared_out
from benchmarks.statements import Script, script_of, statements_of_posting
from demo.supervisor.suite import Suite
from tests.journeys.players import ORGANISATIONS, Cast, furnish, vacancy_of

CLIENTS = 16
PREFIX = "/allocation"
Measured = Callable[[], Awaitable[float]]


@dataclass(frozen=True, slots=True)
class Figure:
    """Two rates a second, measured in turn, and the median of their ratios."""

    what: str
    against: str
    rates: list[float]
    rates_against: list[float]
    aim: float

    @property
    def ratio(self) -> float:
        return statistics.median(a / b for a, b in zip(self.rates, self.rates_against, strict=True))


@dataclass(slots=True)
class Bench:
    """The suite under load, and its callers."""

    suite: Suite
    cast: Cast
    scripts: list[Script]
    vacancies: dict[str, str]
    folder: Path
    seconds: int

    async def posting(self, url: str, prefix: str) -> float:
        """Postings a second, the five organisations' ledgers side by side."""
        makers = [
            partial(postings, url, prefix, await self.cast.organisation(cvr).token(), cvr) for cvr in ORGANISATIONS
        ]
        return await self._load(url, shared_out([*makers], CLIENTS))

    async def reading(self, url: str, prefix: str) -> float:
        """Readings a second of one vacancy, each organisation its own."""
        makers = [
            partial(readings, url, prefix, await self.cast.organisation(cvr).token(), vacancy_id)
            for cvr, vacancy_id in self.vacancies.items()
        ]
        return await self._load(url, shared_out([*makers], CLIENTS))

    async def _load(self, url: str, following: list[NextRequest]) -> float:
        counted = await run(url, following, self.seconds)
        if counted.failures:
            raise RuntimeError(f"answers by status: {counted.statuses}")
        return counted.rate

    async def statements(self) -> float:
        """The same statements a second by pgbench."""
        url = self.suite.database_url("allocation")
        return await asyncio.to_thread(
            pgbench.rate, self.scripts, self.folder, url, clients=CLIENTS, seconds=self.seconds
        )


async def compare(names: tuple[str, str], ours: Measured, other: Measured, rounds: int, aim: float) -> Figure:
    """Both in turn, after a round of each that does not count."""
    await ours()
    await other()
    rates: list[float] = []
    against: list[float] = []
    for _ in range(rounds):
        rates.append(await ours())
        against.append(await other())
    return Figure(*names, rates, against, aim)


async def prepared(suite: Suite, cast: Cast, folder: Path, seconds: int) -> Bench:
    """The ledgers opened, a vacancy each, and the statements of a posting taken down."""
    await furnish(cast)
    scripts, vacancies = [], {}
    for cvr, name in ORGANISATIONS.items():
        organisation = cast.organisation(cvr)
        run_name = f"taken-down-{name[-1]}"
        scripts.append(script_of(*await statements_of_posting(suite, organisation, cvr, run_name), run_name))
        posted = await organisation.post("/allocation/v1/vacancies", vacancy_of(f"read-{name[-1]}", 1, cvr))
        vacancies[cvr] = posted.expected().body["id"]
    return Bench(suite, cast, scripts, vacancies, folder, seconds)


async def measure(suite: Suite, folder: Path, arguments: argparse.Namespace) -> list[Figure]:
    """All figures of one run."""
    async with aiohttp.ClientSession() as http:
        bench = await prepared(suite, Cast(http, suite.gateway_url), folder, arguments.seconds)
        gateway, direct = (suite.gateway_url, PREFIX), (suite.urls["allocation"], "")
        return [
            await compare(
                ("a vacancy posted through the gateway", "its statements by pgbench"),
                lambda: bench.posting(*gateway),
                bench.statements,
                arguments.rounds,
                0.15,
            ),
            await compare(
                ("a vacancy posted through the gateway", "service directly"),
                lambda: bench.posting(*gateway),
                lambda: bench.posting(*direct),
                arguments.rounds,
                0.6,
            ),
            await compare(
                ("a vacancy read through the gateway", "service directly"),
                lambda: bench.reading(*gateway),
                lambda: bench.reading(*direct),
                arguments.rounds,
                0.6,
            ),
        ]


def shown(figures: Sequence[Figure]) -> Table:
    """The figures as a table; each rate is the median of its rounds."""
    title = f"{CLIENTS} clients, {os.cpu_count()} cores shared by load generator, suite and PostgreSQL (fsync on)"
    table = Table("what", "a second", "against", "a second ", "ratio", "aim", title=title, title_justify="left")
    for figure in figures:
        rate, other = statistics.median(figure.rates), statistics.median(figure.rates_against)
        aim = f"≥ {figure.aim}" if figure.ratio >= figure.aim else f"≥ {figure.aim} MISSED"
        table.add_row(figure.what, f"{rate:.0f}", figure.against, f"{other:.0f}", f"{figure.ratio:.2f}", aim)
    return table


def main(given: Sequence[str] | None = None) -> int:
    """From the command line; 1 where an aim was missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=4, help="of each round")
    arguments = parser.parse_args(given)
    console = Console(highlight=False)
    with tempfile.TemporaryDirectory(prefix="hjemvej-bench-") as folder, Suite(Path(folder) / "state") as suite:
        figures = asyncio.run(measure(suite, Path(folder), arguments))
    console.print(shown(figures))
    kept = Path(os.environ.get("HJEMVEJ_STATE") or ".state") / "bench.json"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps([asdict(figure) | {"ratio": figure.ratio} for figure in figures], indent=2) + "\n")
    console.print(f"kept in {kept}")
    return 0 if all(figure.ratio >= figure.aim for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
