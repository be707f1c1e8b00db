"""Vacancy rent: from when, until when, and how much."""

from datetime import date
from decimal import Decimal

import pytest

from services.allocation.domain.account.vacancy_rent import (
    idle_days,
    idle_until,
    notice_effect_on,
    rent_line,
)
from services.allocation.domain.agreements.terms import RentMethod

NOTICES = [
    ("1 April 2026 is the day before Maundy Thursday, and Easter follows", date(2025, 12, 31), 3, date(2026, 4, 7)),
    ("given on the first of a month: that day three months later", date(2025, 4, 1), 3, date(2025, 7, 1)),
    ("given a day later: a month more", date(2025, 4, 2), 3, date(2025, 8, 1)),
    ("1 January is a holiday", date(2025, 9, 15), 3, date(2026, 1, 2)),
    ("1 November 2025 is a Saturday, the day before a Sunday", date(2025, 7, 20), 3, date(2025, 11, 3)),
    ("1 June 2025 is a Sunday", date(2025, 2, 20), 3, date(2025, 6, 2)),
    ("1 May 2024 is a Wednesday and no holiday", date(2024, 1, 31), 3, date(2024, 5, 1)),
    ("the last of November has no 30 February to land on", date(2025, 11, 30), 3, date(2026, 3, 2)),
    ("a single room has one month", date(2025, 2, 20), 1, date(2025, 4, 1)),
    ("1 June 2022 is four days before Whit Sunday", date(2022, 2, 10), 3, date(2022, 6, 1)),
    ("8 May 2024 is no turn of a month", date(2024, 2, 9), 3, date(2024, 6, 3)),
]


@pytest.mark.parametrize(("why", "given", "months", "effect"), NOTICES, ids=[row[0] for row in NOTICES])
def test_when_a_notice_has_effect(why: str, given: date, months: int, effect: date) -> None:
    assert notice_effect_on(given, months) == effect, why


UNTIL = [
    ("still empty: up to the day asked about", None, None, date(2025, 6, 1)),
    ("the lease's start ends it", date(2025, 4, 10), None, date(2025, 4, 10)),
    ("handed back on 8 January: as a notice of that day", None, date(2025, 1, 8), date(2025, 5, 1)),
    ("let before the notice would have had effect", date(2025, 4, 10), date(2025, 1, 8), date(2025, 4, 10)),
    ("let after it: the cap holds", date(2025, 5, 20), date(2025, 1, 8), date(2025, 5, 1)),
    ("a lease that starts after the day asked about", date(2025, 7, 1), None, date(2025, 6, 1)),
]


@pytest.mark.parametrize(("why", "let_from", "handed_back_on", "ends"), UNTIL, ids=[row[0] for row in UNTIL])
def test_when_vacancy_rent_ends(why: str, let_from: date | None, handed_back_on: date | None, ends: date) -> None:
    assert idle_until(let_from=let_from, handed_back_on=handed_back_on, up_to=date(2025, 6, 1)) == ends, why


DAYS = [
    ("the first day counts, the day it ends does not", date(2025, 3, 1), date(2025, 3, 2), 1),
    ("let from the day it is empty: nothing", date(2025, 3, 1), date(2025, 3, 1), 0),
    ("let before it is empty: nothing, and nothing back", date(2025, 3, 1), date(2025, 2, 1), 0),
    ("over a leap day", date(2024, 2, 28), date(2024, 3, 1), 2),
    ("over the change to summer time", date(2025, 3, 29), date(2025, 3, 31), 2),
]


@pytest.mark.parametrize(("why", "disposal", "until", "days"), DAYS, ids=[row[0] for row in DAYS])
def test_idle_days(why: str, disposal: date, until: date, days: int) -> None:
    assert idle_days(disposal, until) == days, why


AMOUNTS = [
    ("a day is 12/365 of a month's rent", "4500.00", (2025, 3, 1), (2025, 3, 2), RentMethod.YEARLY_365, "147.95"),
    ("a year is twelve months", "4500.00", (2025, 1, 1), (2026, 1, 1), RentMethod.YEARLY_365, "54000.00"),
    ("365 also in a leap year: 366 days", "4500.00", (2024, 1, 1), (2025, 1, 1), RentMethod.YEARLY_365, "54147.95"),
    ("half an øre goes up", "0.73", (2025, 3, 1), (2025, 6, 2), RentMethod.YEARLY_365, "2.23"),
    (
        "a whole month is the month's rent",
        "7900.00",
        (2025, 2, 1),
        (2025, 3, 1),
        RentMethod.MONTHLY_PRO_RATA,
        "7900.00",
    ),
    ("14 of 28 days are half of it", "7900.00", (2025, 2, 15), (2025, 3, 1), RentMethod.MONTHLY_PRO_RATA, "3950.00"),
    (
        "a leap day makes February longer",
        "7900.00",
        (2024, 2, 15),
        (2024, 3, 1),
        RentMethod.MONTHLY_PRO_RATA,
        "4086.21",
    ),
    ("two parts of two months", "3100.00", (2025, 1, 31), (2025, 3, 2), RentMethod.MONTHLY_PRO_RATA, "3300.00"),
    ("rounded once, not per month", "100.00", (2025, 1, 31), (2025, 3, 2), RentMethod.MONTHLY_PRO_RATA, "106.45"),
    ("over the turn of the year", "3100.00", (2025, 12, 31), (2026, 1, 2), RentMethod.MONTHLY_PRO_RATA, "200.00"),
    ("no days, nothing", "7900.00", (2025, 3, 1), (2025, 3, 1), RentMethod.MONTHLY_PRO_RATA, "0.00"),
]


@pytest.mark.parametrize(("why", "rent", "start", "end", "method", "amount"), AMOUNTS, ids=[row[0] for row in AMOUNTS])
def test_a_statement_line(
    why: str, rent: str, start: tuple[int, int, int], end: tuple[int, int, int], method: RentMethod, amount: str
) -> None:
    line = rent_line(Decimal(rent), date(*start), date(*end), method)
    assert str(line.amount_dkk) == amount, why


def test_a_line_shows_its_sum() -> None:
    line = rent_line(Decimal("4500.00"), date(2025, 3, 1), date(2025, 3, 11), RentMethod.YEARLY_365)
    assert line.text.da == "10 dage á 4.500 kr. × 12 / 365 = 1.479,45 kr."
    assert line.text.en == "10 days at DKK 4,500 × 12 / 365 = DKK 1,479.45"
