"""A key worker is entered, or put right."""

from uuid import NAMESPACE_URL, uuid5

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from kit.values.problems import Unprocessable
from services.benefits.domain.lanes.key_workers import KeyWorker, Loaded, faults_of
from services.benefits.store.key_workers import enter_key_worker as store_key_worker
from services.benefits.store.key_workers import list_loaded


async def enter_key_worker(story: Story, worker: KeyWorker) -> tuple[Loaded, bool]:
    """Enter kinds of case, capacity and absences under the reference; whether it is new.

    - Everything wrong is told at once, and nothing is entered.
    - The same reference again replaces what was entered. The cases stay, until a sweep moves those of somebody absent.
    """
    faults = faults_of(worker)
    if faults:
        raise Unprocessable(errors=faults)
    is_new = await store_key_worker(story, worker)
    # An absence says something about a person, so the journal has only that the row was changed.
    subject = uuid5(NAMESPACE_URL, f"key-worker/{story.municipality_code}/{worker.reference}")
    facts = {"capacity": worker.capacity, "kinds": sorted(worker.kinds)}
    await record(story, "key_worker_entered", subject, (Party.BENEFITS_DEPARTMENT,), facts=facts)
    return next(each for each in await list_loaded(story) if each.worker.reference == worker.reference), is_new
