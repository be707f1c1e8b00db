"""A vacancy posted and decided, and one read: by pgbench, by the service and through the gateway, in turn."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks import pgbench
from benchmarks.figures import Figure, compare
from benchmarks.load import NextRequest, run
from benchmarks.requests import postings, readings, shared_out
from benchmarks.statements import Script, script_of, statements_of_posting
from demo.supervisor.suite import Suite
from tests.journeys.players import ORGANISATIONS, Cast, vacancy_of

CLIENTS = 16
PREFIX = "/allocation"


@dataclass(slots=True)
class Bench:
    """The suite under load, and its callers."""

    suite: Suite
    cast: Cast
    folder: Path
    rounds: int
    seconds: int

    @property
    def gateway(self) -> tuple[str, str]:
        return self.suite.gateway_url, PREFIX

    @property
    def direct(self) -> tuple[str, str]:
        return self.suite.urls["allocation"], ""

    async def posting(self, url: str, prefix: str, cvrs: Sequence[str], clients: int) -> float:
        """Postings a second on the ledgers of these organisations, side by side."""
        makers = [partial(postings, url, prefix, await self.cast.organisation(cvr).token(), cvr) for cvr in cvrs]
        return await self.load(url, shared_out([*makers], clients))

    async def reading(self, url: str, prefix: str, vacancies: dict[str, str]) -> float:
        """Readings a second of one vacancy, each organisation its own."""
        makers = [
            partial(readings, url, f"{prefix}/v1/vacancies/{vacancy_id}", await self.cast.organisation(cvr).token())
            for cvr, vacancy_id in vacancies.items()
        ]
        return await self.load(url, shared_out([*makers], CLIENTS))

    async def load(self, url: str, following: list[NextRequest]) -> float:
        """Answers a second for the length of a round; anything but success is an error."""
        counted = await run(url, following, self.seconds)
        if counted.failures:
            raise RuntimeError(f"answers by status: {counted.statuses}")
        return counted.rate

    async def statements(self, scripts: Sequence[Script]) -> float:
        """The same statements a second by pgbench."""
        url = self.suite.database_url("allocation")
        return await asyncio.to_thread(pgbench.rate, scripts, self.folder, url, clients=CLIENTS, seconds=self.seconds)


async def measure_posting(bench: Bench) -> list[Figure]:
    """What the service costs above its own statements, and what the gateway costs above the service."""
    scripts, vacancies = [], {}
    for cvr, name in ORGANISATIONS.items():
        organisation = bench.cast.organisation(cvr)
        run_name = f"taken-down-{name[-1]}"
        scripts.append(script_of(*await statements_of_posting(bench.suite, organisation, cvr, run_name), run_name))
        posted = await organisation.post("/allocation/v1/vacancies", vacancy_of(f"read-{name[-1]}", 1, cvr))
        vacancies[cvr] = posted.expected().body["id"]
    every = list(ORGANISATIONS)
    return [
        await compare(
            ("a vacancy posted through the gateway", "its statements by pgbench"),
            lambda: bench.posting(*bench.gateway, every, CLIENTS),
            lambda: bench.statements(scripts),
            bench.rounds,
            0.15,
        ),
        await compare(
            ("a vacancy posted through the gateway", "service directly"),
            lambda: bench.posting(*bench.gateway, every, CLIENTS),
            lambda: bench.posting(*bench.direct, every, CLIENTS),
            bench.rounds,
            0.6,
        ),
        await compare(
            ("a vacancy read through the gateway", "service directly"),
            lambda: bench.reading(*bench.gateway, vacancies),
            lambda: bench.reading(*bench.direct, vacancies),
            bench.rounds,
            0.6,
        ),
    ]
