"""When a case is due: hours or the offer, whichever is first; working days in the ordinary lane; pauses in neither."""

import random  # noqa: TID251 - with a seed: the same ten thousand each time
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.benefits.domain.lanes.clock import Deadline, Lane, deadline, elapsed_hours
from services.benefits.domain.rates.rate_keys import RateKey
from services.benefits.domain.rates.rates import RateBook, UnknownRate
from tests.unit.benefits import naive_clock
from tests.unit.benefits.facts import a_book, a_rate
from tests.unit.benefits.naive_clock import Counting

BOOK = a_book()
DAY_OFF = {
    (12, 24): RateKey.CHRISTMAS_EVE_OFF,
    (12, 31): RateKey.NEW_YEARS_EVE_OFF,
    (6, 5): RateKey.CONSTITUTION_DAY_OFF,
}


def a_book_counting(counting: Counting, hours: int = 24) -> RateBook:
    """The book of a municipality that counts like this."""
    opens, closes = counting.opening or (0, 24)
    return a_book(
        a_rate(RateKey.FAST_TRACK_HOURS, str(hours)),
        a_rate(RateKey.FAST_TRACK_THROUGH_WEEKENDS, "1" if counting.opening is None else "0"),
        a_rate(RateKey.OFFICE_OPENS, str(opens)),
        a_rate(RateKey.OFFICE_CLOSES, str(closes)),
        *(a_rate(key, str(int(day in counting.days_off))) for day, key in DAY_OFF.items()),
    )


@pytest.mark.parametrize(
    ("lane", "complete", "offer_due", "due", "rule", "reason"),
    [
        (Lane.FAST, "2025-01-10T16:00+01:00", None, "2025-01-11T16:00+01:00", "due_in_hours", "weekends count"),
        (Lane.FAST, "2025-04-17T10:00+02:00", None, "2025-04-18T10:00+02:00", "due_in_hours", "Easter counts"),
        (Lane.FAST, "2025-12-24T20:00+01:00", None, "2025-12-25T20:00+01:00", "due_in_hours", "Christmas counts"),
        (Lane.FAST, "2025-06-04T11:30+02:00", None, "2025-06-05T11:30+02:00", "due_in_hours", "5 June counts"),
        (Lane.FAST, "2025-03-29T12:00+01:00", None, "2025-03-30T13:00+02:00", "due_in_hours", "summer time begins"),
        (Lane.FAST, "2025-03-29T02:30+01:00", None, "2025-03-30T03:30+02:00", "due_in_hours", "2:30 does not exist"),
        (Lane.FAST, "2025-10-25T12:00+02:00", None, "2025-10-26T11:00+01:00", "due_in_hours", "summer time ends"),
        (Lane.FAST, "2025-10-25T02:30+02:00", None, "2025-10-26T02:30+02:00", "due_in_hours", "the first 2:30 of two"),
        (Lane.FAST, "2024-02-28T12:00+01:00", "2024-02-29T09:00+01:00", "2024-02-29T09:00+01:00", "due_with_offer",
         "the hours of 2024 are not entered, on a leap day"),
        (Lane.FAST, "2025-03-03T10:00+01:00", "2025-03-11T00:00+01:00", "2025-03-04T10:00+01:00", "due_in_hours",
         "24 hours come before the offer's five working days"),
        (Lane.FAST, "2025-03-03T10:00+01:00", "2025-03-04T00:00+01:00", "2025-03-04T00:00+01:00", "due_with_offer",
         "the offer ends first"),
        (Lane.FAST, "2025-03-03T10:00+01:00", "2025-03-04T10:00+01:00", "2025-03-04T10:00+01:00", "due_in_hours",
         "both at once: the lane's own"),
        (Lane.FAST, "2025-10-25T12:00+02:00", "2025-10-26T11:30+02:00", "2025-10-26T11:30+02:00", "due_with_offer",
         "11:30 in summer time is 10:30: before 24 hours have run"),
        (Lane.FAST, "2024-12-30T10:00+01:00", "2025-01-07T00:00+01:00", "2025-01-07T00:00+01:00", "due_with_offer",
         "the hours of 2024 are not entered: the offer's deadline stands alone"),
        (Lane.ORDINARY, "2025-03-03T10:00+01:00", "2025-03-04T00:00+01:00", "2025-03-18T00:00+01:00",
         "due_in_working_days", "ten working days, whatever the offer says"),
        (Lane.ORDINARY, "2025-04-14T10:00+02:00", None, "2025-05-02T00:00+02:00", "due_in_working_days",
         "Easter's three weekdays do not count, 1 May does"),
        (Lane.ORDINARY, "2025-12-22T10:00+01:00", None, "2026-01-09T00:00+01:00", "due_in_working_days",
         "24 and 31 December count, 25, 26 and New Year's Day do not: 23, 24, 29, 30, 31, 2, 5, 6, 7, 8"),
    ],
)  # fmt: skip
def test_a_case_is_due(lane: Lane, complete: str, offer_due: str | None, due: str, rule: str, reason: str) -> None:
    offer_due_at = datetime.fromisoformat(offer_due) if offer_due else None
    set_by = deadline(lane, datetime.fromisoformat(complete), offer_due_at, BOOK)
    assert isinstance(set_by, Deadline)
    # In UTC: of the hour that comes twice Python calls no two moments equal across zones.
    assert set_by.due_at.astimezone(UTC) == datetime.fromisoformat(due).astimezone(UTC), reason
    assert set_by.reason.rule == rule, reason


@pytest.mark.parametrize(
    ("opening", "days_off", "complete", "due", "reason"),
    [
        ((8, 16), (), "2025-01-10T15:00+01:00", "2025-01-15T15:00+01:00", "Friday 1, Monday 8, Tuesday 8, Wednesday 7"),
        ((8, 16), (), "2025-04-16T12:00+02:00", "2025-04-24T12:00+02:00", "4 before Easter, then Tuesday 8, 8, 4"),
        ((8, 16), (), "2025-12-23T12:00+01:00", "2025-12-30T12:00+01:00", "4, Christmas Eve 8, the 29th 8, the 30th 4"),
        ((8, 16), ((12, 24),), "2025-12-23T12:00+01:00", "2025-12-31T12:00+01:00", "4, 8, 8, 4: the 31st is worked"),
        ((8, 16), ((12, 24), (12, 31)), "2025-12-23T12:00+01:00", "2026-01-02T12:00+01:00", "4, 8, 8, 2 January 4"),
        ((8, 16), (), "2025-06-04T12:00+02:00", "2025-06-10T12:00+02:00", "4, 5 June 8, 8, Whit Monday none, 4"),
        ((8, 16), ((6, 5),), "2025-06-04T12:00+02:00", "2025-06-11T12:00+02:00", "4, 8, Tuesday 8, Wednesday 4"),
        ((8, 16), (), "2025-03-29T12:00+01:00", "2025-04-02T16:00+02:00", "from Monday in summer time: 8, 8, 8"),
        ((8, 16), (), "2025-03-03T07:15+01:00", "2025-03-05T16:00+01:00", "complete before opening: 8, 8, 8"),
        ((8, 16), (), "2025-03-03T16:00+01:00", "2025-03-06T16:00+01:00", "complete at closing: from the next day"),
        ((0, 24), (), "2025-10-24T12:00+02:00", "2025-10-27T12:00+01:00", "whole working days: Friday 12, Monday 12"),
        ((0, 24), (), "2025-12-23T12:00+01:00", "2025-12-24T12:00+01:00", "Christmas Eve is a working day"),
    ],
)  # fmt: skip
def test_opening_hours_are_counted_where_the_municipality_counts_so(
    opening: tuple[int, int], days_off: tuple[tuple[int, int], ...], complete: str, due: str, reason: str
) -> None:
    found = deadline(Lane.FAST, datetime.fromisoformat(complete), None, a_book_counting(Counting(opening, days_off)))
    assert isinstance(found, Deadline)
    assert found.due_at == datetime.fromisoformat(due), reason
    assert "opening hours" in found.reason.text.en


COUNTINGS = (
    Counting(None),
    Counting((8, 16)),
    Counting((9, 15), ((12, 24), (12, 31))),
    Counting((0, 24), ((6, 5),)),
)
EVENTS = [
    moment
    for year in (2025, 2026, 2027)
    for day in (naive_clock.easter(year), *naive_clock.summer(year), date(year, 12, 25), date(year, 6, 5))
    if (moment := datetime(day.year, day.month, day.day, tzinfo=UTC))
]


def test_ten_thousand_clocks_equal_a_count_of_every_minute() -> None:
    chance = random.Random(2026)
    span = naive_clock.minute_of(datetime(2027, 11, 30, tzinfo=UTC))
    seen = {"by_offer": 0, "moved_by_a_pause": 0, "over_a_change": 0}
    for counting in COUNTINGS:
        sums = counting.sums()
        books = {hours: a_book_counting(counting, hours) for hours in (1, 24, 37, 72)}
        for _ in range(2_500):
            hours = chance.choice((24, 24, 24, 1, 37, 72))
            near = naive_clock.minute_of(chance.choice(EVENTS)) + chance.randint(-5_000, 2_000)
            start = near if chance.random() < 0.6 else chance.randint(60, span)
            marks = sorted(start + chance.randint(0, 8_000) for _ in range(2 * chance.choice((0, 0, 1, 2))))
            pauses = list(zip(marks[::2], marks[1::2], strict=True))
            offer = start + chance.randint(1, 12_000) if chance.random() < 0.6 else None
            expected, by_offer = naive_clock.due(sums, start, hours, pauses, offer)
            found = deadline(
                Lane.FAST,
                naive_clock.moment_of(start),
                None if offer is None else naive_clock.moment_of(offer),
                books[hours],
                pauses=[(naive_clock.moment_of(begin), naive_clock.moment_of(end)) for begin, end in pauses],
            )
            assert isinstance(found, Deadline)
            told = (counting, hours, naive_clock.moment_of(start), pauses, offer)
            assert naive_clock.minute_of(found.due_at) == expected, told
            assert (found.reason.rule == "due_with_offer") == by_offer, told
            seen["by_offer"] += by_offer
            seen["moved_by_a_pause"] += naive_clock.due(sums, start, hours, [], offer)[0] != expected
            seen["over_a_change"] += (
                found.due_at.utcoffset() != naive_clock.moment_of(start).astimezone(found.due_at.tzinfo).utcoffset()
            )
    assert min(seen.values()) > 500, "the draw covers what it is to cover"


def test_without_a_rate_and_without_an_offer_there_is_a_question() -> None:
    found = deadline(Lane.FAST, datetime(2024, 12, 30, tzinfo=UTC), None, BOOK)
    assert isinstance(found, UnknownRate)
    assert found.key is RateKey.FAST_TRACK_HOURS


@pytest.mark.parametrize(
    ("opens", "closes", "asked_for", "reason"),
    [
        (None, "16", RateKey.OFFICE_OPENS, "nobody has said when it opens"),
        ("8", None, RateKey.OFFICE_CLOSES, "nobody has said when it closes"),
        ("16", "8", RateKey.OFFICE_CLOSES, "it cannot close before it opens"),
        ("8", "8", RateKey.OFFICE_CLOSES, "it is never open"),
    ],
)
def test_opening_hours_that_are_not_known_are_asked_for(
    opens: str | None, closes: str | None, asked_for: RateKey, reason: str
) -> None:
    hours = [(RateKey.OFFICE_OPENS, opens), (RateKey.OFFICE_CLOSES, closes)]
    own = [a_rate(key, value) for key, value in hours if value is not None]
    book = a_book(a_rate(RateKey.FAST_TRACK_THROUGH_WEEKENDS, "0"), *own)
    found = deadline(Lane.FAST, datetime(2025, 3, 3, 9, tzinfo=UTC), None, book)
    assert isinstance(found, UnknownRate), reason
    assert found.key is asked_for, reason


@pytest.mark.parametrize(
    ("kind", "due", "reason"),
    [
        ("moving_grant", "2025-03-11T00:00+01:00", "five working days are published for it"),
        ("furnishing_grant", "2025-03-18T00:00+01:00", "nothing is published for it: the deadline of every kind"),
        ("", "2025-03-18T00:00+01:00", "no kind named"),
    ],
)
def test_the_ordinary_deadline_is_the_one_published_for_the_kind(kind: str, due: str, reason: str) -> None:
    book = a_book(a_rate(RateKey.ORDINARY_DEADLINE_MOVING_GRANT, "5"))
    found = deadline(Lane.ORDINARY, datetime(2025, 3, 3, 9, tzinfo=UTC), None, book, kind=kind)
    assert isinstance(found, Deadline)
    assert found.due_at == datetime.fromisoformat(due), reason


moments = st.datetimes(
    min_value=datetime.fromisoformat("2025-01-01T00:00"),
    max_value=datetime.fromisoformat("2030-12-31T00:00"),
    timezones=st.just(UTC),
)


@settings(max_examples=50, deadline=None)
@given(moments, st.integers(1, 72), st.integers(0, 200))
def test_the_fast_track_is_the_earlier_of_hours_and_offer(complete: datetime, hours: int, offered_for: int) -> None:
    offer_due_at = complete + timedelta(hours=offered_for)
    found = deadline(Lane.FAST, complete, offer_due_at, a_book(a_rate(RateKey.FAST_TRACK_HOURS, str(hours))))
    assert isinstance(found, Deadline)
    assert found.due_at.astimezone(UTC) == complete + timedelta(hours=min(hours, offered_for))


def test_elapsed_hours_do_not_follow_the_wall_clock() -> None:
    start, end = datetime.fromisoformat("2025-03-30T00:00+01:00"), datetime.fromisoformat("2025-03-31T00:00+02:00")
    assert elapsed_hours(start, end) == 23
