"""The dates of a course, counted from its start."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.support.domain.courses.courses import TaskKind, add_months, ends_on, milestones, phase_on
from services.support.domain.methods.methods import Method


@pytest.mark.parametrize(
    ("starts_on", "expected", "reason"),
    [
        (date(2025, 1, 1), ["2025-04-01", "2025-07-01", "2025-10-01"], "three times three months"),
        (date(2025, 5, 31), ["2025-08-31", "2025-11-30", "2026-02-28"], "short months end the phase on their last day"),
        (date(2024, 11, 30), ["2025-02-28", "2025-05-30", "2025-08-30"], "each end is from the start: no drift to 28"),
        (date(2023, 11, 30), ["2024-02-29", "2024-05-30", "2024-08-30"], "a leap year has a 29th"),
    ],
)
def test_cti_lasts_nine_months_in_three_phases(starts_on: date, expected: list[str], reason: str) -> None:
    found = milestones(Method.CTI, starts_on)
    assert [milestone.on.isoformat() for milestone in found] == expected, reason
    assert [milestone.kind for milestone in found] == [TaskKind.PHASE_END, TaskKind.PHASE_END, TaskKind.ASSESS_NEED]
    assert [milestone.phase for milestone in found] == [1, 2, 3]


@pytest.mark.parametrize(
    ("method", "expected", "reason"),
    [
        (Method.CTI, date(2025, 10, 1), "nine months"),
        (Method.AFTERCARE, date(2026, 1, 1), "up to a year"),
        (Method.ICM, None, "as long as it is needed"),
        (Method.ACT, None, "as long as it is needed"),
        (Method.MODIFIED_ACT, None, "as long as it is needed"),
        (Method.ORDINARY_SUPPORT, None, "section 85 has no end"),
        (Method.CONTACT_PERSON, None, "section 99 has no end"),
        (Method.OUTREACH, None, "until other support has taken over"),
    ],
)
def test_the_end_of_a_course(method: Method, expected: date | None, reason: str) -> None:
    assert ends_on(method, date(2025, 1, 1)) == expected, reason
    assert bool(milestones(method, date(2025, 1, 1))) == (expected is not None), reason


@pytest.mark.parametrize(
    ("day", "phase", "reason"),
    [
        (date(2024, 12, 31), 0, "before the start contact is being built"),
        (date(2025, 1, 1), 1, "the first day is in phase 1"),
        (date(2025, 3, 31), 1, "the last day of phase 1"),
        (date(2025, 4, 1), 2, "the end of a phase is the first day of the next"),
        (date(2025, 9, 30), 3, "the last day"),
        (date(2026, 5, 1), 3, "after the end the need is assessed; nobody is closed by the calendar"),
    ],
)
def test_the_phase_on_a_day(day: date, phase: int, reason: str) -> None:
    assert phase_on(Method.CTI, date(2025, 1, 1), day) == phase, reason


def test_a_method_without_phases_has_none() -> None:
    assert phase_on(Method.ICM, date(2025, 1, 1), date(2025, 2, 1)) is None


starts = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@given(starts, st.sampled_from(Method))
def test_milestones_come_in_order_after_the_start_and_end_with_the_assessment(starts_on: date, method: Method) -> None:
    found = milestones(method, starts_on)
    dates = [starts_on, *(milestone.on for milestone in found)]
    assert dates == sorted(set(dates))
    assert [milestone.kind for milestone in found].count(TaskKind.ASSESS_NEED) == (1 if found else 0)


@given(starts, st.integers(0, 240))
def test_adding_months_keeps_the_day_or_takes_the_last_of_the_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day <= day.day
    assert later.day == day.day or add_months(later, 1).replace(day=1).toordinal() - later.toordinal() == 1


@given(starts, starts)
def test_the_phase_never_falls_back_as_time_passes(starts_on: date, day: date) -> None:
    today = phase_on(Method.CTI, starts_on, day)
    tomorrow = phase_on(Method.CTI, starts_on, date.fromordinal(day.toordinal() + 1))
    assert today is not None and tomorrow is not None
    assert today <= tomorrow <= 3
