"""A fast-track case gets its key worker, or the manager hears at once that nobody is free."""

from dataclasses import replace

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from services.benefits.domain.cases.cases import Case
from services.benefits.domain.lanes.clock import Lane
from services.benefits.domain.lanes.key_workers import assign
from services.benefits.store.cases import save_case
from services.benefits.store.key_workers import list_loaded, note_assigned
from services.benefits.store.queues import take_cases_of, take_waiting

HEARD_BY = (Party.BENEFITS_DEPARTMENT,)


async def assign_case(story: Story, case: Case) -> Case:
    """Give the case, locked by this story, to a key worker by the rule.

    - Nobody free: it stands in the manager's queue and the manager is told at once, once.
    - The ordinary lane has no key workers.
    """
    if case.lane is not Lane.FAST:
        return case
    found = assign(case.kind, local_day(story.now), await list_loaded(story, lock=True))
    if found.key_worker is None:
        handling = case.handling.given_to_manager(story.now)
        if handling == case.handling:
            return case
        await record(story, "key_worker_needed", case.id, HEARD_BY, reasons=found.reasons)
    else:
        handling = case.handling.given_to(found.key_worker, story.now)
        await note_assigned(story, found.key_worker)
        facts = {"key_worker": found.key_worker}
        await record(story, "key_worker_assigned", case.id, HEARD_BY, facts=facts, reasons=found.reasons)
    return await save_case(story, replace(case, handling=handling))


async def assign_waiting_cases(story: Story) -> int:
    """Assign the cases for which nobody was free, as somebody becomes free; how many."""
    today = local_day(story.now)
    if not any(each.has_room and not each.worker.is_absent(today) for each in await list_loaded(story)):
        return 0
    assigned = [await assign_case(story, case) for case in await take_waiting(story)]
    return sum(case.handling.key_worker is not None for case in assigned)


async def reassign_from_absent(story: Story) -> int:
    """Move the open cases that people absent today have or hold; how many.

    - Whoever is absent lets go of what is held. Somebody else who works on the case goes on.
    - A case of the ordinary lane goes to the manager, since nobody is chosen for it by rule.
    """
    today = local_day(story.now)
    absent = {each.worker.reference for each in await list_loaded(story) if each.worker.is_absent(today)}
    cases = await take_cases_of(story, absent)
    for case in cases:
        facts = {"key_worker": case.handling.key_worker, "held_by": case.handling.held_by}
        await record(story, "key_worker_absent", case.id, HEARD_BY, facts=facts)
        await _move(story, replace(case, handling=case.handling.without(absent)), case.handling.key_worker in absent)
    return len(cases)


async def _move(story: Story, case: Case, has_lost_key_worker: bool) -> Case:
    if has_lost_key_worker and case.lane is Lane.FAST:
        return await assign_case(story, case)
    if has_lost_key_worker:
        case = replace(case, handling=case.handling.given_to_manager(story.now))
        await record(story, "key_worker_needed", case.id, HEARD_BY)
    return await save_case(story, case)
