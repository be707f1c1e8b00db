"""What is next for a citizen, and a course in the order of time."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.support.domain.courses.agenda import NextKind, next_action, tasks_due_by, visits_on
from services.support.domain.courses.closing import CourseEnd, Ending, Wish
from services.support.domain.courses.courses import Milestone, TaskKind
from services.support.domain.courses.never_closing import Ground
from services.support.domain.courses.tasks import Task, TaskOutcome, new_task
from services.support.domain.courses.timeline import Course, timeline_of
from services.support.domain.courses.visits import Place, Plan, Purpose, Visit, VisitStatus, first_visit
from tests.unit.support.test_referrals import ASSIGNED

ID = UUID("6a8f0b0e-6f0e-5b6e-9c6c-0d6c6f0f7a11")
NOW = datetime(2025, 6, 16, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def a_visit(hours: int, status: VisitStatus = VisitStatus.PLANNED) -> Visit:
    starts_at = NOW + hours * HOUR
    plan = Plan(Purpose.ORDINARY, Place.HOME, starts_at, starts_at + HOUR)
    return Visit(uuid5(ID, f"visit {hours}"), ID, plan, status)


def a_task(hours: int, outcome: TaskOutcome | None = None) -> Task:
    return replace(new_task(ID, TaskKind.NEXT_ATTEMPT, hours, NOW + hours * HOUR, NOW), outcome=outcome)


@pytest.mark.parametrize(
    ("tasks", "visits", "kind", "hours", "reason"),
    [
        ([], [], NextKind.PLAN_VISIT, None, "nothing lies ahead: nobody is forgotten"),
        ([], [a_visit(-5, VisitStatus.MISSED)], NextKind.PLAN_VISIT, None, "a missed visit lies behind"),
        ([a_task(-9, TaskOutcome.NOTED)], [], NextKind.PLAN_VISIT, None, "what is done is done"),
        ([], [a_visit(3)], NextKind.KEEP_VISIT, 3, "a visit lies ahead"),
        ([], [a_visit(0)], NextKind.KEEP_VISIT, 0, "the visit is going on"),
        ([], [a_visit(-1)], NextKind.RECORD_VISIT, 0, "the visit is over and nobody has said what came of it"),
        ([a_task(-99)], [a_visit(-1)], NextKind.RECORD_VISIT, 0, "what came of the visit may change the tasks"),
        ([a_task(-1)], [a_visit(3)], NextKind.DO_TASK, -1, "the task is due"),
        ([a_task(-1), a_task(-7)], [], NextKind.DO_TASK, -7, "the one due longest"),
        ([a_task(5)], [a_visit(3)], NextKind.KEEP_VISIT, 3, "the visit comes first"),
        ([a_task(2)], [a_visit(3)], NextKind.DO_TASK, 2, "the task comes first"),
        ([a_task(50)], [], NextKind.DO_TASK, 50, "a task ahead is something ahead"),
    ],
)
def test_what_is_next(tasks: list[Task], visits: list[Visit], kind: NextKind, hours: int | None, reason: str) -> None:
    found = next_action(tasks, visits, NOW)
    assert (found.kind, found.at) == (kind, None if hours is None else NOW + hours * HOUR), reason


hours = st.integers(-100, 100)
some_tasks = st.lists(st.builds(a_task, hours, st.sampled_from([None, TaskOutcome.NOTED])), max_size=6)
some_visits = st.lists(st.builds(a_visit, hours, st.sampled_from(VisitStatus)), max_size=6)


@settings(max_examples=50, deadline=None)
@given(some_tasks, some_visits)
def test_there_is_always_something_next_and_it_is_really_open(tasks: list[Task], visits: list[Visit]) -> None:
    found = next_action(tasks, visits, NOW)
    is_open = [task for task in tasks if task.outcome is None], [v for v in visits if v.status is VisitStatus.PLANNED]
    assert (found.kind is NextKind.PLAN_VISIT) == (not any(is_open))
    assert found.task in (None, *is_open[0]) and found.visit in (None, *is_open[1])


def test_a_day_holds_its_visits_and_those_nobody_has_recorded() -> None:
    planned, kept, older, tomorrow = a_visit(2), a_visit(-2, VisitStatus.KEPT), a_visit(-40), a_visit(20)
    found = visits_on([tomorrow, planned, kept, older, a_visit(-60, VisitStatus.MISSED)], date(2025, 6, 16))
    assert found == [older, kept, planned]


def test_a_day_is_local() -> None:
    late = a_visit(10)
    assert visits_on([late], date(2025, 6, 17)) == [late], "22:00 in UTC is midnight in Denmark"


def test_tasks_are_due_by_the_end_of_the_day() -> None:
    at_midnight, done, later = a_task(10), a_task(-1, TaskOutcome.NOTED), a_task(11)
    assert tasks_due_by([later, at_midnight, done], date(2025, 6, 16)) == [at_midnight]


@pytest.mark.parametrize(
    ("day", "expected", "reason"),
    [
        (date(2025, 4, 1), datetime(2025, 4, 1, 8, tzinfo=UTC), "summer time"),
        (date(2025, 1, 1), datetime(2025, 1, 1, 9, tzinfo=UTC), "winter time, also on a holiday: keys are keys"),
        (date(2025, 3, 30), datetime(2025, 3, 30, 8, tzinfo=UTC), "the clock moved that night"),
    ],
)
def test_the_first_visit_is_at_ten_on_the_day_of_the_keys(day: date, expected: datetime, reason: str) -> None:
    visit = first_visit(ID, day)
    assert visit.plan.starts_at == expected, reason
    assert visit.id == first_visit(ID, day + timedelta(days=1)).id, "a course has one such visit"


def test_a_timeline_is_in_the_order_of_time_and_holds_everything() -> None:
    end = CourseEnd(
        wish=Wish(date(2025, 6, 20), date(2025, 6, 21)),
        ground=Ground.NEED_MET,
        ending=Ending.CLOSED,
        ended_at=NOW + 1000 * HOUR,
    )
    ahead = [Milestone(TaskKind.HOME_CHECK, 6, date(2025, 12, 1))]
    course = Course(ASSIGNED, end, [a_visit(3), a_visit(-300, VisitStatus.MISSED)], [a_task(5)], ahead, [])
    points = timeline_of(course)
    assert [point.at for point in points] == sorted(point.at for point in points)
    assert [(str(point.what), point.status) for point in points if point.at > NOW - 301 * HOUR] == [
        ("visit", "missed"),
        ("visit", "planned"),
        ("task", "open"),
        ("closing_wished", "withdrawn"),
        ("course_ended", "closed"),
        ("date", "ahead"),
    ]
