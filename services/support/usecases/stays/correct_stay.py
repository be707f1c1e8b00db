"""A person puts a stay right: a new version, beside the ones it replaces."""

from dataclasses import replace
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.support.domain.stays.stays import (
    CorrectionCode,
    Stay,
    StayFacts,
    StayState,
    corrected,
    require_no_overlap,
)
from services.support.domain.stays.tasks import task_days
from services.support.store.refunds import find_rules
from services.support.store.stay_tasks import end_open_tasks, open_tasks_again, save_tasks
from services.support.store.stays import change_stay, hold_stay, list_of_citizens
from services.support.usecases.stays.admit_citizen import require_sense
from services.support.usecases.stays.watch_refund_days import watch_refund_days


async def correct_stay(
    story: Story, stay_id: UUID, corrects_version: int, changes: dict[str, object], code: CorrectionCode
) -> Stay:
    """Correct the version that stands.

    - A version that has been corrected already is refused, naming the one that stands; so is a correction of nothing.
    - A stay entered in error is annulled: it counts no more, and its versions remain.
    - Statements already closed stay as they are; the next one bears the difference.
    """
    stay = await hold_stay(story, stay_id)
    facts: StayFacts = replace(stay.facts, **changes)  # type: ignore[arg-type]
    state = corrected(stay, corrects_version, facts, code)
    if state is StayState.ANNULLED:
        facts = stay.facts
    else:
        await require_sense(story, facts)
        others = [each for each in await list_of_citizens(story, [stay.citizen_id]) if each.id != stay_id]
        require_no_overlap(facts, others)
    stay = replace(stay, facts=facts, state=state, version=stay.version + 1)
    await change_stay(story, stay, code)
    await _move_tasks(story, stay)
    await watch_refund_days(story, stay.citizen_id)
    told = {"code": code, "version": stay.version, "changed": sorted(changes), "state": state}
    await record(story, "stay_corrected", stay_id, (Party.SUPPORT_TEAM,), facts=told)
    return stay


async def _move_tasks(story: Story, stay: Stay) -> None:
    """A stay that runs has its tasks, from the day of its admission; one that does not run has none open."""
    if stay.state is StayState.ANNULLED or stay.facts.discharged_on is not None:
        await end_open_tasks(story, stay.id)
        return
    await open_tasks_again(story, stay.id)
    rules = await find_rules(story)
    await save_tasks(story, stay.id, task_days(stay.facts.admitted_on, rules.terms_on(stay.facts.admitted_on)))
