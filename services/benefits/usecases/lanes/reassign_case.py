"""A manager gives a case to another key worker."""

from dataclasses import replace
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import FieldError, PreconditionFailed, Unprocessable
from kit.values.texts import Text
from services.benefits.domain.cases.cases import Case
from services.benefits.domain.lanes.handling import CannotTake, WhyReassigned
from services.benefits.domain.lanes.key_workers import hindrance
from services.benefits.store.cases import get_case, save_case
from services.benefits.store.key_workers import list_loaded, note_assigned
from services.benefits.usecases.lanes.open_cases import require_undecided


async def reassign_case(
    story: Story, case_id: UUID, version: int, key_worker: str, why: WhyReassigned, over_capacity: bool
) -> Case:
    """Give the case to the key worker named; whoever held it has let go.

    - Somebody absent, or who does not take the kind, cannot be given it; a full one only if the manager says so.
    """
    case = await get_case(story, case_id, lock=True)
    if case.version != version:
        raise PreconditionFailed
    require_undecided(case)
    loaded = next((e for e in await list_loaded(story, lock=True) if e.worker.reference == key_worker), None)
    if loaded is None:
        text = Text("Er ikke en nøglemedarbejder", "Is not a key worker")
        raise Unprocessable(errors=[FieldError("/key_worker", text)])
    if case.handling.key_worker == key_worker:
        return case
    hindered = hindrance(case.kind, local_day(story.now), loaded)
    if hindered is not None and not (over_capacity and hindered.rule == "key_worker_has_room"):
        raise CannotTake(hindered.text, extra={"rule": hindered.as_json()})
    await note_assigned(story, key_worker)
    facts = {"key_worker": key_worker, "before": case.handling.key_worker, "why": why, "over_capacity": over_capacity}
    await record(story, "key_worker_reassigned", case.id, (Party.BENEFITS_DEPARTMENT,), facts=facts)
    handling = case.handling.taken_away().given_to(key_worker, story.now)
    return await save_case(story, replace(case, handling=handling))
