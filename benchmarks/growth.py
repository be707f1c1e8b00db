"""Whether a posting costs the same as the first of a ledger and as the hundred-thousand-and-first."""

import csv
import io
import time

from benchmarks.figures import Figure, Waits, compare
from benchmarks.posting import Bench
from tests.journeys.players import vacancy_of

LARGE, MIDDLE, SMALL = "99000236", "99000244", "99000252"
LINES = 10_000
LARGE_FILES, MIDDLE_FILES = 10, 1
CLIENTS = 4
"""Enough to keep one ledger busy: its postings take turns anyway."""
AIM = 0.8


async def measure_growth(bench: Bench) -> tuple[list[Figure], Waits]:
    """Single postings on a ledger of 100,000 and one of 10,000, each in turn with one that has just begun.

    The ledgers are filled by files of ten thousand lines, and how long each takes is told beside.
    """
    imports = [await _import(bench, LARGE, number) for number in range(LARGE_FILES)]
    imports += [await _import(bench, MIDDLE, number) for number in range(MIDDLE_FILES)]
    figures = []
    for cvr, files in ((LARGE, LARGE_FILES), (MIDDLE, MIDDLE_FILES)):
        names = (f"a posting on a ledger of {files * LINES:,}, {CLIENTS} clients", "on a ledger just begun")
        figures.append(
            await compare(
                names,
                lambda cvr=cvr: bench.posting(*bench.direct, [cvr], CLIENTS),  # type: ignore[misc]
                lambda: bench.posting(*bench.direct, [SMALL], CLIENTS),
                bench.rounds,
                AIM,
            )
        )
    return figures, Waits(f"a file of {LINES:,} vacancies, through the gateway", imports)


async def _import(bench: Bench, cvr: str, number: int) -> float:
    """The seconds that one file takes; nothing else is asked meanwhile."""
    rows = [vacancy_of(f"F{number}-{line // 1000:02}", line, cvr) for line in range(LINES)]
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    headers = {
        "Authorization": f"Bearer {await bench.cast.organisation(cvr).token()}",
        "Content-Type": "text/csv",
        "Idempotency-Key": f"file-{cvr}-{number}",
    }
    begun = time.perf_counter()
    url = f"{bench.suite.gateway_url}/allocation/v1/vacancy-imports"
    async with bench.cast.http.post(url, data=text.getvalue().encode(), headers=headers) as answer:
        told = await answer.text()
    if answer.status != 201:
        raise RuntimeError(f"{answer.status} {told[:500]}")
    return time.perf_counter() - begun
