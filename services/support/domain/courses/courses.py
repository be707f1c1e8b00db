"""A course of support: the dates that follow from its method, counted from its start.

Contact building comes before the start and takes the time it takes. Time run out is a task to assess the need,
never a closing: the citizen keeps the worker, and the worker's place stays taken, until a person has assessed it.
"""

import calendar
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.support.domain.methods.methods import FACTS, Method

CONTACT_BUILDING = 0


class TaskKind(StrEnum):
    """What a person is asked to do when a date is reached."""

    PHASE_END = "phase_end"
    ASSESS_NEED = "assess_need"
    BUILD_CONTACT = "build_contact"
    NEXT_ATTEMPT = "next_attempt"
    CONFIRM_WISH = "confirm_wish"
    HOME_CHECK = "home_check"
    ASSESS_REFERRAL = "assess_referral"
    ASSIGN_WORKER = "assign_worker"


@dataclass(frozen=True, slots=True)
class Milestone:
    """A date on which a task falls due, such as the end of a phase; `phase` is which of its kind."""

    kind: TaskKind
    phase: int | None
    on: date


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months later, or that month's last day where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def ends_on(method: Method, starts_on: date) -> date | None:
    """The first day after the method's time; None where the method has no end."""
    months = FACTS[method].months
    return None if months is None else add_months(starts_on, months)


def milestones(method: Method, starts_on: date) -> tuple[Milestone, ...]:
    """The dates of the course, earliest first.

    - Each phase's end is counted from the start of the course, not from the phase before, so that a start on the
      31st does not drift (CTI: nine months in three phases of equal length, VIVE 2023, 2.4).
    - The last date is the method's end and asks for the need to be assessed.
    """
    facts = FACTS[method]
    end = ends_on(method, starts_on)
    if end is None or facts.months is None:
        return ()
    between = (
        Milestone(TaskKind.PHASE_END, phase, add_months(starts_on, facts.months * phase // facts.phases))
        for phase in range(1, facts.phases)
    )
    return (*between, Milestone(TaskKind.ASSESS_NEED, facts.phases or None, end))


def phase_on(method: Method, starts_on: date, day: date) -> int | None:
    """The phase on the day: 0 before the start (contact building), the last one after the end, None without phases."""
    facts = FACTS[method]
    if not facts.phases:
        return None
    if day < starts_on:
        return CONTACT_BUILDING
    passed = sum(1 for milestone in milestones(method, starts_on) if milestone.on <= day)
    return min(passed + 1, facts.phases)
