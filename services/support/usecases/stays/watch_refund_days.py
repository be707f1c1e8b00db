"""When the refund days of a citizen in a shelter run out is kept as a date, and told of once."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from services.support.domain.stays.forecasts import RefundDays, refund_days, warn_on
from services.support.domain.stays.stays import StayState
from services.support.domain.stays.terms import RefundRules
from services.support.store.refunds import find_rules
from services.support.store.stay_tasks import Watch, list_watched, needs_telling, save_watch, take_due_watches
from services.support.store.stays import list_of_citizens


async def watch_refund_days(story: Story, citizen_id: UUID, rules: RefundRules | None = None) -> RefundDays:
    """Count anew after a change, and keep the date on which to warn; the citizen's turn is taken.

    - Nobody in a shelter: nothing to watch.
    - Stays left outside the count, or before the reform, are never warned of.
    """
    rules = rules or await find_rules(story)
    stays = await list_of_citizens(story, [citizen_id])
    counted = [stay.period for stay in stays if stay.state is StayState.COUNTED]
    days = refund_days(counted, rules, local_day(story.now))
    warn = warn_on(days, rules)
    await save_watch(story, Watch(citizen_id, days.stay_id, days.runs_out_on, warn, days.look_again_on))
    return days


async def watch_all(story: Story) -> None:
    """Count everybody in a shelter anew, since the rules have changed."""
    rules = await find_rules(story)
    for citizen_id in await list_watched(story):
        await watch_refund_days(story, citizen_id, rules)


async def tell_of_refund_days(story: Story) -> int:
    """Tell of refund days that run out, once for each stay and date; how many.

    - Told so many days before as the municipality has chosen; at once where that day has passed.
    - When a date has passed, the next one is looked for: the stay may reach a new year.
    """
    due = await take_due_watches(story)
    if not due:
        return 0
    rules, told = await find_rules(story), 0
    for citizen_id in due:
        days = await watch_refund_days(story, citizen_id, rules)
        if days.stay_id is not None and await needs_telling(story, citizen_id):
            facts = {
                "citizen_id": citizen_id,
                "runs_out_on": days.runs_out_on,
                "because": days.runs_out_because,
                "used": days.used,
                "left": days.left,
            }
            await record(story, "refund_days_running_out", days.stay_id, (Party.SUPPORT_TEAM,), facts=facts)
            told += 1
    return told
