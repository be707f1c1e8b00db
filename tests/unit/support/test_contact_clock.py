"""The clock that runs while support is open: by hand, against a count minute by minute, and through a year."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.values.calendar import COPENHAGEN, is_working_day
from services.support.domain.opening.hours import (
    UNTIL_ENTERED,
    Opening,
    OpeningHours,
    due_after_opening_hours,
    errors_in_hours,
    hours_on,
    open_on,
)
from services.support.domain.prevention.deadlines import DeadlineKind, within_opening_hours
from services.support.domain.prevention.terms import UNTIL_ENTERED as TERMS
from services.support.domain.prevention.terms import errors_in_terms

CONCERN_ID = UUID(int=1)

HOUR = 60
MINUTE = timedelta(minutes=1)
OFFICE = replace(
    UNTIL_ENTERED,
    openings=(*(Opening(day, 9 * HOUR, 15 * HOUR) for day in range(4)), Opening(4, 9 * HOUR, 13 * HOUR)),
    closed_days=(date(2025, 5, 30), date(2025, 6, 5), date(2025, 12, 24), date(2025, 12, 31)),
)
ROUND_THE_CLOCK = replace(UNTIL_ENTERED, openings=tuple(Opening(day, 0, 24 * HOUR) for day in range(7)))


def at(local: str) -> datetime:
    return datetime.fromisoformat(local).replace(tzinfo=COPENHAGEN)


@pytest.mark.parametrize(
    ("received", "hours", "due", "reason"),
    [
        ("2025-03-03T09:00", 3, "2025-03-03T12:00", "a Monday as the door opens"),
        ("2025-03-03T09:00", 6, "2025-03-03T15:00", "a whole day ends as the door closes, not the next morning"),
        ("2025-03-03T12:00", 6, "2025-03-04T12:00", "three hours today and three tomorrow"),
        ("2025-03-03T18:00", 3, "2025-03-04T12:00", "in the evening nobody is there: from Tuesday at nine"),
        ("2025-03-03T03:00", 3, "2025-03-03T12:00", "before dawn: from nine the same day"),
        ("2025-03-03T14:59", 3, "2025-03-04T11:59", "one minute before closing counts as one minute"),
        ("2025-03-07T12:00", 3, "2025-03-10T11:00", "Friday closes at one: an hour, then the weekend"),
        ("2025-03-07T13:00", 3, "2025-03-10T12:00", "exactly as Friday closes: all of it on Monday"),
        ("2025-03-08T10:00", 6, "2025-03-10T15:00", "a Saturday"),
        ("2025-03-14T09:00", 18, "2025-03-19T11:00", "4 on Friday, 6 on Monday, 6 on Tuesday, 2 on Wednesday"),
        ("2025-03-28T12:00", 3, "2025-03-31T11:00", "the clock goes forward in the weekend; nobody was open"),
        ("2025-04-16T14:00", 3, "2025-04-22T11:00", "Easter: from Thursday 17 to Monday 21 April all is closed"),
        ("2025-04-17T10:00", 3, "2025-04-22T12:00", "received on Maundy Thursday"),
        ("2025-04-16T12:00", 18, "2025-04-24T12:00", "3 before Easter, 6 and 6 after it, 3 on Thursday"),
        ("2025-05-01T10:00", 3, "2025-05-01T13:00", "1 May is no public holiday, and is not entered as closed"),
        ("2025-05-15T14:00", 6, "2025-05-19T10:00", "store bededag, 16 May, is a holiday no more: 4 hours that Friday"),
        ("2025-05-28T14:00", 3, "2025-06-02T11:00", "Ascension Day, and the Friday after it entered as closed"),
        ("2025-06-04T14:30", 3, "2025-06-06T11:30", "5 June is entered as closed; half an hour before it"),
        ("2025-06-06T12:30", 3, "2025-06-10T11:30", "Whit Monday is closed"),
        ("2025-10-24T12:00", 6, "2025-10-27T14:00", "the clock goes back in the weekend; nobody was open"),
        ("2025-12-23T14:00", 3, "2025-12-29T11:00", "24 December by choice, 25 and 26 by law, then a weekend"),
        ("2025-12-24T10:00", 3, "2025-12-29T12:00", "received on a day entered as closed"),
        ("2025-12-30T14:00", 6, "2026-01-05T10:00", "1 hour, two days closed, 4 on Friday 2 January, 1 on Monday"),
        ("2025-12-31T23:59", 3, "2026-01-02T12:00", "as the year ends"),
        ("2024-12-31T14:00", 3, "2025-01-02T11:00", "31 December 2024 is not entered as closed; 1 January is"),
    ],
)
def test_a_deadline_counted_by_hand(received: str, hours: int, due: str, reason: str) -> None:
    assert due_after_opening_hours(at(received), hours, [OFFICE]) == at(due), reason


@pytest.mark.parametrize(
    ("received", "hours", "due", "reason"),
    [
        ("2025-03-29T20:00", 8, "2025-03-30T05:00", "the night lacks an hour: eight hours end at five"),
        ("2025-10-25T20:00", 8, "2025-10-26T03:00", "the night has one more: eight hours end at three"),
        ("2025-04-19T20:00", 6, "2025-04-22T02:00", "also round the clock Easter Sunday and Monday are closed"),
        ("2025-12-31T23:00", 2, "2026-01-02T01:00", "1 January between"),
    ],
)
def test_an_hour_is_an_hour_that_has_passed(received: str, hours: int, due: str, reason: str) -> None:
    assert due_after_opening_hours(at(received), hours, [ROUND_THE_CLOCK]) == at(due), reason


def counted(moment: datetime, hours: int, opening: OpeningHours) -> datetime:
    """Minute by minute, looking at the wall clock each time; knows nothing of how the rule counts."""
    left = hours * HOUR
    while left:
        local = moment.astimezone(COPENHAGEN)
        minute = local.hour * HOUR + local.minute
        holiday = local.weekday() < 5 and not is_working_day(local.date())
        holiday = holiday or (local.month, local.day) in HOLIDAYS_IN_WEEKENDS.get(local.year, ())
        closed = holiday or local.date() in opening.closed_days
        is_open = any(
            each.weekday == local.weekday() and each.opens <= minute < each.closes for each in opening.openings
        )
        left -= is_open and not closed
        moment += timedelta(minutes=1)
    return moment


# Holidays on a Saturday or Sunday, which the count of working days does not tell apart from the weekend.
HOLIDAYS_IN_WEEKENDS = {
    2024: ((3, 31), (5, 19)),
    2025: ((4, 20), (6, 8)),
    2026: ((4, 5), (5, 24), (12, 26)),
}

minutes_of_two_years = st.integers(0, 2 * 365 * 24 * HOUR - 1).map(
    lambda minutes: datetime(2024, 3, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
near_what_is_odd = st.sampled_from(
    ["2025-03-29T12:00", "2025-10-25T12:00", "2025-04-16T09:00", "2025-12-23T13:00", "2024-12-23T13:00"]
).flatmap(lambda start: st.integers(0, 36 * HOUR).map(lambda minutes: at(start).astimezone(UTC) + minutes * MINUTE))


@st.composite
def any_hours(draw: st.DrawFn) -> OpeningHours:
    days = draw(st.sets(st.integers(0, 6), min_size=2))
    openings = []
    for day in sorted(days):
        opens = draw(st.sampled_from([0, 30, 3 * HOUR, 7 * HOUR + 45, 9 * HOUR]))
        openings.append(Opening(day, opens, draw(st.sampled_from([12 * HOUR, 15 * HOUR + 30, 23 * HOUR, 24 * HOUR]))))
    closed = draw(st.frozensets(st.dates(date(2025, 3, 25), date(2025, 4, 30)), max_size=6))
    return replace(UNTIL_ENTERED, openings=tuple(openings), closed_days=tuple(sorted(closed)))


@settings(max_examples=30, deadline=None)
@given(minutes_of_two_years | near_what_is_odd, st.integers(1, 20), any_hours())
def test_the_clock_equals_a_count_minute_by_minute(moment: datetime, hours: int, opening: OpeningHours) -> None:
    assert errors_in_hours(opening) == []
    assert due_after_opening_hours(moment, hours, [opening]) == counted(moment, hours, opening)


def test_four_hundred_concerns_a_year_are_each_due_when_a_count_says() -> None:
    # A step that shares no factor with the minutes of a year visits days and hours as evenly as a draw.
    year, step = 365 * 24 * HOUR, 104_729
    start = datetime(2025, 1, 1, tzinfo=UTC)
    concerns = [
        (start + (number * step % year) * MINUTE, (TERMS.at_once_hours, TERMS.fast_hours)[number % 2])
        for number in range(400)
    ]
    wrong = [
        (received, hours)
        for received, hours in concerns
        if due_after_opening_hours(received, hours, [OFFICE]) != counted(received, hours, OFFICE)
    ]
    assert wrong == []
    # The control: a clock that forgets holidays and closed days is found out by the same count.
    forgetful = replace(OFFICE, closed_days=())
    assert any(
        due_after_opening_hours(received, hours, [forgetful]) != counted(received, hours, OFFICE)
        for received, hours in concerns
    )


def test_opening_hours_change_on_the_day_that_the_new_ones_begin() -> None:
    later = replace(OFFICE, valid_from=date(2025, 3, 4), openings=(Opening(1, 10 * HOUR, 12 * HOUR),))
    assert hours_on([OFFICE, later], date(2025, 3, 3)) is OFFICE
    assert open_on([OFFICE, later], date(2025, 3, 5)) is None, "from now on open on Tuesdays alone"
    due = due_after_opening_hours(at("2025-03-03T14:00"), 4, [OFFICE, later])
    assert due == at("2025-03-11T11:00"), "1 on Monday, 2 on Tuesday, 1 the Tuesday after"


def test_somebody_is_told_before_it_is_late_by_the_same_clock() -> None:
    deadline = within_opening_hours(CONCERN_ID, DeadlineKind.FIRST_CONTACT, at("2025-04-16T14:00"), 3, TERMS, [OFFICE])
    assert deadline.warn_at == at("2025-04-16T15:00"), "two opening hours before: as the door closes for Easter"
    assert deadline.due_at == at("2025-04-22T11:00")


@pytest.mark.parametrize(
    ("changes", "pointers", "reason"),
    [
        ({}, [], "what holds until a municipality has entered its own"),
        ({"openings": ()}, ["/opening_hours"], "never open: no deadline would ever come"),
        ({"openings": (Opening(0, 900, 540),)}, ["/opening_hours/0/closes"], "ends before it begins"),
        ({"openings": (Opening(0, 540, 540),)}, ["/opening_hours/0/closes"], "is open for no time"),
        ({"openings": (Opening(0, 540, 599),)}, ["/opening_hours/0/closes"], "59 minutes"),
        ({"openings": (Opening(0, 540, 600), Opening(0, 660, 900))}, ["/opening_hours/1/weekday"], "Monday twice"),
        ({"openings": (Opening(6, 150, 900),)}, ["/opening_hours/0/opens"], "half past two: is skipped in March"),
        (
            {"openings": (Opening(0, 900, 540), Opening(0, 540, 900))},
            ["/opening_hours/0/closes", "/opening_hours/1/weekday"],
            "everything is told at once",
        ),
    ],
)
def test_opening_hours_that_make_no_sense_are_told(
    changes: dict[str, object], pointers: list[str], reason: str
) -> None:
    errors = errors_in_hours(replace(UNTIL_ENTERED, **changes))  # type: ignore[arg-type]
    assert [error.pointer for error in errors] == pointers, reason


@pytest.mark.parametrize(
    ("changes", "pointers", "reason"),
    [
        ({}, [], "what holds until a municipality has entered its own"),
        ({"at_once_hours": 0}, ["/at_once_hours", "/warn_hours"], "no time at all"),
        ({"ordinary_hours": 2**31 - 1}, ["/ordinary_hours"], "would take a millennium"),
        ({"warn_hours": 3}, ["/warn_hours"], "told of before it came"),
        ({"at_once_days": 20}, ["/fast_days"], "fast would be further off than at once"),
        (
            {"answer_hours": 0, "court_warn_days": -1},
            ["/answer_hours", "/court_warn_days", "/warn_hours"],
            "all at once",
        ),
    ],
)
def test_time_limits_that_make_no_sense_are_told(changes: dict[str, int], pointers: list[str], reason: str) -> None:
    errors = errors_in_terms(replace(TERMS, **changes))  # type: ignore[arg-type]
    assert [error.pointer for error in errors] == pointers, reason
