"""Danish working days and deadlines: a table with a reason per row, and what holds for every day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.values.calendar import (
    COPENHAGEN,
    add_working_days,
    due_after_hours,
    due_after_working_days,
    is_working_day,
    local_day,
    midnight_ending,
)

CHRISTMAS_CLOSED = frozenset({date(2025, 12, 24), date(2025, 12, 31)})
days = st.dates(min_value=date(2000, 1, 1), max_value=date(2060, 12, 31))
NAIVE = datetime.fromisoformat("2025-01-01T00:00")
moments = st.datetimes(
    min_value=datetime.fromisoformat("2000-01-01T00:00"),
    max_value=datetime.fromisoformat("2060-12-31T00:00"),
    timezones=st.just(UTC),
)


@pytest.mark.parametrize(
    ("day", "expected", "reason"),
    [
        (date(2025, 1, 1), False, "new year's day"),
        (date(2025, 1, 2), True, "the day after it is an ordinary Thursday"),
        (date(2025, 4, 17), False, "Maundy Thursday"),
        (date(2025, 4, 18), False, "Good Friday"),
        (date(2025, 4, 21), False, "Easter Monday"),
        (date(2025, 4, 22), True, "Easter ends with the Monday"),
        (date(2023, 5, 5), False, "store bededag was a holiday for the last time in 2023"),
        (date(2024, 4, 26), True, "store bededag is abolished from 2024 (lov 214/2023)"),
        (date(2025, 5, 16), True, "no store bededag in 2025 either"),
        (date(2025, 5, 29), False, "Ascension Day"),
        (date(2025, 5, 30), True, "the Friday after Ascension Day is often taken off, yet no holiday"),
        (date(2025, 6, 9), False, "Whit Monday"),
        (date(2025, 5, 1), True, "1 May is no public holiday"),
        (date(2025, 6, 5), True, "Constitution Day is no public holiday"),
        (date(2025, 12, 24), True, "24 December is no public holiday"),
        (date(2025, 12, 25), False, "Christmas Day"),
        (date(2025, 12, 26), False, "second day of Christmas"),
        (date(2025, 12, 31), True, "31 December is no public holiday"),
        (date(2025, 3, 1), False, "a Saturday"),
        (date(2025, 3, 2), False, "a Sunday"),
    ],
)
def test_a_day_is_a_working_day_or_not(day: date, expected: bool, reason: str) -> None:
    assert is_working_day(day) is expected, reason


@pytest.mark.parametrize(
    ("day", "count", "closed", "expected", "reason"),
    [
        (date(2025, 3, 3), 0, frozenset(), date(2025, 3, 3), "none added: the same day"),
        (date(2025, 3, 3), 5, frozenset(), date(2025, 3, 10), "Monday to Monday across one weekend"),
        (date(2025, 3, 1), 1, frozenset(), date(2025, 3, 3), "from a Saturday the first working day is Monday"),
        (date(2025, 4, 16), 1, frozenset(), date(2025, 4, 22), "five days of Easter are skipped"),
        (date(2023, 5, 4), 1, frozenset(), date(2023, 5, 8), "store bededag 2023 and a weekend are skipped"),
        (date(2024, 4, 25), 1, frozenset(), date(2024, 4, 26), "the same Friday counts in 2024"),
        (date(2025, 12, 23), 1, frozenset(), date(2025, 12, 24), "24 December counts unless the office closes"),
        (date(2025, 12, 23), 1, CHRISTMAS_CLOSED, date(2025, 12, 29), "an office that closes on 24 December"),
        (date(2025, 12, 30), 2, CHRISTMAS_CLOSED, date(2026, 1, 5), "closed days and a holiday over new year"),
        (date(2026, 11, 30), 10, frozenset(), date(2026, 12, 14), "two ordinary weeks"),
    ],
)
def test_working_days_are_added(day: date, count: int, closed: frozenset[date], expected: date, reason: str) -> None:
    assert add_working_days(day, count, closed) == expected, reason


@pytest.mark.parametrize(
    ("day", "count", "expected", "reason"),
    [
        (date(2025, 3, 3), 7, date(2025, 3, 11), "one Saturday counts: a day sooner than Wednesday 12 March"),
        (date(2025, 3, 7), 1, date(2025, 3, 8), "from a Friday the first working day is Saturday"),
        (date(2025, 3, 8), 1, date(2025, 3, 10), "from a Saturday it is Monday, for Sunday never counts"),
        (date(2025, 4, 16), 1, date(2025, 4, 19), "Easter Saturday is no public holiday"),
        (date(2026, 12, 24), 1, date(2026, 12, 28), "26 December 2026 is a Saturday and a holiday"),
    ],
)
def test_saturdays_count_where_they_are_said_to(day: date, count: int, expected: date, reason: str) -> None:
    assert add_working_days(day, count, saturday=True) == expected, reason


@pytest.mark.parametrize(
    ("moment", "count", "expected", "reason"),
    [
        ("2025-03-03T10:00+01:00", 5, "2025-03-11T00:00+01:00", "the fifth working day counts in full"),
        ("2025-03-03T23:30+00:00", 1, "2025-03-06T00:00+01:00", "23:30 UTC is already Tuesday in Copenhagen"),
        ("2025-03-28T12:00+01:00", 1, "2025-04-01T00:00+02:00", "due in summer time, set in winter time"),
        ("2025-04-16T12:00+02:00", 1, "2025-04-23T00:00+02:00", "Easter in between"),
        ("2025-12-23T12:00+01:00", 2, "2025-12-30T00:00+01:00", "24 December counts, Christmas does not"),
    ],
)
def test_a_deadline_in_working_days_falls_at_local_midnight(
    moment: str, count: int, expected: str, reason: str
) -> None:
    assert due_after_working_days(datetime.fromisoformat(moment), count) == datetime.fromisoformat(expected), reason


@pytest.mark.parametrize(
    ("moment", "hours", "expected", "reason"),
    [
        ("2025-01-10T16:00+01:00", 24, "2025-01-11T16:00+01:00", "a weekend does not stop the hours"),
        ("2025-03-29T12:00+01:00", 24, "2025-03-30T13:00+02:00", "the night in March is an hour shorter"),
        ("2025-10-25T12:00+02:00", 24, "2025-10-26T11:00+01:00", "the night in October is an hour longer"),
        ("2025-10-26T02:30+02:00", 1, "2025-10-26T02:30+01:00", "the repeated hour in October, first time round"),
        ("2025-12-24T20:00+01:00", 24, "2025-12-25T20:00+01:00", "Christmas does not stop the hours"),
    ],
)
def test_a_deadline_in_hours_counts_elapsed_hours(moment: str, hours: int, expected: str, reason: str) -> None:
    due = due_after_hours(datetime.fromisoformat(moment), hours)
    assert due.isoformat() == datetime.fromisoformat(expected).replace(second=0).isoformat(), reason


@given(days, st.integers(0, 60))
def test_added_working_days_number_exactly_what_was_asked(day: date, count: int) -> None:
    end = add_working_days(day, count)
    walked = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert sum(is_working_day(each) for each in walked) == count
    assert count == 0 or is_working_day(end)


@given(days, st.integers(0, 30), st.integers(0, 30))
def test_working_days_add_up(day: date, first: int, second: int) -> None:
    assert add_working_days(add_working_days(day, first), second) == add_working_days(day, first + second)


@given(moments, st.integers(1, 30))
def test_a_deadline_leaves_at_least_its_working_days(moment: datetime, count: int) -> None:
    due = due_after_working_days(moment, count)
    assert (due.hour, due.minute) == (0, 0)
    assert due > moment
    assert is_working_day(local_day(due - timedelta(seconds=1)))


@given(moments, st.integers(0, 1000))
def test_elapsed_hours_are_elapsed_hours(moment: datetime, hours: int) -> None:
    due = due_after_hours(moment, hours)
    assert due.astimezone(UTC) - moment == timedelta(hours=hours)
    assert due.tzinfo is COPENHAGEN


@given(days)
def test_a_day_ends_where_the_next_begins(day: date) -> None:
    assert local_day(midnight_ending(day)) == day + timedelta(days=1)
    assert local_day(midnight_ending(day) - timedelta(microseconds=1)) == day


def test_a_moment_without_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        due_after_hours(NAIVE, 1)
    with pytest.raises(ValueError, match="offset"):
        local_day(NAIVE)


def test_working_days_are_not_counted_backwards() -> None:
    with pytest.raises(ValueError, match="forwards"):
        add_working_days(date(2025, 1, 1), -1)
