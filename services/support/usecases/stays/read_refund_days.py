"""A person reads how many refund days a citizen has used and has left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from services.support.domain.stays.forecasts import RefundDays, refund_days
from services.support.domain.stays.stays import Stay, StayState
from services.support.domain.stays.support_windows import RefundWindow, refund_windows
from services.support.domain.stays.terms import StayTerms
from services.support.store.refunds import find_rules
from services.support.store.stay_tasks import list_running_out
from services.support.store.stays import list_decisions, list_of_citizens


@dataclass(frozen=True, slots=True)
class CitizenRefunds:
    """One citizen's refund days on a day, what the count went by, and what is refunded after the stays."""

    days: RefundDays
    terms: StayTerms
    windows: Sequence[RefundWindow]


async def read_refund_days(story: Story, citizen_id: UUID, on: date | None) -> CitizenRefunds:
    """Read one citizen's refund days on a day, today where none is named; that it was read is recorded.

    - On a day to come, the stay that runs is taken to continue.
    """
    day = on or local_day(story.now)
    rules = await find_rules(story)
    stays = [each for each in await list_of_citizens(story, [citizen_id]) if each.state is StayState.COUNTED]
    periods = [stay.period for stay in stays]
    decisions = await list_decisions(story, [stay.id for stay in stays])
    await record(story, "refund_days_read", citizen_id, (Party.SUPPORT_TEAM,), facts={"on": day})
    return CitizenRefunds(refund_days(periods, rules, day), rules.terms_on(day), refund_windows(periods, decisions))


async def days_of_citizens(story: Story, stays: Sequence[Stay]) -> dict[UUID, RefundDays]:
    """The refund days today of everybody in these stays, by citizen."""
    rules, today = await find_rules(story), local_day(story.now)
    by_citizen: dict[UUID, list[Stay]] = {stay.citizen_id: [] for stay in stays}
    for stay in await list_of_citizens(story, by_citizen):
        if stay.state is StayState.COUNTED:
            by_citizen[stay.citizen_id].append(stay)
    return {
        citizen_id: refund_days([stay.period for stay in own], rules, today) for citizen_id, own in by_citizen.items()
    }


async def list_days_running_out(
    story: Story, within: int, after: UUID | None, limit: int
) -> list[tuple[UUID, RefundDays]]:
    """Citizens in a shelter whose refund days run out within so many days, or have run out, by identifier."""
    today = local_day(story.now)
    citizens = await list_running_out(story, today + timedelta(days=within), after=after, limit=limit)
    days = await days_of_citizens(story, await list_of_citizens(story, citizens))
    return [(citizen_id, days[citizen_id]) for citizen_id in citizens]
