"""A person records what was decided to follow a stay."""

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import Unprocessable
from services.support.domain.stays.stays import StayAnnulled, StayState
from services.support.domain.stays.support_windows import SupportDecision, faults
from services.support.domain.stays.tasks import StayTaskKind, StayTaskOutcome
from services.support.store.stay_tasks import end_task, list_stay_tasks
from services.support.store.stays import hold_stay, save_decision


async def record_decision(story: Story, decision: SupportDecision) -> None:
    """Record support (§ 85 a) or temporary residence (§ 107).

    - One of each kind a stay; sent again, it is put right, and the journal keeps what it said before.
    - The stay's task to decide support is done by it.
    """
    stay = await hold_stay(story, decision.stay_id)
    if stay.state is StayState.ANNULLED:
        raise StayAnnulled
    errors = faults(decision, local_day(story.now))
    if errors:
        raise Unprocessable(errors=errors)
    await save_decision(story, decision)
    for task in await list_stay_tasks(story, stay.id):
        if task.kind is StayTaskKind.SUPPORT_DECISION and task.outcome is None:
            await end_task(story, task, StayTaskOutcome.DONE)
    told = {
        "section": decision.section,
        "decided_on": decision.decided_on,
        "starts_on": decision.starts_on,
        "ends_on": decision.ends_on,
    }
    await record(story, "support_decided", stay.id, (Party.SUPPORT_TEAM,), facts=told)
