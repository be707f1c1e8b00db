"""The worker of a service: delivers outgoing jobs, sweeps deadlines, seals the journal."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence

import procrastinate
import structlog
from procrastinate.jobs import Job
from sqlalchemy import text

from kit.calls.neighbours import Refused
from kit.calls.traces import trace_id
from kit.database.answers import forget_old_answers
from kit.database.seals import seal_journal
from kit.database.stories import Stories, Story
from kit.values.callers import Caller

# Called with the municipality's code, the person who caused the job, and the job's own identifiers.
Delivery = Callable[..., Awaitable[None]]
Sweep = Callable[[Story], Awaitable[int]]

LONGEST_WAIT_SECONDS = 60
SWEEP_EVERY_SECONDS = 15.0
HEARTBEAT_SECONDS = 1.0
STALLED_AFTER_SECONDS = 5.0

log = structlog.get_logger("worker")


class Backoff(procrastinate.BaseRetryStrategy):
    """Try again after 1, 2, 4 … at most 60 seconds, for as long as it takes; a refusal by the receiver is final."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> procrastinate.RetryDecision | None:
        if isinstance(exception, Refused):
            return None
        seconds = min(2 ** min(job.attempts, 6), LONGEST_WAIT_SECONDS)
        return procrastinate.RetryDecision(retry_in={"seconds": seconds})


async def sweep(stories: Stories, caller: Caller, municipality_code: str, sweeps: Sequence[Sweep]) -> int:
    """Run each sweep once in one municipality, each in a transaction of its own; how many rows fell due."""
    swept = 0
    for one in sweeps:
        async with stories.begin(caller, municipality_code) as story:
            swept += await one(story)
    return swept


class Worker:
    """One process: deliveries by task name, sweeps over every municipality."""

    def __init__(
        self,
        database_url: str,
        stories: Stories,
        caller: Caller,
        deliveries: Mapping[str, Delivery],
        sweeps: Sequence[Sweep],
    ) -> None:
        connector = procrastinate.PsycopgConnector(conninfo=database_url, min_size=1, max_size=3)
        self.app = procrastinate.App(
            connector=connector,
            worker_defaults={
                "concurrency": 4,
                "update_heartbeat_interval": HEARTBEAT_SECONDS,
                "stalled_worker_timeout": STALLED_AFTER_SECONDS,
                "fetch_job_polling_interval": 1.0,
                "shutdown_graceful_timeout": 10,
                "delete_jobs": "successful",
            },
        )
        for name, delivery in deliveries.items():
            self.app.task(name=name, retry=Backoff())(self._traced(delivery))
        self.stories = stories
        self.caller = caller
        self.sweeps = [*sweeps, seal_journal, forget_old_answers]

    @staticmethod
    def _traced(delivery: Delivery) -> Delivery:
        async def deliver(*, trace: str, **arguments: str | None) -> None:
            trace_id.set(trace)
            await delivery(**arguments)

        return deliver

    async def run(self) -> None:
        """Work until stopped by a signal."""
        async with self.app.open_async():
            rounds = [asyncio.create_task(self._sweep_for_ever()), asyncio.create_task(self._rescue_for_ever())]
            try:
                await self.app.run_worker_async(install_signal_handlers=True)
            finally:
                for one in rounds:
                    one.cancel()
                await asyncio.gather(*rounds, return_exceptions=True)

    async def _sweep_for_ever(self) -> None:
        while True:
            try:
                for code in await self._municipalities():
                    await sweep(self.stories, self.caller, code, self.sweeps)
            except Exception as error:
                log.warning("sweep_failed", error=type(error).__name__)
            await asyncio.sleep(SWEEP_EVERY_SECONDS)

    async def _rescue_for_ever(self) -> None:
        """Jobs that a killed worker held are tried again."""
        while True:
            try:
                for job in await self.app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
                    await self.app.job_manager.retry_job(job)
            except Exception as error:
                log.warning("rescue_failed", error=type(error).__name__)
            await asyncio.sleep(STALLED_AFTER_SECONDS / 2)

    async def _municipalities(self) -> list[str]:
        async with self.stories.engine.connect() as connection:
            rows = await connection.execute(text("SELECT code FROM municipality ORDER BY code"))
            return list(rows.scalars())
