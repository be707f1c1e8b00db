"""How many workers a year needs, and what fewer lead to."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.support.domain.capacity.staffing import Demand, Period, estimate

FIRST = date(2025, 1, 1)
YEAR = Period(FIRST, date(2026, 1, 1))


def a_demand(start: int, days: int | None) -> Demand:
    begins = FIRST + timedelta(days=start)
    return Demand(begins, None if days is None else begins + timedelta(days=days))


@pytest.mark.parametrize(
    ("demands", "limit", "workers", "peak", "reason"),
    [
        ([a_demand(0, None)] * 8, 8, 1, 8, "eight are one worker"),
        ([a_demand(0, None)] * 9, 8, 2, 9, "a ninth is another worker"),
        ([a_demand(0, 10)] * 8 + [a_demand(10, 10)] * 8, 8, 1, 8, "the day one ends another can begin"),
        ([a_demand(0, 10)] * 8 + [a_demand(9, 10)] * 8, 8, 2, 16, "a day together counts"),
        ([a_demand(-30, 31)], 8, 1, 1, "who began before and is there on the first day counts"),
        ([a_demand(-30, 30)], 8, 0, 0, "who ended on the first day does not"),
        ([a_demand(365, None)], 8, 0, 0, "who begins after the year does not"),
    ],
)
def test_the_workers_that_the_busiest_day_needs(
    demands: list[Demand], limit: int, workers: int, peak: int, reason: str
) -> None:
    found = estimate(demands, limit, YEAR, 0)
    assert (found.workers, found.peak_citizens) == (workers, peak), reason


def test_each_month_has_its_own_need() -> None:
    found = estimate([a_demand(0, 31)] * 17, 8, YEAR, 0)
    assert [(each.month, each.workers) for each in found.by_month[:2]] == [("2025-01", 3), ("2025-02", 0)]
    assert len(found.by_month) == 12


def test_with_fewer_workers_days_pass_over_the_limit_or_citizens_wait() -> None:
    found = estimate([a_demand(0, 30)] * 24, 8, YEAR, 2).fewer
    assert found.workers == 1
    assert (found.days_over_limit, found.worst_caseload) == (30, 24)
    assert (found.most_waiting, found.longest_wait_days, found.never_started) == (16, 60, 0)


def test_with_no_worker_left_nobody_is_helped() -> None:
    found = estimate([a_demand(0, None)] * 3, 8, YEAR, 2).fewer
    assert (found.workers, found.worst_caseload, found.never_started) == (0, None, 3)
    assert found.longest_wait_days == 365


def test_as_many_workers_as_needed_leave_nobody_waiting() -> None:
    found = estimate([a_demand(day, 90) for day in range(200)], 8, YEAR, 0).fewer
    assert (found.days_over_limit, found.most_waiting, found.longest_wait_days) == (0, 0, 0)


demands = st.lists(st.builds(a_demand, st.integers(-60, 200), st.none() | st.integers(1, 200)), max_size=30)


@settings(max_examples=50, deadline=None)
@given(demands, st.integers(1, 9))
def test_the_number_needed_is_enough_and_one_fewer_is_not(found: list[Demand], limit: int) -> None:
    enough = estimate(found, limit, YEAR, 0)
    assert (enough.fewer.days_over_limit, enough.fewer.most_waiting) == (0, 0)
    if enough.workers:
        short = estimate(found, limit, YEAR, 1).fewer
        assert short.days_over_limit > 0 and short.most_waiting > 0
