"""What may be recorded of a visit, who reads words about a citizen, and the time limits of a course."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.values.calendar import local_day
from kit.values.problems import Unprocessable
from services.support.domain.courses.access import NotYourCourse, ReadAs, Reader, reads_as
from services.support.domain.courses.courses import TaskKind
from services.support.domain.courses.home_making import Area, Item, ItemState, ItemStatus, area_of, open_needs
from services.support.domain.courses.move_in import asks_on, home_checks
from services.support.domain.courses.never_closing import Ground
from services.support.domain.courses.tasks import new_task, remind_at
from services.support.domain.courses.terms import UNTIL_ENTERED, CourseTerms, errors_in_terms, terms_on
from services.support.domain.courses.visits import (
    MissReason,
    Place,
    Plan,
    Purpose,
    Result,
    Visit,
    VisitRecordedOtherwise,
    VisitStatus,
    needs_recording,
    require_sense,
)
from services.support.domain.referrals.referral import Referral, ReferralState
from tests.unit.support.test_referrals import ASSIGNED, OPEN

ID = UUID("6a8f0b0e-6f0e-5b6e-9c6c-0d6c6f0f7a11")
NOW = datetime(2025, 6, 16, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
PLANNED = Visit(ID, ID, Plan(Purpose.ORDINARY, Place.HOME, NOW - HOUR, NOW), VisitStatus.PLANNED)
KEPT = Result(VisitStatus.KEPT, NOW - HOUR, NOW)
MISSED = Result(VisitStatus.MISSED, reason=MissReason.NO_ANSWER)
WAS_KEPT = replace(PLANNED, status=VisitStatus.KEPT, began_at=NOW - HOUR, ended_at=NOW)
WAS_MISSED = replace(PLANNED, status=VisitStatus.MISSED, reason=MissReason.NO_ANSWER)


@pytest.mark.parametrize(
    ("visit", "result", "expected", "reason"),
    [
        (PLANNED, KEPT, True, "nobody has said anything yet"),
        (PLANNED, MISSED, True, "nobody has said anything yet"),
        (WAS_KEPT, KEPT, False, "the same again"),
        (WAS_KEPT, replace(KEPT, ended_at=NOW - HOUR / 2), None, "it ended at another time"),
        (WAS_KEPT, MISSED, None, "kept and missed is one too many"),
        (WAS_MISSED, MISSED, False, "the same again"),
        (WAS_MISSED, replace(MISSED, reason=MissReason.NOT_THERE), None, "missed for another reason"),
        (WAS_MISSED, KEPT, None, "missed and kept is one too many"),
    ],
)
def test_a_visit_is_recorded_once(visit: Visit, result: Result, expected: bool | None, reason: str) -> None:
    if expected is not None:
        assert needs_recording(visit, result) is expected, reason
        return
    with pytest.raises(VisitRecordedOtherwise):
        needs_recording(visit, result)


moments = st.integers(-9000, 9000).map(lambda minutes: NOW + timedelta(minutes=minutes))


@settings(max_examples=100, deadline=None)
@given(moments, moments)
def test_a_kept_visit_has_been_and_ended_after_it_began(began_at: datetime, ended_at: datetime) -> None:
    result = Result(VisitStatus.KEPT, began_at, ended_at)
    try:
        require_sense(PLANNED, result, datetime(2025, 6, 1, tzinfo=UTC), NOW)
    except Unprocessable:
        assert ended_at > NOW or ended_at <= began_at or ended_at - began_at > 24 * HOUR
    else:
        assert began_at < ended_at <= NOW and ended_at - began_at <= 24 * HOUR


@pytest.mark.parametrize(
    ("referral", "reader", "expected", "reason"),
    [
        (ASSIGNED, Reader("W1", supervises=False), ReadAs.WORKER, "the citizen's own worker"),
        (ASSIGNED, Reader("W1", supervises=True), ReadAs.WORKER, "a worker who also supervises reads as a worker"),
        (ASSIGNED, Reader("W2", supervises=False), None, "another worker"),
        (ASSIGNED, Reader("W2", supervises=True), ReadAs.SUPERVISOR, "a named supervisor"),
        (ASSIGNED, Reader(None, supervises=True), None, "a system is no person"),
        (OPEN, Reader(None, supervises=False), None, "nobody is not the worker of a course without one"),
        (OPEN, Reader("W1", supervises=False), None, "not assigned yet"),
        (replace(ASSIGNED, state=ReferralState.CLOSED), Reader("W1", supervises=False), None, "the course has ended"),
        (replace(ASSIGNED, worker_reference="W2"), Reader("W1", supervises=False), None, "handed over to another"),
    ],
)
def test_who_reads_words_about_a_citizen(
    referral: Referral, reader: Reader, expected: ReadAs | None, reason: str
) -> None:
    if expected is not None:
        assert reads_as(referral, reader) is expected, reason
        return
    with pytest.raises(NotYourCourse):
        reads_as(referral, reader)


def terms(valid_from: date, cooling_days: int = 14, reminder_days: int = 5) -> CourseTerms:
    return CourseTerms(valid_from, cooling_days, 2, reminder_days, 30, "test", verified=False)


def test_the_last_row_that_has_begun_is_in_force() -> None:
    rows = [terms(date(2025, 1, 1)), terms(date(2025, 6, 1), 7), terms(date(2026, 1, 1), 3)]
    assert terms_on(rows, date(2025, 5, 31)) == rows[0]
    assert terms_on(rows, date(2025, 6, 1)) == rows[1]
    assert terms_on(rows, date(2024, 1, 1)) is UNTIL_ENTERED and not UNTIL_ENTERED.verified


def test_every_number_of_days_out_of_bounds_is_told_at_once() -> None:
    wrong = CourseTerms(date(2025, 1, 1), -1, 0, 366, 0, "test", verified=False)
    pointers = [error.pointer for error in errors_in_terms(wrong)]
    assert pointers == ["/cooling_days", "/next_attempt_days", "/reminder_days", "/assessment_days"]
    assert errors_in_terms(CourseTerms(date(2025, 1, 1), 0, 1, 365, 1, "test", verified=False)) == ()


@pytest.mark.parametrize(
    ("due_at", "raised_at", "expected", "reason"),
    [
        (datetime(2025, 6, 30, 22, tzinfo=UTC), NOW, date(2025, 7, 9), "1 July and five whole working days"),
        (datetime(2025, 4, 15, 22, tzinfo=UTC), NOW - 100 * 24 * HOUR, date(2025, 4, 29), "Easter is no working time"),
        (NOW - 100 * 24 * HOUR, NOW, date(2025, 6, 24), "nobody is late with a task that was raised late"),
    ],
)
def test_a_task_is_reminded_of_after_working_days(
    due_at: datetime, raised_at: datetime, expected: date, reason: str
) -> None:
    task = replace(new_task(ID, TaskKind.PHASE_END, 1, due_at, raised_at))
    assert local_day(remind_at(task, UNTIL_ENTERED)) == expected, reason


def test_the_home_is_asked_about_on_the_same_day_of_the_month() -> None:
    assert [(check.phase, check.on) for check in home_checks(date(2025, 8, 31))] == [
        (6, date(2026, 2, 28)),
        (12, date(2026, 8, 31)),
        (24, date(2027, 8, 31)),
    ]


@pytest.mark.parametrize(
    ("ground", "asked", "reason"),
    [
        (Ground.NEED_MET, True, "that is what support was for"),
        (Ground.CITIZENS_WISH, True, "the citizen lives on in the home"),
        (Ground.DEATH, False, "nobody lives there"),
        (Ground.MOVED_TO_OTHER_MUNICIPALITY, False, "the home is elsewhere"),
    ],
)
def test_whether_the_home_is_still_asked_about(ground: Ground, asked: bool, reason: str) -> None:
    assert (TaskKind.HOME_CHECK in asks_on(ground)) is asked, reason
    assert TaskKind.PHASE_END not in asks_on(ground)


def test_each_area_of_a_home_has_items_and_only_what_is_needed_is_an_open_need() -> None:
    assert {area_of(item) for item in Item} == set(Area)
    assert (area_of(Item.BED), area_of(Item.FRIENDS), area_of(Item.SPORT)) == tuple(Area)
    states = [ItemState(item, status) for item, status in zip(Item, ItemStatus, strict=False)]
    assert open_needs(states) == 1
