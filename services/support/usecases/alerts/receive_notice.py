"""The job centre tells of a sanction before it falls, or psychiatry of a discharge."""

from dataclasses import replace
from uuid import UUID, uuid5

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.problems import ContentDiffers, FieldError, Unprocessable
from kit.values.texts import Text
from services.support.domain.alerts.alerts import RUNNING, redate
from services.support.domain.alerts.notices import (
    Notice,
    NoticeKind,
    Sent,
    cause_of,
    errors_in_notice,
    follow_up_due_at,
    is_short,
)
from services.support.domain.alerts.terms import AlertClock, AlertTerms
from services.support.store.alert_causes import is_known
from services.support.store.alerts import get_alert, save_alert
from services.support.store.notices import add_notice, find_notice, mark_notice
from services.support.usecases.alerts.cease_follow_up import cease_follow_up
from services.support.usecases.alerts.find_staffing import find_staffing
from services.support.usecases.alerts.raise_alerts import SENDERS, raise_alert, tell
from services.support.usecases.alerts.read_clock import read_clock


async def receive_notice(story: Story, sent: Sent) -> tuple[Notice, bool]:
    """Receive a notice and raise its alert; the notice, and whether it is new.

    - The same reference with the same content is the same notice, and no second alert; with other content it is
      refused and the fields that differ are named.
    - A newer notice of the same sanction or discharge is a new entry: its alert gets the new date and asks to be
      acknowledged again. Where that alert has ended, the newer notice raises one of its own. Nobody is asked about the
      rent after the date that was replaced.
    - Only a day that has passed is too late; too little time to act is marked as short.
    """
    earlier = await find_notice(story, sent.kind, sent.sender, sent.reference)
    if earlier is not None:
        return _same_again(earlier, sent), False
    today = local_day(story.now)
    clock = await read_clock(story)
    replaced = None
    if sent.replaces_reference is not None:
        replaced = await find_notice(story, sent.kind, sent.sender, sent.replaces_reference, lock=True)
    known = await is_known(story, sent.citizen_id)
    errors = errors_in_notice(sent, today, is_known=known, replaced=replaced)
    if errors:
        raise Unprocessable(errors=errors)
    notice = _new_notice(story, sent, clock.terms)
    if replaced is not None and (await get_alert(story, replaced.alert_id, lock=True)).state in RUNNING:
        notice = replace(notice, alert_id=replaced.alert_id)
    if not await add_notice(story, notice):
        first = await find_notice(story, sent.kind, sent.sender, sent.reference)
        return _same_again(first or notice, sent), False
    await _raise_or_redate(story, notice, replaced, clock)
    facts = {"reference": sent.reference, "happens_on": sent.happens_on, "short": notice.short}
    await record(story, f"{sent.kind}_notice_received", notice.id, (SENDERS[sent.kind],), facts=facts)
    return notice, True


async def _raise_or_redate(story: Story, notice: Notice, replaced: Notice | None, clock: AlertClock) -> None:
    today = local_day(story.now)
    if replaced is not None:
        await mark_notice(story, replaced.id, replaced_at=story.now)
        await cease_follow_up(story, replaced)
    if replaced is None or notice.alert_id != replaced.alert_id:
        await raise_alert(story, cause_of(notice.sent, notice.id, today, clock.terms), clock)
        return
    alert = await get_alert(story, notice.alert_id, lock=True)
    cause = cause_of(notice.sent, alert.cause.subject_id, today, clock.terms)
    changed = redate(alert, cause, await find_staffing(story, cause.citizen_id), story.now, clock)
    await save_alert(story, changed)
    await tell(story, "alert_redated", changed)


def _new_notice(story: Story, sent: Sent, terms: AlertTerms) -> Notice:
    today = local_day(story.now)
    # The same reference of the same sender can be one notice only, so its id follows from them.
    notice_id = uuid5(UUID(int=0), f"{story.municipality_code} {sent.kind} {sent.sender} {sent.reference}")
    return Notice(
        id=notice_id,
        sent=sent,
        received_at=story.now,
        short=sent.kind is NoticeKind.SANCTION and is_short(sent.happens_on, today, terms),
        alert_id=cause_of(sent, notice_id, today, terms).alert_id(),
        follow_up_due_at=follow_up_due_at(sent, terms),
        follow_up_asked_at=None,
        replaced_at=None,
        withdrawn_at=None,
    )


_NAMES = {
    NoticeKind.SANCTION: {"happens_on": "sanction_from_on", "code": "kind"},
    NoticeKind.DISCHARGE: {"happens_on": "discharge_on"},
}


def _same_again(earlier: Notice, sent: Sent) -> Notice:
    differing = [
        _NAMES[sent.kind].get(name, name)
        for name in Sent.__dataclass_fields__
        if getattr(sent, name) != getattr(earlier.sent, name)
    ]
    if differing:
        text = Text("Afviger fra det, der først blev sendt", "Differs from what was sent first")
        raise ContentDiffers(errors=[FieldError(f"/{name}", text) for name in differing])
    return earlier
