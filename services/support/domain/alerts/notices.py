"""What the job centre and psychiatry tell before it happens: a sanction, a discharge; and exemption from the duty."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid5

from kit.values.calendar import add_working_days, midnight_ending
from kit.values.problems import Conflict, FieldError
from kit.values.texts import Text
from services.support.domain.alerts.alerts import AlertKind, Cause
from services.support.domain.alerts.terms import AlertTerms, Urgency

FURTHEST_DAYS = 366


class NoticeKind(StrEnum):
    """Who tells: the job centre of a sanction, psychiatry of a discharge."""

    SANCTION = "sanction"
    DISCHARGE = "discharge"


class SanctionKind(StrEnum):
    """What the sanction takes from the benefit."""

    SINGLE_DEDUCTION = "single_deduction"
    PERIOD_DEDUCTION = "period_deduction"
    BENEFIT_STOPPED = "benefit_stopped"


class ExemptionBy(StrEnum):
    """Who says it: the job centre exempts, the worker asks for it."""

    GRANTED = "granted"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Sent:
    """What the sender says; `replaces_reference` is its earlier notice of the same sanction or discharge."""

    kind: NoticeKind
    sender: str
    citizen_id: UUID
    reference: str
    happens_on: date
    code: SanctionKind | None
    replaces_reference: str | None


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as received; `short` where there is less time to act than there should be."""

    id: UUID
    sent: Sent
    received_at: datetime
    short: bool
    alert_id: UUID
    follow_up_due_at: datetime | None
    follow_up_asked_at: datetime | None
    replaced_at: datetime | None
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class Exemption:
    """A period, both days included, in which the citizen is exempt, or in which the worker asks for it."""

    id: UUID
    notice_id: UUID
    by: ExemptionBy
    from_on: date
    to_on: date
    made_at: datetime


class NoticeWithdrawn(Conflict):
    slug = "notice-withdrawn"
    title = Text("Varslet er trukket tilbage", "The notice has been withdrawn")


class NoticeReplaced(Conflict):
    slug = "notice-replaced"
    title = Text("Et nyere varsel er trådt i stedet", "A newer notice has taken its place")


_DATE_FIELD = {NoticeKind.SANCTION: "/sanction_from_on", NoticeKind.DISCHARGE: "/discharge_on"}


def errors_in_notice(sent: Sent, today: date, *, is_known: bool, replaced: Notice | None) -> list[FieldError]:
    """Everything wrong with a notice, each at its field.

    - It is about somebody whom support knows.
    - A day that has passed is too late: there is nothing left to act on. The same day is not.
    - A day more than a year ahead is a slip of the finger.
    - A notice replaces one that was sent, of the same citizen, and not replaced or withdrawn.
    """
    errors = []
    if not is_known:
        text = Text("Støtten kender ingen borger med dette id", "Support knows no citizen with this id")
        errors.append(FieldError("/citizen_id", text))
    if sent.happens_on < today:
        text = Text("Dagen er passeret: varslet kommer for sent", "The day has passed: the notice comes too late")
        errors.append(FieldError(_DATE_FIELD[sent.kind], text))
    if sent.happens_on > today + timedelta(days=FURTHEST_DAYS):
        text = Text("Ligger mere end et år ude i fremtiden", "Lies more than a year ahead")
        errors.append(FieldError(_DATE_FIELD[sent.kind], text))
    if sent.replaces_reference is not None:
        errors.extend(_errors_in_replacing(sent, replaced))
    return errors


def _errors_in_replacing(sent: Sent, replaced: Notice | None) -> list[FieldError]:
    if replaced is None or replaced.sent.citizen_id != sent.citizen_id:
        text = Text(
            "Der er intet tidligere varsel om borgeren med denne reference",
            "There is no earlier notice of the citizen with this reference",
        )
    elif replaced.replaced_at is not None or replaced.withdrawn_at is not None:
        text = Text("Varslet gælder ikke længere", "The notice is no longer in force")
    else:
        return []
    return [FieldError("/replaces_reference", text)]


def errors_in_exemption(from_on: date, to_on: date) -> list[FieldError]:
    """What is wrong with a period."""
    if to_on >= from_on:
        return []
    return [FieldError("/to_on", Text("Fritagelsen slutter, før den begynder", "The exemption ends before it begins"))]


def require_in_force(notice: Notice) -> None:
    """Raises NoticeWithdrawn or NoticeReplaced."""
    if notice.withdrawn_at is not None:
        raise NoticeWithdrawn
    if notice.replaced_at is not None:
        raise NoticeReplaced


def is_short(happens_on: date, today: date, terms: AlertTerms) -> bool:
    """Whether there are fewer working days than there should be to act in."""
    return happens_on < add_working_days(today, terms.time_to_act_days)


def cause_of(sent: Sent, subject_id: UUID, today: date, terms: AlertTerms) -> Cause:
    """What a notice warns of, and how urgent it is.

    - A discharge on the same day is of the highest urgency, by the next working day of high urgency.
    - A sanction with too little time to act is of high urgency.
    """
    if sent.kind is NoticeKind.SANCTION:
        urgency = Urgency.HIGH if is_short(sent.happens_on, today, terms) else Urgency.NORMAL
        return Cause(AlertKind.SANCTION, subject_id, sent.citizen_id, sent.happens_on, urgency)
    urgency = Urgency.HIGH if sent.happens_on <= add_working_days(today, 1) else Urgency.NORMAL
    if sent.happens_on == today:
        urgency = Urgency.HIGHEST
    return Cause(AlertKind.DISCHARGE, subject_id, sent.citizen_id, sent.happens_on, urgency)


def follow_up_due_at(sent: Sent, terms: AlertTerms) -> datetime | None:
    """When to ask whether the rent was paid: so many days after the sanction begins; a discharge has none."""
    if sent.kind is not NoticeKind.SANCTION:
        return None
    return midnight_ending(sent.happens_on + timedelta(days=terms.follow_up_days - 1))


def follow_up_cause(notice: Notice) -> Cause:
    """Was the rent paid, after the sanction?"""
    sent = notice.sent
    return Cause(AlertKind.RENT_FOLLOW_UP, notice.id, sent.citizen_id, sent.happens_on, Urgency.NORMAL)


def exemption_id(notice_id: UUID, by: ExemptionBy, from_on: date, to_on: date) -> UUID:
    """The same period of the same notice, from the same side, is the same exemption."""
    return uuid5(notice_id, f"{by.value} {from_on.isoformat()} {to_on.isoformat()}")
