"""A person takes a case in hand, so that two never work on the same one."""

from dataclasses import replace
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from services.benefits.domain.cases.cases import Case
from services.benefits.domain.lanes.handling import Handling, WorkerAbsent
from services.benefits.store.cases import get_case, save_case
from services.benefits.store.key_workers import find_key_worker
from services.benefits.usecases.lanes.open_cases import person_of, require_undecided


async def hold_case(story: Story, case_id: UUID) -> Case:
    """Hold the case until it is decided, let go of, or given to somebody else.

    - Of two at once one holds it; the other is told who does. Holding it again changes nothing.
    - Somebody reported absent today holds nothing.
    """
    person = person_of(story)
    case = await get_case(story, case_id, lock=True)
    require_undecided(case)
    worker = await find_key_worker(story, person)
    if worker is not None and worker.is_absent(local_day(story.now)):
        raise WorkerAbsent
    return await _save(story, case, case.handling.held(person, story.now), "benefits_case_held")


async def let_go_of_case(story: Story, case_id: UUID) -> Case:
    """Let go of the case; one that nobody holds stays as it is."""
    person = person_of(story)
    case = await get_case(story, case_id, lock=True)
    require_undecided(case)
    return await _save(story, case, case.handling.released(person), "benefits_case_let_go")


async def _save(story: Story, case: Case, handling: Handling, kind: str) -> Case:
    if handling == case.handling:
        return case
    await record(story, kind, case.id, (Party.BENEFITS_DEPARTMENT,))
    return await save_case(story, replace(case, handling=handling))
