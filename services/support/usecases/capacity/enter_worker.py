"""A support team enters a worker under its own reference."""

from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.problems import FieldError, Unprocessable
from kit.values.texts import Text
from services.support.domain.capacity.caseload import Worker
from services.support.domain.capacity.handovers import WorkerCoordinatesTeam, WorkerHasCitizens
from services.support.store.teams import coordinates_any
from services.support.store.workers import count_citizens, lock_worker, save_worker


async def enter_worker(story: Story, worker: Worker) -> bool:
    """Enter a worker, or put one right; whether the worker is new.

    - The worker is known by the team's reference, never by name.
    - A changed method, capacity, hours or absence holds for later assignments; whoever the worker has stays.
    - A worker leaves only when the citizens have been handed over, and any team has another coordinator. A day ahead
      may be entered before that.
    """
    errors = [
        FieldError(
            f"/absences/{index}/ends_on",
            Text("Fraværet skal slutte efter det begynder", "The absence must end after it starts"),
        )
        for index, absence in enumerate(worker.absences)
        if absence.ends_on is not None and absence.ends_on <= absence.starts_on
    ]
    if worker.method in worker.other_methods or len(set(worker.other_methods)) < len(worker.other_methods):
        text = Text("Metoden står der allerede", "The method stands there already")
        errors.append(FieldError("/other_methods", text))
    if errors:
        raise Unprocessable(errors=errors)
    is_new = await lock_worker(story, worker.reference) is None
    if worker.has_left(local_day(story.now)):
        await _require_nobody_left(story, worker)
    await save_worker(story, worker)
    return is_new


async def _require_nobody_left(story: Story, worker: Worker) -> None:
    citizens = await count_citizens(story, worker.reference)
    if citizens:
        raise WorkerHasCitizens(extra={"caseload": citizens})
    if await coordinates_any(story, worker.reference):
        raise WorkerCoordinatesTeam
