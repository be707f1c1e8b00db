"""A support team enters a worker under its own reference."""

from kit.database.stories import Story
from kit.values.problems import FieldError, Unprocessable
from kit.values.texts import Text
from services.support.domain.capacity.caseload import Worker
from services.support.store.workers import count_caseload, lock_worker, save_worker


async def enter_worker(story: Story, worker: Worker) -> tuple[int, bool]:
    """Enter a worker, or put one right; the caseload, and whether the worker is new.

    - The worker is known by the team's reference, never by name.
    - A changed method, capacity or absence holds for later assignments; whoever the worker has stays.
    """
    for index, absence in enumerate(worker.absences):
        if absence.ends_on is not None and absence.ends_on <= absence.starts_on:
            text = Text("Fraværet skal slutte efter det begynder", "The absence must end after it starts")
            raise Unprocessable(errors=[FieldError(f"/absences/{index}/ends_on", text)])
    is_new = await lock_worker(story, worker.reference) is None
    await save_worker(story, worker)
    return await count_caseload(story, worker.reference), is_new
