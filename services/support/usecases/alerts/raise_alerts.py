"""What is coming is said to whoever can still do something about it."""

from datetime import timedelta

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import due_after_working_days
from kit.values.callers import Party
from services.support.domain.alerts.alerts import Alert, Cause, new_alert
from services.support.domain.alerts.notices import NoticeKind, follow_up_cause
from services.support.domain.alerts.owners import Step
from services.support.domain.alerts.terms import AlertClock
from services.support.store.alert_causes import (
    list_bailiff_dates,
    list_offers_at_risk,
    list_phase_ends,
    list_refund_days,
)
from services.support.store.alerts import add_alert
from services.support.store.notices import mark_notice, take_due_follow_ups
from services.support.usecases.alerts.find_staffing import find_staffing
from services.support.usecases.alerts.read_clock import read_clock

AT_ONCE = 200
SENDERS = {NoticeKind.SANCTION: Party.JOB_CENTRE, NoticeKind.DISCHARGE: Party.PARTNER}


async def raise_alerts(story: Story) -> int:
    """Raise an alert for each offer at risk, phase that ends, bailiff's date, and end of refund days, once; how many.

    - An offer is at risk where it ends within so many working days and its referral has no worker.
    - A phase's end is told so many days ahead; refund days and bailiff's dates as their own terms say.
    """
    clock = await read_clock(story)
    terms = clock.terms
    risky = await list_offers_at_risk(story, due_after_working_days(story.now, terms.offer_risk_days), AT_ONCE)
    ending = await list_phase_ends(story, story.now + timedelta(days=terms.phase_warning_days), AT_ONCE)
    running_out = await list_refund_days(story, AT_ONCE)
    before_court = await list_bailiff_dates(story, AT_ONCE)
    causes = (*risky, *ending, *running_out, *before_court)
    raised = [await raise_alert(story, cause, clock) for cause in causes]
    return sum(raised)


async def ask_about_rent(story: Story) -> int:
    """Ask whether the rent was paid, so many days after a sanction began, once; how many.

    - A notice that was withdrawn or replaced is not followed up.
    - The job centre sees that it was asked, and never the answer.
    """
    due = await take_due_follow_ups(story, AT_ONCE)
    clock = await read_clock(story)
    for notice in due:
        await raise_alert(story, follow_up_cause(notice), clock)
        await mark_notice(story, notice.id, follow_up_asked_at=story.now)
        facts = {"reference": notice.sent.reference}
        await record(story, "sanction_follow_up_asked", notice.id, (Party.JOB_CENTRE,), facts=facts)
    return len(due)


async def raise_alert(story: Story, cause: Cause, clock: AlertClock) -> bool:
    """Raise one alert, with its owner; False where the same cause has raised it before."""
    alert = new_alert(cause, await find_staffing(story, cause.citizen_id), story.now, clock)
    if not await add_alert(story, alert):
        return False
    await tell(story, "alert_raised", alert)
    return True


async def tell(story: Story, kind: str, alert: Alert) -> None:
    """Tell the support team whose the alert is and why; management only that one has come to the last step."""
    facts = {
        "kind": alert.cause.kind,
        "urgency": alert.cause.urgency,
        "happens_on": alert.cause.happens_on,
        "owner_step": alert.owner.step,
        "owner_reference": alert.owner.reference,
        "acknowledge_by": alert.acknowledge_by.isoformat(),
        "state": alert.state,
        "action": alert.action,
        "outcome": alert.outcome,
    }
    await record(story, kind, alert.id, (Party.SUPPORT_TEAM,), facts=facts, reasons=alert.owner.reasons)
    if kind == "alert_passed_on" and alert.owner.step is Step.MANAGER:
        urgency = {"urgency": alert.cause.urgency}
        await record(story, "alert_without_acknowledgement", alert.id, (Party.MANAGEMENT,), facts=urgency)
