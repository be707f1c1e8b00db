"""A citizen leaves a shelter."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.decisions import Reason
from kit.values.problems import PreconditionFailed
from kit.values.texts import Text
from services.support.domain.stays.stays import Stay, discharged
from services.support.domain.stays.support_windows import SOURCE
from services.support.store.stay_tasks import end_open_tasks
from services.support.store.stays import change_stay, hold_stay, list_decisions
from services.support.usecases.stays.watch_refund_days import watch_refund_days


async def discharge_citizen(story: Story, stay_id: UUID, discharged_on: date, expected_version: int) -> Stay:
    """End a stay.

    - A stay ends once: the same day again changes nothing, another day is a correction.
    - What nobody did during the stay ends with it. That no support was decided before the discharge is said, since it
      costs the refund for support and temporary residence afterwards.
    """
    stay = await hold_stay(story, stay_id)
    facts = discharged(stay, discharged_on, local_day(story.now))
    if facts is None:
        return stay
    if stay.version != expected_version:
        raise PreconditionFailed
    stay = replace(stay, facts=facts, version=stay.version + 1)
    await change_stay(story, stay, "discharged")
    await end_open_tasks(story, stay_id)
    days = await watch_refund_days(story, stay.citizen_id)
    decided = bool(await list_decisions(story, [stay_id]))
    told = {"discharged_on": discharged_on, "refund_days_used": days.used}
    await record(
        story, "citizen_discharged", stay_id, (Party.SUPPORT_TEAM,), facts=told, reasons=(_support_decided(decided),)
    )
    return stay


def _support_decided(is_met: bool) -> Reason:
    text = (
        Text("Støtte er besluttet inden udskrivningen.", "Support was decided before the discharge.")
        if is_met
        else Text(
            "Ingen støtte er besluttet inden udskrivningen: der er ingen refusion for den bagefter.",
            "No support was decided before the discharge: it is not refunded afterwards.",
        )
    )
    return Reason("decided-before-discharge", SOURCE, is_met, text)
