"""When a case is due: elapsed hours or the offer, whichever is first; working days in the ordinary lane."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.benefits.domain.lanes.clock import Deadline, Lane, deadline, elapsed_hours
from services.benefits.domain.rates.rate_keys import RateKey
from services.benefits.domain.rates.rates import UnknownRate
from tests.unit.benefits.facts import a_book, a_rate

BOOK = a_book()


@pytest.mark.parametrize(
    ("lane", "complete", "offer_due", "due", "rule", "reason"),
    [
        (Lane.FAST, "2025-01-10T16:00+01:00", None, "2025-01-11T16:00+01:00", "due_in_hours", "weekends count"),
        (Lane.FAST, "2025-04-17T10:00+02:00", None, "2025-04-18T10:00+02:00", "due_in_hours", "Easter counts"),
        (Lane.FAST, "2025-03-29T12:00+01:00", None, "2025-03-30T13:00+02:00", "due_in_hours", "summer time begins"),
        (Lane.FAST, "2025-10-25T12:00+02:00", None, "2025-10-26T11:00+01:00", "due_in_hours", "summer time ends"),
        (
            Lane.FAST,
            "2025-03-03T10:00+01:00",
            "2025-03-11T00:00+01:00",
            "2025-03-04T10:00+01:00",
            "due_in_hours",
            "24 hours come before the offer's five working days",
        ),
        (
            Lane.FAST,
            "2025-03-03T10:00+01:00",
            "2025-03-04T00:00+01:00",
            "2025-03-04T00:00+01:00",
            "due_with_offer",
            "the offer ends first",
        ),
        (
            Lane.FAST,
            "2024-12-30T10:00+01:00",
            "2025-01-07T00:00+01:00",
            "2025-01-07T00:00+01:00",
            "due_with_offer",
            "the hours of 2024 are not entered: the offer's deadline stands alone",
        ),
        (
            Lane.ORDINARY,
            "2025-03-03T10:00+01:00",
            "2025-03-04T00:00+01:00",
            "2025-03-18T00:00+01:00",
            "due_in_working_days",
            "ten working days, whatever the offer says",
        ),
        (
            Lane.ORDINARY,
            "2025-04-14T10:00+02:00",
            None,
            "2025-05-02T00:00+02:00",
            "due_in_working_days",
            "Easter's three weekdays do not count, 1 May does",
        ),
    ],
)
def test_a_case_is_due(lane: Lane, complete: str, offer_due: str | None, due: str, rule: str, reason: str) -> None:
    offer_due_at = datetime.fromisoformat(offer_due) if offer_due else None
    set_by = deadline(lane, datetime.fromisoformat(complete), offer_due_at, BOOK)
    assert isinstance(set_by, Deadline)
    assert set_by.due_at == datetime.fromisoformat(due), reason
    assert set_by.reason.rule == rule, reason


def test_without_a_rate_and_without_an_offer_there_is_a_question() -> None:
    found = deadline(Lane.FAST, datetime(2024, 12, 30, tzinfo=UTC), None, BOOK)
    assert isinstance(found, UnknownRate)
    assert found.key is RateKey.FAST_TRACK_HOURS


moments = st.datetimes(
    min_value=datetime.fromisoformat("2025-01-01T00:00"),
    max_value=datetime.fromisoformat("2030-12-31T00:00"),
    timezones=st.just(UTC),
)


@given(moments, st.integers(1, 72), st.integers(0, 200))
def test_the_fast_track_is_the_earlier_of_hours_and_offer(complete: datetime, hours: int, offered_for: int) -> None:
    offer_due_at = complete + timedelta(hours=offered_for)
    found = deadline(Lane.FAST, complete, offer_due_at, a_book(a_rate(RateKey.FAST_TRACK_HOURS, str(hours))))
    assert isinstance(found, Deadline)
    assert found.due_at.astimezone(UTC) == complete + timedelta(hours=min(hours, offered_for))


def test_elapsed_hours_do_not_follow_the_wall_clock() -> None:
    start, end = datetime.fromisoformat("2025-03-30T00:00+01:00"), datetime.fromisoformat("2025-03-31T00:00+02:00")
    assert elapsed_hours(start, end) == 23
