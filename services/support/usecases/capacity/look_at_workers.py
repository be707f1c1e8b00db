"""Workers with their caseloads, and whether the limits hold."""

from collections import Counter
from dataclasses import dataclass

from kit.database.stories import Story
from kit.values.calendar import local_day
from services.support.domain.capacity.caseload import Caseload, Worker, is_over
from services.support.domain.methods.methods import Method
from services.support.store.handovers import count_over_limit
from services.support.store.methods import list_terms
from services.support.store.workers import get_caseload, list_workers


@dataclass(frozen=True, slots=True)
class WorkerStanding:
    """A worker, the citizens the worker has alone, and where the limits are broken."""

    worker: Worker
    caseload: Caseload
    over_limit: bool | None
    over_limit_assignments: int


async def look_at_workers(story: Story, method: Method | None = None) -> list[WorkerStanding]:
    """Every worker of the municipality, or of a method, with what is broken."""
    return await _standings(story, await list_workers(story, method))


async def look_at_worker(story: Story, worker: Worker) -> WorkerStanding:
    """One worker."""
    return (await _standings(story, [(worker, await get_caseload(story, worker.reference))]))[0]


async def _standings(story: Story, found: list[tuple[Worker, Caseload]]) -> list[WorkerStanding]:
    rows, today = await list_terms(story), local_day(story.now)
    broken: Counter[str] = Counter()
    for (team, reference, _method, _reason), many in (await count_over_limit(story)).items():
        if team is None:
            broken[reference] += many
    return [
        WorkerStanding(worker, caseload, is_over(worker, caseload, rows, today), broken[worker.reference])
        for worker, caseload in found
    ]
