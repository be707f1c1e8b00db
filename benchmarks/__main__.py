"""`make bench`: what the house costs, measured side by side in one run on one machine.

- `posting`: a vacancy posted and decided through the gateway, against its statements by pgbench on the same server; the
  gateway against calling the service directly, for a posting and for a reading.
- `shortlist`: a shortlist where ten thousand households wait, through the gateway.
- `growth`: a posting on a ledger of a hundred thousand and of ten thousand, against one just begun; files imported.
- `matching`: five hundred dwellings among ten thousand households, the rule alone.

Rounds are interleaved (A B A B …), and a ratio is the median of the rounds' own, so that whatever else the machine
does falls on both sides. Load generator, gateway, service, PostgreSQL and pgbench share the same cores.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import aiohttp
from rich.console import Console

from benchmarks.figures import Figure, Waits, shown
from benchmarks.growth import measure_growth
from benchmarks.matching import measure_matching
from benchmarks.posting import CLIENTS, Bench, measure_posting
from benchmarks.shortlists import measure_shortlists
from demo.supervisor.suite import Suite
from tests.journeys.players import Cast, furnish

PARTS = ("posting", "shortlist", "growth", "matching")
"""In this order: the ledgers that `growth` fills would be in the way of the others."""


async def measure(suite: Suite, folder: Path, arguments: argparse.Namespace) -> tuple[list[Figure], list[Waits]]:
    """All figures of one run."""
    figures: list[Figure] = []
    waits: list[Waits] = []
    async with aiohttp.ClientSession() as http:
        bench = Bench(suite, Cast(http, suite.gateway_url), folder, arguments.rounds, arguments.seconds)
        await furnish(bench.cast)
        if "posting" in arguments.parts:
            figures += await measure_posting(bench)
        if "shortlist" in arguments.parts:
            waits += await measure_shortlists(bench)
        if "growth" in arguments.parts:
            found, imports = await measure_growth(bench)
            figures += found
            waits.append(imports)
    return figures, waits


def main(given: Sequence[str] | None = None) -> int:
    """From the command line; 1 where an aim was missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("parts", nargs="*", default=PARTS, help=f"of {', '.join(PARTS)}; all where none is named")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=4, help="of each round")
    arguments = parser.parse_args(given)
    if unknown := set(arguments.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    figures: list[Figure] = []
    waits: list[Waits] = []
    if set(arguments.parts) - {"matching"}:
        with tempfile.TemporaryDirectory(prefix="hjemvej-bench-") as folder, Suite(Path(folder) / "state") as suite:
            figures, waits = asyncio.run(measure(suite, Path(folder), arguments))
    if "matching" in arguments.parts:
        waits += measure_matching()
    console = Console(highlight=False)
    for table in shown(figures, waits, CLIENTS):
        console.print(table)
    kept = Path(os.environ.get("HJEMVEJ_STATE") or ".state") / "bench.json"
    kept.parent.mkdir(parents=True, exist_ok=True)
    found: list[Figure | Waits] = [*figures, *waits]
    kept.write_text(json.dumps([each.as_json() for each in found], indent=2) + "\n")
    console.print(f"kept in {kept}")
    return 0 if all(each.met for each in found) else 1


if __name__ == "__main__":
    sys.exit(main())
