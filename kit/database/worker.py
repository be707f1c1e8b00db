"""The worker of a service: delivers outgoing jobs, sweeps deadlines, seals the journal."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

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
LONGEST_DELIVERY_SECONDS = 30.0
"""A delivery is a few short calls with a timeout of ten seconds each; what is held longer, nobody is doing any more."""

SEE_ALL = text("""
    SELECT set_config('hjemvej.party', 'service', true),
           set_config('hjemvej.municipalities', (SELECT string_agg(code, ',') FROM municipality), true)
""")
FAILED = text("SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'")
# A worker that loses its connection just as a job ends lives on and cannot say so: the job looks held for ever.
HELD_TOO_LONG = """
    SELECT job.id FROM procrastinate_jobs AS job
    JOIN procrastinate_events AS event ON event.job_id = job.id AND event.type = 'started'
    WHERE job.status = 'doing' GROUP BY job.id HAVING max(event.at) < now() - make_interval(secs => %(seconds)s)
"""
IN_USE = text("""
    SELECT code FROM municipality
    WHERE EXISTS (SELECT FROM journal WHERE municipality_code = code) ORDER BY code
""")

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
        self.sweeps = [*sweeps, seal_journal]

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
            await self._sweep_all()
            await asyncio.sleep(SWEEP_EVERY_SECONDS)

    async def _sweep_all(self) -> None:
        """One round over the municipalities; one whose sweep fails keeps no other waiting."""
        codes: list[str] = []
        with _logged("round_failed"):
            await self._alarm()
            codes = await self._municipalities()
            async with self.stories.begin(self.caller) as story:
                await forget_old_answers(story)
        for code in codes:
            with _logged("sweep_failed", municipality_code=code):
                await sweep(self.stories, self.caller, code, self.sweeps)

    async def _alarm(self) -> None:
        """What was refused for good is never given up silently: an error in the log until somebody sees to it."""
        async with self.stories.engine.connect() as connection:
            failed = (await connection.execute(FAILED)).scalar_one()
        if failed:
            log.error("undelivered", jobs=failed)

    async def _rescue_for_ever(self) -> None:
        while True:
            with _logged("rescue_failed"):
                await self._rescue()
            await asyncio.sleep(STALLED_AFTER_SECONDS / 2)

    async def _rescue(self) -> None:
        """Jobs that a killed worker held, and those that nobody can be doing any more, are tried again."""
        jobs = self.app.job_manager
        for job in await jobs.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
            await jobs.retry_job(job)
        held = await self.app.connector.execute_query_all_async(HELD_TOO_LONG, seconds=LONGEST_DELIVERY_SECONDS)
        for row in held:
            await jobs.retry_job_by_id_async(row["id"], datetime.now(UTC))

    async def _municipalities(self) -> list[str]:
        """Those in which anything has ever happened: a row that can fall due is entered in the journal."""
        async with self.stories.engine.begin() as connection:
            await connection.execute(SEE_ALL)
            return list((await connection.execute(IN_USE)).scalars())


@contextmanager
def _logged(event: str, **about: str) -> Iterator[None]:
    """What fails here is logged and tried again in the next round."""
    try:
        yield
    except Exception as error:
        log.warning(event, error=type(error).__name__, **about)
