"""State refund after a shelter stay: specialised support (§ 85 a) and temporary residence (§ 107).

Both run from the first discharge. Whoever is admitted again within the period does not restart it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from kit.values.decisions import Reason
from kit.values.problems import FieldError
from kit.values.texts import Text
from services.support.domain.courses.courses import add_months
from services.support.domain.stays.refund_days import Period
from services.support.domain.stays.terms import REFORM_ON

SUPPORT_MONTHS = 24
RESIDENCE_MONTHS = 6
RESIDENCE_WITHIN_MONTHS = 12
DIRECTLY = timedelta(days=1)
"""A residence follows directly where it begins on the day of the discharge or the day after."""
SOURCE = "serviceloven § 176 a"


class Section(StrEnum):
    """What was decided."""

    SUPPORT = "section_85a"
    RESIDENCE = "section_107"


@dataclass(frozen=True, slots=True)
class SupportDecision:
    """What was decided for a citizen to follow a stay: up to, not including, `ends_on`; None where no end is known."""

    id: UUID
    stay_id: UUID
    section: Section
    decided_on: date
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class RefundWindow:
    """When what was decided is refunded: up to, not including, `refundable_to`; both None where it is not.

    The period runs from the first discharge, which may be that of an earlier stay.
    """

    decision: SupportDecision
    period_from: date | None
    period_to: date | None
    refundable_from: date | None
    refundable_to: date | None
    reasons: tuple[Reason, ...]


def faults(decision: SupportDecision, today: date) -> list[FieldError]:
    """Everything wrong with a decision as sent: decided on a day to come, begun before it, ended before it begins."""
    found = []
    if decision.decided_on > today:
        text = Text("Ligger på en dag, der ikke er kommet", "Lies on a day that has not come")
        found.append(FieldError("/decided_on", text))
    if decision.starts_on < decision.decided_on:
        text = Text("Begynder, før det er besluttet", "Begins before it was decided")
        found.append(FieldError("/starts_on", text))
    if decision.ends_on is not None and decision.ends_on <= decision.starts_on:
        text = Text("Slutdatoen skal ligge efter startdatoen", "The end must come after the start")
        found.append(FieldError("/ends_on", text))
    return found


def first_discharges(periods: Iterable[Period], months: int) -> list[tuple[date, date]]:
    """Each discharge that begins a period of so many months, with the first day after it.

    A discharge within a period that has begun is a readmission's, and begins none.
    """
    ended = sorted(each.discharged_on for each in periods if each.discharged_on is not None)
    found: list[tuple[date, date]] = []
    for day in ended:
        if day >= REFORM_ON and (not found or day >= found[-1][1]):
            found.append((day, add_months(day, months)))
    return found


def refund_windows(periods: Sequence[Period], decisions: Sequence[SupportDecision]) -> list[RefundWindow]:
    """For each decision, when it is refunded and why not otherwise; in the order they were decided."""
    ordered = sorted(decisions, key=lambda each: (each.decided_on, each.starts_on, each.id))
    return [
        _support(periods, each, ordered) if each.section is Section.SUPPORT else _residence(periods, each, ordered)
        for each in ordered
    ]


def _support(
    periods: Sequence[Period], decision: SupportDecision, decisions: Sequence[SupportDecision]
) -> RefundWindow:
    discharged = _discharge_of(periods, decision)
    period = _period_of(periods, discharged, SUPPORT_MONTHS)
    if discharged is None or period is None:
        return _nothing(decision, None, _no_discharge())
    before = decision.decided_on <= discharged
    homes = [each.ends_on for each in decisions if _directly_after(each, discharged) and each.ends_on is not None]
    own_home = any(end <= decision.starts_on for end in homes)
    reasons = (_decided(before, discharged), *(() if before else (_own_home(own_home),)))
    if not before and not own_home:
        return _nothing(decision, period, *reasons)
    return _cut(decision, max(decision.starts_on, discharged), period, period[1], reasons)


def _residence(
    periods: Sequence[Period], decision: SupportDecision, decisions: Sequence[SupportDecision]
) -> RefundWindow:
    discharged = _discharge_of(periods, decision)
    period = _period_of(periods, discharged, RESIDENCE_WITHIN_MONTHS)
    if discharged is None or period is None:
        return _nothing(decision, None, _no_discharge())
    before = decision.decided_on <= discharged
    if not before:
        return _nothing(decision, period, _decided(before, discharged))
    started = [each.starts_on for each in decisions if _is_timely_residence(periods, each, period)]
    months_end = add_months(min(started, default=decision.starts_on), RESIDENCE_MONTHS)
    until = min(period[1], months_end)
    return _cut(decision, max(decision.starts_on, discharged), period, until, (_decided(before, discharged),))


def _discharge_of(periods: Sequence[Period], decision: SupportDecision) -> date | None:
    stays = (each for each in periods if each.stay_id == decision.stay_id)
    return next((each.discharged_on for each in stays), None)


def _period_of(periods: Sequence[Period], discharged: date | None, months: int) -> tuple[date, date] | None:
    """The period that covers the discharge: its own, or the one that an earlier discharge began."""
    if discharged is None:
        return None
    return next((each for each in first_discharges(periods, months) if each[0] <= discharged < each[1]), None)


def _is_timely_residence(periods: Sequence[Period], decision: SupportDecision, period: tuple[date, date]) -> bool:
    discharged = _discharge_of(periods, decision)
    timely = discharged is not None and decision.decided_on <= discharged <= decision.starts_on
    return decision.section is Section.RESIDENCE and timely and period[0] <= decision.starts_on < period[1]


def _directly_after(decision: SupportDecision, discharged: date) -> bool:
    follows = discharged <= decision.starts_on <= discharged + DIRECTLY
    return decision.section is Section.RESIDENCE and follows


def _cut(
    decision: SupportDecision, starts: date, period: tuple[date, date], until: date, reasons: tuple[Reason, ...]
) -> RefundWindow:
    ends = min(until, decision.ends_on or until)
    within = starts < ends
    text = (
        Text(f"Refusion fra {starts} til dagen før {ends}.", f"Refund from {starts} until the day before {ends}.")
        if within
        else Text(f"Begynder efter udløbet {until}.", f"Begins after the end on {until}.")
    )
    span = (starts, ends) if within else (None, None)
    all_reasons = (*reasons, Reason("within-the-period", SOURCE, within, text))
    return RefundWindow(decision, period[0], period[1], span[0], span[1], all_reasons)


def _nothing(decision: SupportDecision, period: tuple[date, date] | None, *reasons: Reason) -> RefundWindow:
    begins, ends = period or (None, None)
    return RefundWindow(decision, begins, ends, None, None, reasons)


def _no_discharge() -> Reason:
    text = Text(
        "Borgeren er ikke udskrevet endnu, eller blev udskrevet før 2023-10-01.",
        "The citizen has not been discharged yet, or was before 2023-10-01.",
    )
    return Reason("discharged", SOURCE, False, text)


def _decided(before: bool, discharged: date) -> Reason:
    text = (
        Text(f"Besluttet inden udskrivningen {discharged}.", f"Decided before the discharge on {discharged}.")
        if before
        else Text(f"Besluttet efter udskrivningen {discharged}.", f"Decided after the discharge on {discharged}.")
    )
    return Reason("decided-before-discharge", SOURCE, before, text)


def _own_home(is_met: bool) -> Reason:
    text = (
        Text(
            "Støtten er i egen bolig efter et § 107-ophold direkte efter udskrivningen.",
            "The support is in the citizen's own home after a § 107 stay directly following the discharge.",
        )
        if is_met
        else Text(
            "Der er intet § 107-ophold direkte efter udskrivningen, der endte før støtten.",
            "No § 107 stay directly following the discharge ended before the support.",
        )
    )
    return Reason("own-home-after-residence", SOURCE, is_met, text)
