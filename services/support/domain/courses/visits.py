"""Visits: planned, and then kept, missed or moved. A missed visit plans the next attempt and closes nothing."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID, uuid5

from kit.values.calendar import COPENHAGEN, local_day
from kit.values.problems import Conflict, FieldError, Unprocessable
from kit.values.texts import Text

LONGEST = timedelta(hours=24)
AHEAD = timedelta(days=2 * 366)
FIRST_VISIT_AT, FIRST_VISIT_LASTS = time(10), timedelta(hours=1)


class VisitStatus(StrEnum):
    """What came of a visit."""

    PLANNED = "planned"
    KEPT = "kept"
    MISSED = "missed"
    MOVED = "moved"


class Purpose(StrEnum):
    """What a visit is for."""

    CONTACT_BUILDING = "contact_building"
    DAY_OF_THE_KEYS = "day_of_the_keys"
    ORDINARY = "ordinary"
    JOINT_MEETING = "joint_meeting"


class Place(StrEnum):
    """Where worker and citizen meet."""

    HOME = "home"
    SHELTER = "shelter"
    OUTSIDE = "outside"
    OFFICE = "office"
    INSTITUTION = "institution"
    PHONE = "phone"


class MissReason(StrEnum):
    """Why a visit came to nothing; none of these ends a course."""

    NO_ANSWER = "no_answer"
    NOT_THERE = "not_there"
    CITIZEN_SAID_NO = "citizen_said_no"
    WORKER_HINDERED = "worker_hindered"
    IN_INSTITUTION = "in_institution"


@dataclass(frozen=True, slots=True)
class Plan:
    """When and where a visit is to be."""

    purpose: Purpose
    place: Place
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit of a course; `worker_reference` is who kept or missed it."""

    id: UUID
    referral_id: UUID
    plan: Plan
    status: VisitStatus
    began_at: datetime | None = None
    ended_at: datetime | None = None
    reason: MissReason | None = None
    moved_to: UUID | None = None
    worker_reference: str | None = None
    recorded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What a person says came of a visit: kept from when to when, missed and why, or moved to another time."""

    status: VisitStatus
    began_at: datetime | None = None
    ended_at: datetime | None = None
    reason: MissReason | None = None
    moved_starts_at: datetime | None = None
    moved_ends_at: datetime | None = None


class VisitRecordedOtherwise(Conflict):
    slug = "visit-recorded-otherwise"
    title = Text("Besøget er allerede registreret på en anden måde", "The visit has already been recorded otherwise")


def first_visit(referral_id: UUID, day: date) -> Visit:
    """The visit on the day of the keys, planned by itself; the worker may move it."""
    starts_at = datetime.combine(day, FIRST_VISIT_AT, COPENHAGEN)
    plan = Plan(Purpose.DAY_OF_THE_KEYS, Place.HOME, starts_at, starts_at + FIRST_VISIT_LASTS)
    return Visit(uuid5(referral_id, "day of the keys"), referral_id, plan, VisitStatus.PLANNED)


def moved_visit(visit: Visit, result: Result) -> Visit | None:
    """The visit at its new time; None where it was not moved. The same visit always moves to the same one."""
    if result.moved_starts_at is None or result.moved_ends_at is None:
        return None
    plan = Plan(visit.plan.purpose, visit.plan.place, result.moved_starts_at, result.moved_ends_at)
    return Visit(uuid5(visit.id, "moved"), visit.referral_id, plan, VisitStatus.PLANNED)


def errors_in_plan(
    starts_at: datetime, ends_at: datetime, opened_at: datetime, now: datetime, at: str = ""
) -> list[FieldError]:
    """Everything wrong with when a visit is to be; `at` is the JSON pointer of what holds it."""
    errors = _span(starts_at, ends_at, f"{at}/ends_at")
    if local_day(starts_at) < local_day(opened_at):
        text = Text("Besøget ligger før henvisningen blev åbnet.", "The visit is before the referral was opened.")
        errors.append(FieldError(f"{at}/starts_at", text))
    if starts_at > now + AHEAD:
        text = Text("Besøget ligger mere end to år fremme.", "The visit is more than two years ahead.")
        errors.append(FieldError(f"{at}/starts_at", text))
    return errors


def needs_recording(visit: Visit, result: Result, moved_before: Visit | None = None) -> bool:
    """Whether the result is to be stored; False where the same was stored before, another one is refused.

    `moved_before` is the visit that it was moved to, if it was.
    """
    if visit.status is VisitStatus.PLANNED:
        return True
    new = (result.moved_starts_at, result.moved_ends_at)
    told = (result.status, result.began_at, result.ended_at, result.reason, *new)
    moved = (moved_before.plan.starts_at, moved_before.plan.ends_at) if moved_before else (None, None)
    if told == (visit.status, visit.began_at, visit.ended_at, visit.reason, *moved):
        return False
    raise VisitRecordedOtherwise(extra={"status": visit.status.value})


def require_sense(visit: Visit, result: Result, opened_at: datetime, now: datetime) -> None:
    """Raises Unprocessable with everything wrong with the result, each at its field.

    - A visit that lies ahead has not been kept nor missed yet.
    - A visit ends after it begins, and a kept one has done both.
    - A missed visit says why; a moved one says to when, and that lies ahead.
    """
    errors = {
        VisitStatus.PLANNED: _errors_in_nothing,
        VisitStatus.KEPT: _errors_in_kept,
        VisitStatus.MISSED: _errors_in_missed,
        VisitStatus.MOVED: _errors_in_moved,
    }[result.status](visit, result, opened_at, now)
    if errors:
        raise Unprocessable(errors=errors)


def _span(starts_at: datetime, ends_at: datetime, pointer: str) -> list[FieldError]:
    if ends_at <= starts_at:
        text = Text("Besøget skal slutte efter det begynder.", "The visit must end after it begins.")
        return [FieldError(pointer, text)]
    if ends_at - starts_at > LONGEST:
        text = Text("Et besøg varer højst et døgn.", "A visit lasts at most 24 hours.")
        return [FieldError(pointer, text)]
    return []


def _missing(pointer: str, status: VisitStatus) -> FieldError:
    text = Text(f"Feltet mangler, når status er {status}.", f"The field is missing where the status is {status}.")
    return FieldError(pointer, text)


def _errors_in_nothing(visit: Visit, result: Result, opened_at: datetime, now: datetime) -> list[FieldError]:
    del visit, result, opened_at, now
    return [FieldError("/status", Text("Angiv kept, missed eller moved.", "Say kept, missed or moved."))]


def _errors_in_kept(visit: Visit, result: Result, opened_at: datetime, now: datetime) -> list[FieldError]:
    del visit
    fields = {"/began_at": result.began_at, "/ended_at": result.ended_at}
    errors = [_missing(pointer, result.status) for pointer, moment in fields.items() if moment is None]
    if result.began_at is None or result.ended_at is None:
        return errors
    if local_day(result.began_at) < local_day(opened_at):
        text = Text("Besøget ligger før henvisningen blev åbnet.", "The visit is before the referral was opened.")
        errors.append(FieldError("/began_at", text))
    if result.ended_at > now:
        text = Text("Et besøg, der ligger fremme, er ikke holdt endnu.", "A visit that lies ahead is not kept yet.")
        errors.append(FieldError("/ended_at", text))
    return errors + _span(result.began_at, result.ended_at, "/ended_at")


def _errors_in_missed(visit: Visit, result: Result, opened_at: datetime, now: datetime) -> list[FieldError]:
    del opened_at
    errors = [] if result.reason else [_missing("/reason", result.status)]
    if visit.plan.starts_at > now:
        text = Text("Besøget ligger fremme: flyt det i stedet.", "The visit lies ahead: move it instead.")
        errors.append(FieldError("/status", text))
    return errors


def _errors_in_moved(visit: Visit, result: Result, opened_at: datetime, now: datetime) -> list[FieldError]:
    del visit
    if result.moved_starts_at is None or result.moved_ends_at is None:
        return [_missing("/moved_to", result.status)]
    errors = errors_in_plan(result.moved_starts_at, result.moved_ends_at, opened_at, now, "/moved_to")
    if result.moved_starts_at <= now:
        text = Text("Et besøg flyttes til et tidspunkt fremme.", "A visit is moved to a time ahead.")
        errors.append(FieldError("/moved_to/starts_at", text))
    return errors
