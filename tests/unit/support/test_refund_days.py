"""Refund days of stays worked out by hand: for each stay how many days count, and how many the state refunds."""

from datetime import date
from uuid import UUID

import pytest

from services.support.domain.stays.refund_days import Period, count_days
from services.support.domain.stays.terms import EdgeDays, NextYear, RunningAtReform, Transition, refund_rules
from services.support.domain.stays.words import reason_of
from tests.unit.support.stays import Dates, by_stay, periods, rules, terms

Choices = dict[str, object]
BOTH: Choices = {}
FIRST_DAY: Choices = {"edge_days": EdgeDays.ADMISSION}
NIGHTS: Choices = {"edge_days": EdgeDays.NIGHTS}
PRESENCE: Choices = {"next_year": NextYear.PRESENCE}
ANNIVERSARY: Choices = {"next_year": NextYear.ANNIVERSARY}
ADMITTED: Choices = {"running_at_reform": RunningAtReform.ADMITTED}
BY_YEAR: Choices = {"transition": Transition.BY_YEAR}
BY_DAY: Choices = {"transition": Transition.BY_DAY}

Row = tuple[list[Dates], Choices, list[tuple[int, int]], str]

EDGES: list[Row] = [
    ([("2024-01-10", "2024-01-14")], BOTH, [(5, 5)], "10, 11, 12, 13 and 14 January"),
    ([("2024-01-10", "2024-01-14")], FIRST_DAY, [(4, 4)], "the 14th, the day of the discharge, does not count"),
    ([("2024-01-10", "2024-01-14")], NIGHTS, [(4, 4)], "four nights"),
    ([("2024-01-10", "2024-01-10")], BOTH, [(1, 1)], "out on the day one came: the day once"),
    ([("2024-01-10", "2024-01-10")], FIRST_DAY, [(1, 1)], "the day of the admission counts"),
    ([("2024-01-10", "2024-01-10")], NIGHTS, [(0, 0)], "no night"),
    ([("2024-01-01", "2024-01-05"), ("2024-01-05", "2024-01-10")], BOTH, [(4, 4), (6, 6)], "the 5th counts once"),
    ([("2024-01-01", "2024-01-05"), ("2024-01-05", "2024-01-10")], FIRST_DAY, [(4, 4), (5, 5)], "1-4 and 5-9"),
    (
        [("2024-01-01", "2024-01-05"), ("2024-01-05", "2024-01-05"), ("2024-01-05", "2024-01-10")],
        BOTH,
        [(4, 4), (0, 0), (6, 6)],
        "twice out and in on the 5th is still one day",
    ),
    ([("2024-03-01", "2025-03-01")], NIGHTS, [(365, 120)], "365 nights, and the year has 120"),
    (
        [("2024-01-01", "2024-01-01"), ("2024-12-31", "2025-01-09")],
        NIGHTS,
        [(0, 0), (9, 1)],
        "the first admission opens the year though no night follows: 31 December is in it, 1 January is not",
    ),
]
LIMIT: list[Row] = [
    ([("2024-01-01", "2024-04-29")], BOTH, [(120, 120)], "31 + 29 + 31 + 29: just the limit"),
    ([("2024-01-01", "2024-04-30")], BOTH, [(121, 120)], "one day more than the limit"),
    ([("2024-02-28", "2024-03-01")], BOTH, [(3, 3)], "a leap day is a day"),
    ([("2025-02-28", "2025-03-01")], BOTH, [(2, 2)], "no leap day in 2025"),
    (
        [("2024-01-01", "2024-03-10"), ("2024-06-01", "2024-08-09")],
        BOTH,
        [(70, 70), (70, 50)],
        "the limit is the year's, not the stay's: 120 - 70 = 50",
    ),
    ([("2024-11-01", "2025-03-10")], BOTH, [(130, 120)], "New Year resets nothing: 61 + 31 + 28 = 120 by 28 February"),
    ([("2024-01-01", None)], BOTH, [(366, 120)], "still running on the last day counted, 31 December"),
    (
        [("2024-01-01", "2024-02-29"), ("2024-04-01", "2024-05-30"), ("2024-12-01", "2024-12-31")],
        BOTH,
        [(60, 60), (60, 60), (31, 0)],
        "the third stay of the year finds all days used",
    ),
]
YEARS: list[Row] = [
    (
        [("2024-01-15", "2024-05-13"), ("2025-01-14", "2025-01-14")],
        BOTH,
        [(120, 120), (1, 0)],
        "14 January is the last day of the year that began on 15 January",
    ),
    (
        [("2024-01-15", "2024-05-13"), ("2025-01-15", "2025-01-24")],
        BOTH,
        [(120, 120), (10, 10)],
        "a year after the first admission the count begins again",
    ),
    (
        [("2024-01-01", "2024-02-29"), ("2024-12-31", "2025-01-09")],
        BOTH,
        [(60, 60), (10, 1)],
        "admitted on the year's last day: nine days lie after it, and no admission opens the next",
    ),
    (
        [("2024-01-01", "2024-02-29"), ("2024-12-31", "2025-01-09")],
        PRESENCE,
        [(60, 60), (10, 10)],
        "being there on 1 January opens the next year",
    ),
    ([("2024-01-01", "2025-01-10")], BOTH, [(376, 120)], "the stay outlasts its year; only an admission opens another"),
    ([("2024-01-01", "2025-01-10")], PRESENCE, [(376, 130)], "1 to 10 January are in a new year: 120 + 10"),
    ([("2024-01-01", "2025-01-10")], ANNIVERSARY, [(376, 130)], "the anniversary opens it too"),
    (
        [("2024-01-01", "2025-02-01"), ("2025-02-01", "2025-02-10")],
        BOTH,
        [(397, 120), (10, 10)],
        "out and in on 1 February: the admission opens a year, and the day is the second stay's",
    ),
    ([("2024-03-01", "2025-03-01")], BOTH, [(366, 120)], "the day of the discharge is in no year"),
    (
        [("2024-03-01", "2025-03-01")],
        PRESENCE,
        [(366, 121)],
        "the day of the discharge opens the next year",
    ),
    (
        [("2024-03-01", "2025-03-01")],
        PRESENCE | FIRST_DAY,
        [(365, 120)],
        "that day does not count and opens nothing",
    ),
    (
        [("2024-01-01", "2024-05-09"), ("2025-03-01", "2025-06-28"), ("2026-01-10", "2026-01-19")],
        PRESENCE,
        [(130, 120), (120, 120), (10, 0)],
        "nobody was there on 1 January 2025: the second year begins on 1 March and lasts to March 2026",
    ),
    (
        [("2024-01-01", "2024-05-09"), ("2025-03-01", "2025-06-28"), ("2026-01-10", "2026-01-19")],
        ANNIVERSARY,
        [(130, 120), (120, 120), (10, 10)],
        "years from 1 January each: the third stay is in the third",
    ),
    (
        [("2024-06-01", "2024-06-10"), ("2026-03-01", "2026-03-30"), ("2026-06-01", "2026-08-29")],
        ANNIVERSARY,
        [(10, 10), (30, 30), (90, 90)],
        "in March the year from 1 June 2025 is open; 1 June 2026 opens the next, with 90",
    ),
    (
        [("2024-02-29", "2024-06-27"), ("2025-02-27", "2025-02-27")],
        BOTH,
        [(120, 120), (1, 0)],
        "a year from 29 February has 365 days: 27 February is its last",
    ),
    (
        [("2024-02-29", "2024-06-27"), ("2025-02-28", "2025-02-28")],
        BOTH,
        [(120, 120), (1, 1)],
        "and 28 February is after it",
    ),
    ([("2024-01-01", "2026-01-31")], PRESENCE, [(762, 271)], "three years in one stay: 120 + 120 + 31 of the third"),
    ([("2024-01-01", "2026-01-31")], BOTH, [(762, 120)], "one admission, one year"),
]
CHANGE: list[Row] = [
    ([("2025-10-01", "2026-01-28")], BY_DAY, [(120, 120)], "all before 1 April 2026"),
    (
        [("2026-01-01", "2026-05-10")],
        BY_DAY,
        [(130, 90)],
        "31 + 28 + 31 = 90 by 31 March; then 90 is the limit",
    ),
    ([("2026-01-01", "2026-05-10")], BY_YEAR, [(130, 120)], "the year opened under 120"),
    ([("2026-02-01", "2026-05-31")], BY_DAY, [(120, 90)], "59 before; 31 more until 1 May"),
    ([("2026-02-01", "2026-05-31")], BY_YEAR, [(120, 120)], "the year keeps its 120"),
    ([("2025-12-22", "2026-04-10")], BY_DAY, [(110, 100)], "100 used by 31 March stay refunded; none after"),
    ([("2025-12-22", "2026-04-10")], BY_YEAR, [(110, 110)], "110 of 120"),
    ([("2026-04-01", "2026-07-09")], BY_YEAR, [(100, 90)], "a year that opens on the day has 90"),
    ([("2026-04-01", "2026-07-09")], BY_DAY, [(100, 90)], "by either reading"),
    ([("2026-03-31", "2026-08-07")], BY_YEAR, [(130, 120)], "opened on the day before"),
    ([("2026-03-31", "2026-08-07")], BY_DAY, [(130, 90)], "one day before, 89 after"),
    (
        [("2025-06-01", "2025-07-30"), ("2026-04-15", "2026-05-29")],
        BY_DAY,
        [(60, 60), (45, 30)],
        "the open year has 90 from 1 April: 90 - 60",
    ),
    (
        [("2025-06-01", "2025-07-30"), ("2026-04-15", "2026-05-29")],
        BY_YEAR,
        [(60, 60), (45, 45)],
        "the open year keeps 120: 105 are within it",
    ),
]
REFORM: list[Row] = [
    ([("2023-09-01", "2023-10-31")], BOTH, [(61, 0)], "running on 1 October 2023: outside the count"),
    ([("2023-09-01", "2023-10-31")], ADMITTED, [(61, 31)], "as if admitted on 1 October: October's days"),
    ([("2023-08-01", "2024-02-28")], ADMITTED, [(212, 120)], "151 days from 1 October, and 120 is the limit"),
    ([("2023-08-01", "2023-09-30")], ADMITTED, [(61, 0)], "ended before the reform"),
    ([("2023-09-30", "2023-10-01")], ADMITTED, [(2, 1)], "discharged on the reform's day, which counts"),
    ([("2023-09-30", "2023-10-01")], ADMITTED | NIGHTS, [(1, 0)], "the last night was before the reform"),
    ([("2023-10-01", "2023-10-10")], BOTH, [(10, 10)], "admitted on the reform's day"),
    (
        [("2023-09-01", "2023-10-15"), ("2023-10-15", "2023-10-24")],
        BOTH,
        [(44, 0), (10, 10)],
        "the old stay is outside; out and in on 15 October is an admission",
    ),
    (
        [("2023-09-01", "2024-10-10")],
        ADMITTED | PRESENCE,
        [(406, 130)],
        "30 before; a year from 1 October with 120, and ten days of October 2024 in the next",
    ),
    ([("2023-09-01", "2024-10-10")], PRESENCE, [(406, 0)], "left outside, it opens no year either"),
]


@pytest.mark.parametrize(("stays", "choices", "expected", "reason"), EDGES + LIMIT + YEARS + CHANGE + REFORM)
def test_the_days_of_each_stay(
    stays: list[Dates], choices: Choices, expected: list[tuple[int, int]], reason: str
) -> None:
    known = periods(*stays)
    until = date(2025, 1, 1) if stays[-1][1] is None else date(2027, 1, 1)
    assert by_stay(count_days(known, rules(**choices), until), known) == expected, reason


def test_the_order_in_which_stays_are_told_makes_no_difference() -> None:
    known = periods(("2024-01-01", "2024-03-10"), ("2024-06-01", "2024-08-09"), ("2025-03-01", None))
    until = date(2025, 6, 1)
    assert count_days(known[::-1], rules(), until) == count_days(known, rules(), until)


def test_a_day_is_judged_by_the_choices_in_force_on_it() -> None:
    known = periods(("2024-12-01", "2024-12-10"), ("2024-12-30", "2025-01-02"), ("2025-01-05", "2025-01-10"))
    dated = refund_rules([terms("2025-01-01", edge_days=EdgeDays.NIGHTS)])
    assert by_stay(count_days(known, dated, date(2026, 1, 1)), known) == [(10, 10), (3, 3), (5, 5)]


@pytest.mark.parametrize(
    ("stay", "choices", "expected", "reason"),
    [
        (("2024-01-01", "2024-04-30"), BOTH, [("refund-days-left", True), ("refund-days-left", False)], "day 121"),
        (("2024-01-01", "2025-01-10"), BOTH, [("refund-days-left", True), ("refund-days-left", False),
                                             ("year-open", False)], "the year has passed"),
        (("2023-09-01", "2023-10-31"), BOTH, [("after-reform", False), ("admitted-after-reform", False)], "outside"),
        (("2023-09-01", "2023-10-31"), ADMITTED, [("after-reform", False), ("refund-days-left", True)], "admitted"),
    ],
)  # fmt: skip
def test_every_day_has_its_reason(stay: Dates, choices: Choices, expected: list[tuple[str, bool]], reason: str) -> None:
    counted = count_days(periods(stay), rules(**choices), date(2027, 1, 1))
    assert [(reason_of(run).rule, reason_of(run).met) for run in counted.runs] == expected, reason
    assert all(reason_of(run).text.da and reason_of(run).text.en for run in counted.runs)


def test_a_reason_names_the_days_the_limit_and_the_year() -> None:
    [within, used] = count_days(periods(("2024-01-01", "2024-05-01")), rules(), date(2027, 1, 1)).runs
    assert reason_of(within).text.en == "Days 1 to 120 of 120 in the year that began on 2024-01-01."
    assert reason_of(used).text.en == "The year's 120 days are used: the year began on 2024-01-01."
    assert (used.from_on, used.to_on, used.year_from) == (date(2024, 4, 30), date(2024, 5, 1), date(2024, 1, 1))


def test_a_citizen_without_stays_has_no_days() -> None:
    assert count_days([], rules(), date(2026, 1, 1)).runs == ()
    coming = Period(UUID(int=1), date(2026, 1, 1), None)
    assert count_days([coming], rules(), date(2026, 1, 1)).runs == ()
