"""When support (§ 85 a) and temporary residence (§ 107) after a shelter stay are refunded, worked out by hand."""

from datetime import date
from uuid import UUID

import pytest

from services.support.domain.stays.forecasts import refund_days, warn_on
from services.support.domain.stays.support_windows import (
    RefundWindow,
    Section,
    SupportDecision,
    faults,
    first_discharges,
    refund_windows,
)
from services.support.domain.stays.terms import NextYear, RunningAtReform
from tests.unit.support.stays import Dates, periods, rules

SUPPORT, RESIDENCE = Section.SUPPORT, Section.RESIDENCE
ONE: list[Dates] = [("2025-01-01", "2025-03-01")]
AGAIN: list[Dates] = [*ONE, ("2025-06-01", "2025-07-01")]
LATER: list[Dates] = [*ONE, ("2027-02-01", "2027-03-01")]


def decided(
    section: Section, decided_on: str, starts_on: str, ends_on: str | None = None, stay: int = 1, number: int = 1
) -> SupportDecision:
    return SupportDecision(
        UUID(int=number),
        UUID(int=stay),
        section,
        date.fromisoformat(decided_on),
        date.fromisoformat(starts_on),
        date.fromisoformat(ends_on) if ends_on else None,
    )


def span(window: RefundWindow) -> tuple[str, str] | None:
    if window.refundable_from is None or window.refundable_to is None:
        return None
    return window.refundable_from.isoformat(), window.refundable_to.isoformat()


Row = tuple[list[Dates], list[SupportDecision], list[tuple[str, str] | None], str]
WINDOWS: list[Row] = [
    (ONE, [decided(SUPPORT, "2025-02-20", "2025-03-01")], [("2025-03-01", "2027-03-01")], "two years from discharge"),
    (ONE, [decided(SUPPORT, "2025-03-01", "2025-03-01")], [("2025-03-01", "2027-03-01")], "decided on the day itself"),
    (ONE, [decided(SUPPORT, "2025-03-02", "2025-03-02")], [None], "decided the day after"),
    (ONE, [decided(SUPPORT, "2025-02-20", "2025-02-20")], [("2025-03-01", "2027-03-01")], "not before the discharge"),
    (ONE, [decided(SUPPORT, "2025-02-20", "2025-03-01", "2026-03-01")], [("2025-03-01", "2026-03-01")], "it ends"),
    (ONE, [decided(SUPPORT, "2025-02-20", "2027-03-01")], [None], "begins when the two years have passed"),
    ([("2025-01-01", None)], [decided(SUPPORT, "2025-02-20", "2025-03-01")], [None], "not discharged yet"),
    ([("2023-01-01", "2023-09-30")], [decided(SUPPORT, "2023-09-01", "2023-10-01")], [None], "before the reform"),
    ([("2024-01-01", "2024-02-29")], [decided(SUPPORT, "2024-02-01", "2024-03-01")], [("2024-03-01", "2026-02-28")],
     "two years from 29 February"),
    (AGAIN, [decided(SUPPORT, "2025-06-20", "2025-07-01", stay=2)], [("2025-07-01", "2027-03-01")],
     "admitted again within two years: they run from the first discharge"),
    (LATER, [decided(SUPPORT, "2027-02-20", "2027-03-01", stay=2)], [("2027-03-01", "2029-03-01")],
     "discharged when the two years have passed: a new period"),
    (ONE, [decided(RESIDENCE, "2025-02-20", "2025-03-01")], [("2025-03-01", "2025-09-01")], "six months"),
    (ONE, [decided(RESIDENCE, "2025-02-20", "2025-03-01", "2025-05-01")], [("2025-03-01", "2025-05-01")], "it ends"),
    (ONE, [decided(RESIDENCE, "2025-02-20", "2025-11-15")], [("2025-11-15", "2026-03-01")],
     "six months, and at most a year after the discharge"),
    (ONE, [decided(RESIDENCE, "2025-02-20", "2026-03-01")], [None], "begins when the year has passed"),
    (ONE, [decided(RESIDENCE, "2025-03-10", "2025-03-10")], [None], "decided after the discharge"),
    (AGAIN, [decided(RESIDENCE, "2025-06-20", "2025-07-01", stay=2)], [("2025-07-01", "2026-01-01")],
     "six months, within the year of the first discharge"),
    (AGAIN, [decided(RESIDENCE, "2025-02-20", "2025-03-01", "2025-06-01"),
             decided(RESIDENCE, "2025-06-20", "2025-07-01", stay=2, number=2)],
     [("2025-03-01", "2025-06-01"), ("2025-07-01", "2025-09-01")], "the second does not restart the six months"),
    (ONE, [decided(RESIDENCE, "2025-02-20", "2025-03-01", "2025-08-01"),
           decided(SUPPORT, "2025-07-01", "2025-08-01", number=2)],
     [("2025-03-01", "2025-08-01"), ("2025-08-01", "2027-03-01")], "in an own home after a residence that followed"),
    (ONE, [decided(RESIDENCE, "2025-02-20", "2025-03-02", "2025-08-01"),
           decided(SUPPORT, "2025-07-01", "2025-08-01", number=2)],
     [("2025-03-02", "2025-08-01"), ("2025-08-01", "2027-03-01")], "the day after is directly"),
    (ONE, [decided(RESIDENCE, "2025-02-20", "2025-03-03", "2025-08-01"),
           decided(SUPPORT, "2025-07-01", "2025-08-01", number=2)],
     [("2025-03-03", "2025-08-01"), None], "two days after is not directly"),
    (ONE, [decided(RESIDENCE, "2025-02-20", "2025-03-01"), decided(SUPPORT, "2025-07-01", "2025-08-01", number=2)],
     [("2025-03-01", "2025-09-01"), None], "the residence has not ended"),
]  # fmt: skip


@pytest.mark.parametrize(("stays", "decisions", "expected", "reason"), WINDOWS)
def test_when_what_follows_a_stay_is_refunded(
    stays: list[Dates], decisions: list[SupportDecision], expected: list[tuple[str, str] | None], reason: str
) -> None:
    windows = refund_windows(periods(*stays), decisions)
    assert [span(window) for window in windows] == expected, reason
    assert all(all(each.met for each in window.reasons[-1:]) == (span(window) is not None) for window in windows), (
        reason
    )


def test_periods_run_from_the_first_discharge_and_never_overlap() -> None:
    stays = periods(("2025-01-01", "2025-03-01"), ("2025-06-01", "2025-07-01"), ("2027-03-01", "2027-03-01"))
    found = [(start.isoformat(), end.isoformat()) for start, end in first_discharges(stays, 24)]
    assert found == [("2025-03-01", "2027-03-01"), ("2027-03-01", "2029-03-01")]


def test_a_decision_is_judged_field_by_field() -> None:
    wrong = decided(SUPPORT, "2025-03-05", "2025-03-04", "2025-03-04")
    assert [error.pointer for error in faults(wrong, date(2025, 3, 4))] == ["/decided_on", "/starts_on", "/ends_on"]
    assert faults(decided(SUPPORT, "2025-03-04", "2025-03-04", "2025-03-05"), date(2025, 3, 4)) == []


Forecast = tuple[list[Dates], dict[str, object], str, tuple[int, int], str | None, str | None, str]
FORECASTS: list[Forecast] = [
    ([("2025-02-10", None)], {}, "2025-03-11", (30, 90), "2025-06-10", "2025-05-11", "120 days from 10 February"),
    ([("2025-02-10", None)], {}, "2025-06-09", (120, 0), "2025-06-10", "2025-05-11", "the last day of refund"),
    ([("2025-02-10", None)], {}, "2025-06-20", (131, 0), "2025-06-10", "2025-05-11", "they ran out"),
    ([("2025-01-01", "2025-02-09"), ("2025-12-20", None)], {}, "2025-12-31", (52, 68), "2026-01-01", "2025-12-02",
     "68 days are left, but the year ends first and the stay opens no other"),
    ([("2025-01-01", "2025-02-09"), ("2025-12-20", None)], {"next_year": NextYear.PRESENCE}, "2025-12-31", (52, 68),
     "2026-04-01", "2026-03-02", "presence opens the next year; 90 days are used on 31 March and 90 is the limit then"),
    ([("2025-01-01", "2025-02-09")], {}, "2025-03-01", (40, 80), None, None, "nobody is in a shelter"),
    ([("2025-01-01", "2025-02-09")], {}, "2026-01-01", (0, 120), None, None, "no year is open: an admission has 120"),
    ([("2025-01-01", "2025-02-09")], {}, "2026-04-01", (0, 90), None, None, "and 90 from 1 April 2026"),
    ([("2025-01-01", None)], {}, "2026-01-10", (0, 0), "2025-05-01", "2025-04-01", "the stay has outlasted its year"),
    ([("2023-09-01", None)], {}, "2023-12-01", (0, 0), "2023-09-01", None, "left outside: nobody is warned"),
    ([("2023-09-01", None)], {"running_at_reform": RunningAtReform.ADMITTED}, "2023-12-01", (62, 58), "2024-01-29",
     "2023-12-30", "31 + 30 + 1 days since the reform"),
    ([("2025-02-10", "2025-06-30")], {}, "2025-03-11", (30, 90), "2025-06-10", "2025-05-11", "as it was then"),
]  # fmt: skip


@pytest.mark.parametrize(("stays", "choices", "on", "days", "runs_out_on", "warned_on", "reason"), FORECASTS)
def test_days_used_left_and_when_they_run_out(
    stays: list[Dates],
    choices: dict[str, object],
    on: str,
    days: tuple[int, int],
    runs_out_on: str | None,
    warned_on: str | None,
    reason: str,
) -> None:
    own = rules(**choices)
    found = refund_days(periods(*stays), own, date.fromisoformat(on))
    assert (found.used, found.left) == days, reason
    assert (found.runs_out_on.isoformat() if found.runs_out_on else None) == runs_out_on, reason
    warned = warn_on(found, own)
    assert (warned.isoformat() if warned else None) == warned_on, reason
