"""A citizen is admitted to a shelter, in the municipality or outside it."""

from uuid import UUID, uuid4

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import ContentDiffers, FieldError, Unprocessable
from kit.values.texts import Text
from services.support.domain.stays.stays import Stay, StayFacts, StayState, faults, require_no_overlap
from services.support.domain.stays.tasks import task_days
from services.support.store.refunds import find_rules
from services.support.store.stay_tasks import save_tasks
from services.support.store.stays import (
    add_stay,
    find_by_reference,
    known_municipalities,
    list_of_citizens,
    list_versions,
    lock_citizen,
)
from services.support.usecases.stays.watch_refund_days import watch_refund_days


async def admit_citizen(story: Story, citizen_id: UUID, reference: str, facts: StayFacts) -> tuple[Stay, bool]:
    """Enter a stay; the stay, and whether it is new.

    - The same reference of the shelter with the same content is the same stay; with other content it is refused.
    - Nobody is in two shelters at once: a stay that overlaps another is refused. Out and in on one day is no overlap.
    - While the citizen is there, the tasks that lead to a home have their dates from the first day on.
    """
    today = local_day(story.now)
    await lock_citizen(story, citizen_id)
    earlier = await find_by_reference(story, facts.shelter, reference)
    if earlier is not None:
        return await _same_again(story, earlier, citizen_id, facts), False
    await require_sense(story, facts)
    require_no_overlap(facts, await list_of_citizens(story, [citizen_id]))
    stay = Stay(uuid4(), citizen_id, reference, facts, StayState.COUNTED, story.now, 1)
    await add_stay(story, stay)
    if facts.discharged_on is None:
        rules = await find_rules(story)
        await save_tasks(story, stay.id, task_days(facts.admitted_on, rules.terms_on(facts.admitted_on)))
    days = await watch_refund_days(story, citizen_id)
    told = {
        "admitted_on": facts.admitted_on,
        "discharged_on": facts.discharged_on,
        "self_referral": facts.self_referral,
        "entered_on": today,
        "refund_days_left": days.left,
    }
    await record(story, "citizen_admitted", stay.id, (Party.SUPPORT_TEAM,), facts=told)
    return stay, True


async def require_sense(story: Story, facts: StayFacts) -> None:
    """Raises Unprocessable with everything that is wrong with a stay as sent."""
    codes = (facts.acting_municipality_code, facts.paying_municipality_code)
    errors = faults(facts, local_day(story.now), await known_municipalities(story, codes))
    if errors:
        raise Unprocessable(errors=errors)


async def _same_again(story: Story, earlier: Stay, citizen_id: UUID, facts: StayFacts) -> Stay:
    """Compared with what was sent first: a discharge or a correction since is no difference."""
    first = (await list_versions(story, earlier.id))[0].facts
    differing = [name for name in StayFacts.__dataclass_fields__ if getattr(first, name) != getattr(facts, name)]
    if earlier.citizen_id != citizen_id:
        differing.append("citizen_id")
    if differing:
        text = Text("Afviger fra det, der først blev sendt", "Differs from what was sent first")
        raise ContentDiffers(errors=[FieldError(f"/{name}", text) for name in differing])
    return earlier
