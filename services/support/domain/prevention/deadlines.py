"""Deadlines of prevention: told of before they pass, and recorded once where they have."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from kit.values.calendar import local_day, midnight_ending
from services.support.domain.opening.hours import OpeningHours, due_after_opening_hours
from services.support.domain.prevention.terms import PreventionTerms


class DeadlineKind(StrEnum):
    """What is to have happened."""

    FIRST_CONTACT = "first_contact"
    LINE_ANSWER = "line_answer"
    AGREED_PAYMENT = "agreed_payment"
    COURT_DATE = "court_date"


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when, and from when on somebody is told that it is near. `subject_id` is the concern or eviction case."""

    subject_id: UUID
    kind: DeadlineKind
    due_at: datetime
    warn_at: datetime
    warned_at: datetime | None = None
    late_at: datetime | None = None
    done_at: datetime | None = None


def within_opening_hours(
    subject_id: UUID,
    kind: DeadlineKind,
    since: datetime,
    hours: int,
    terms: PreventionTerms,
    rows: Sequence[OpeningHours],
) -> Deadline:
    """So many opening hours after the moment; told of `warn_hours` opening hours before it passes."""
    return Deadline(
        subject_id=subject_id,
        kind=kind,
        due_at=due_after_opening_hours(since, hours, rows),
        warn_at=due_after_opening_hours(since, hours - terms.warn_hours, rows),
    )


def of_court_date(subject_id: UUID, court_at: datetime, terms: PreventionTerms) -> Deadline:
    """The moment the bailiff's court meets; told of so many days before."""
    warn_at = court_at - timedelta(days=terms.court_warn_days)
    return Deadline(subject_id, DeadlineKind.COURT_DATE, court_at, warn_at)


def of_agreed_payment(subject_id: UUID, due_at: datetime) -> Deadline:
    """The end of the day by which rent is to be paid; told of as that day begins."""
    warn_at = midnight_ending(local_day(due_at - timedelta(minutes=1)) - timedelta(days=1))
    return Deadline(subject_id, DeadlineKind.AGREED_PAYMENT, due_at, warn_at)
