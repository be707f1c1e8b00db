"""What can be wrong with a stay, when two overlap, and what a month's lines add up to."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.support.domain.stays.refund_days import Run, Why, count_days
from services.support.domain.stays.statements import (
    LineKey,
    ShelterRate,
    Sums,
    differences,
    lines_of,
    month_after,
    months_to_close,
    total,
)
from services.support.domain.stays.stays import Stay, StayFacts, StayState, faults, overlap
from services.support.domain.stays.tasks import StayTaskKind, task_days
from services.support.domain.stays.terms import errors_in_terms
from tests.unit.support.stays import a_period, periods, rules, terms

TODAY = date(2025, 3, 3)
FACTS = StayFacts("north-house", date(2025, 1, 10), date(2025, 1, 20), True, "0217", "0217")


def a_stay(facts: StayFacts, state: StayState = StayState.COUNTED) -> Stay:
    return Stay(UUID(int=1), UUID(int=2), "S1", facts, state, datetime(2025, 3, 3, tzinfo=UTC), 1)


@pytest.mark.parametrize(
    ("changes", "pointers", "reason"),
    [
        ({}, [], "nothing wrong"),
        ({"admitted_on": TODAY, "discharged_on": None}, [], "admitted today"),
        ({"discharged_on": date(2025, 1, 10)}, [], "out on the day one came in"),
        ({"admitted_on": date(2025, 3, 4), "discharged_on": None}, ["/admitted_on"], "tomorrow"),
        ({"discharged_on": date(2025, 1, 9)}, ["/discharged_on"], "ends before it begins"),
        ({"discharged_on": date(2025, 3, 4)}, ["/discharged_on"], "nobody is discharged tomorrow"),
        ({"admitted_on": date(1999, 12, 31)}, ["/admitted_on"], "no refund is older"),
        ({"acting_municipality_code": "9999"}, ["/acting_municipality_code"], "no municipality"),
    ],
)
def test_what_is_wrong_with_a_stay(changes: dict[str, object], pointers: list[str], reason: str) -> None:
    found = faults(replace(FACTS, **changes), TODAY, {"0217"})  # type: ignore[arg-type]
    assert [error.pointer for error in found] == pointers, reason


day = st.integers(0, 12).map(lambda number: date(2025, 1, 1) + timedelta(days=number))


@given(day, st.none() | st.integers(0, 6), day, st.none() | st.integers(0, 6))
@settings(max_examples=200, deadline=None)
def test_two_stays_overlap_where_they_share_a_night_or_the_inside_of_a_day(
    one_from: date, one_days: int | None, other_from: date, other_days: int | None
) -> None:
    def nights(begins: date, days: int | None) -> set[tuple[date, str]]:
        stays = range(30 if days is None else days)
        found = {(begins + timedelta(days=number), "night") for number in stays}
        found |= {(begins + timedelta(days=number), "noon") for number in stays if number > 0}
        return found or {(begins, "noon")}

    def facts(begins: date, days: int | None) -> StayFacts:
        return replace(FACTS, admitted_on=begins, discharged_on=None if days is None else begins + timedelta(days=days))

    clash = overlap(facts(one_from, one_days), [a_stay(facts(other_from, other_days))]) is not None
    assert clash == bool(nights(one_from, one_days) & nights(other_from, other_days))


def test_a_stay_that_does_not_count_overlaps_nothing() -> None:
    assert overlap(FACTS, [a_stay(FACTS, StayState.ANNULLED), a_stay(FACTS, StayState.DOUBTFUL)]) is None


def test_tasks_fall_due_from_the_first_day() -> None:
    found = task_days(date(2024, 2, 27), terms(meeting_days=2, support_decision_days=0))
    assert found[StayTaskKind.MEETING] == date(2024, 2, 29)
    assert found[StayTaskKind.SUPPORT_DECISION] == date(2024, 2, 27)


def test_rows_of_choices_are_judged_field_by_field() -> None:
    rows = [terms("2025-01-01", warn_days=366), terms("2025-01-01", meeting_days=-1), terms("2025-02-01")]
    pointers = [error.pointer for error in errors_in_terms(rows)]
    assert pointers == ["/terms/0/warn_days", "/terms/1/meeting_days", "/terms/1/valid_from"]


JANUARY, FEBRUARY, MARCH = (date(2025, month, 1) for month in (1, 2, 3))
OLD = ShelterRate("north-house", date(2020, 1, 1), Decimal("1000.01"), "list", verified=False)
NEW = ShelterRate("north-house", date(2025, 2, 11), Decimal("1100.00"), "list", verified=False)


def test_a_stay_is_stated_by_month_and_rate_to_the_oere() -> None:
    runs = count_days(periods(("2025-01-30", "2025-02-15")), rules(), date(2025, 4, 1)).runs
    found = {
        (key.period_month, key.daily_rate_dkk): sums
        for key, sums in lines_of(runs, "north-house", [OLD, NEW], rules()).items()
    }
    assert found == {
        (JANUARY, OLD.daily_rate_dkk): Sums(2, 2, Decimal("2000.02"), Decimal("1000.01")),
        (FEBRUARY, OLD.daily_rate_dkk): Sums(10, 10, Decimal("10000.10"), Decimal("5000.05")),
        (FEBRUARY, NEW.daily_rate_dkk): Sums(5, 5, Decimal("5500.00"), Decimal("2750.00")),
    }


def test_half_an_oere_is_rounded_up_and_stays_with_the_state() -> None:
    run = Run(UUID(int=1), FEBRUARY.toordinal(), FEBRUARY.toordinal() + 1, Why.WITHIN_LIMIT, 1, 1, 120)
    [sums] = lines_of([run], "north-house", [OLD], rules()).values()
    assert (sums.gross_dkk, sums.refund_dkk, sums.own_dkk) == (
        Decimal("1000.01"),
        Decimal("500.01"),
        Decimal("500.00"),
    )


def test_months_are_closed_when_they_have_ended_oldest_first() -> None:
    assert months_to_close(None, date(2025, 1, 31), TODAY) == [JANUARY, FEBRUARY]
    assert months_to_close(JANUARY, date(2024, 1, 1), TODAY) == [FEBRUARY]
    assert months_to_close(FEBRUARY, date(2024, 1, 1), TODAY) == []
    assert months_to_close(None, None, TODAY) == []
    assert len(months_to_close(None, date(2024, 1, 1), date(2199, 1, 1))) == 60, "the rest next time"


lines = st.dictionaries(
    st.builds(
        LineKey,
        st.sampled_from([UUID(int=1), UUID(int=2)]),
        st.sampled_from([JANUARY, FEBRUARY]),
        st.just("north-house"),
        st.sampled_from([None, Decimal("1000.01"), Decimal("1100.00")]),
    ),
    st.builds(
        Sums,
        st.integers(0, 31),
        st.integers(0, 31),
        st.decimals(0, 50_000, places=2),
        st.decimals(0, 25_000, places=2),
    ),
)


@given(st.lists(lines, min_size=1, max_size=5))
@settings(max_examples=50, deadline=None)
def test_all_lines_ever_booked_add_up_to_what_is_right_now(versions: list[dict[LineKey, Sums]]) -> None:
    booked: dict[LineKey, Sums] = {}
    month = FEBRUARY
    for right in versions:
        for line in differences(right, booked, month):
            assert line.correction == (line.key.period_month < month)
            assert line.sums != Sums()
            booked[line.key] = booked.get(line.key, Sums()).plus(line.sums)
        month = month_after(month)
    assert {key: sums for key, sums in booked.items() if sums != Sums()} == {
        key: sums for key, sums in versions[-1].items() if sums != Sums()
    }
    sums = total(booked.values())
    assert sums.gross_dkk == sums.refund_dkk + sums.own_dkk


def test_where_the_shelter_lies_and_who_pays_makes_no_difference_to_the_count() -> None:
    abroad = replace(FACTS, shelter="aarhus-1", acting_municipality_code="0751", paying_municipality_code="0751")
    assert a_stay(abroad).period == a_stay(FACTS).period == a_period(1, "2025-01-10", "2025-01-20")
