"""Four weeks to complain, four to reassess, and what may follow what."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.values.calendar import is_working_day
from kit.values.problems import Unprocessable
from services.benefits.domain.decisions.complaints import (
    AlreadyForwarded,
    AlreadySettled,
    BoardAnswer,
    BoardOutcome,
    Complaint,
    ComplaintStatus,
    NotForwardable,
    NotForwarded,
    Reassessment,
    answered_by_board,
    forwarded,
    require_possible_days,
    settled,
    timeliness,
)
from services.benefits.domain.decisions.terms import TermNeeded, terms_of
from services.benefits.domain.rates.rate_keys import RateKey
from tests.unit.benefits.facts import a_book, a_rate
from tests.unit.benefits.letters import NOW, TERMS, a_complaint

LAST_DAYS: list[tuple[date, date, str]] = [
    (date(2025, 3, 3), date(2025, 3, 31), "the same weekday, four weeks later"),
    (date(2025, 3, 1), date(2025, 3, 31), "ends on a Saturday: the Monday"),
    (date(2025, 3, 2), date(2025, 3, 31), "ends on a Sunday: the Monday"),
    (date(2025, 3, 20), date(2025, 4, 22), "ends on Maundy Thursday: the Tuesday after Easter Monday"),
    (date(2025, 11, 27), date(2025, 12, 29), "ends on Christmas Day, a Thursday: the Monday"),
    (date(2025, 5, 8), date(2025, 6, 5), "5 June is no holiday"),
    (date(2025, 11, 26), date(2025, 12, 24), "24 December is no holiday"),
    (date(2023, 4, 7), date(2023, 5, 8), "store bededag, 5 May, still was one in 2023"),
    (date(2024, 2, 1), date(2024, 2, 29), "a leap day"),
]


@pytest.mark.parametrize(("received", "last", "reason"), LAST_DAYS)
def test_the_last_day_to_complain(received: date, last: date, reason: str) -> None:
    assert TERMS.last_day_to_complain(received) == last, reason


def test_a_municipality_may_count_24_december_as_closed() -> None:
    terms = terms_of(date(2025, 11, 26), a_book(a_rate(RateKey.CHRISTMAS_EVE_OFF, "1")))
    assert terms.last_day_to_complain(date(2025, 11, 26)) == date(2025, 12, 29)


@settings(max_examples=100, deadline=None)
@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)))
def test_nobody_has_less_than_four_weeks_and_the_last_day_is_a_working_day(received: date) -> None:
    last = TERMS.last_day_to_complain(received)
    assert last >= received + timedelta(days=28)
    assert is_working_day(last)
    assert not any(is_working_day(received + timedelta(days=28 + n)) for n in range((last - received).days - 28))


@settings(max_examples=50, deadline=None)
@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)))
def test_the_warning_comes_before_the_reassessment_is_due(complained: date) -> None:
    due, warned = TERMS.reassessed_before(complained), TERMS.warned_at(complained)
    assert warned < due
    assert due.date() == complained + timedelta(days=29), "the midnight ending the day four weeks later"


def test_terms_of_law_are_asked_for_and_local_choices_are_not() -> None:
    with pytest.raises(TermNeeded) as told:
        terms_of(date(2025, 3, 3), a_book(without=frozenset({RateKey.COMPLAINT_DEADLINE})))
    assert told.value.extra["rate"] == "complaint_deadline"
    bare = a_book(without=frozenset({RateKey.REASSESSMENT_WARNING, RateKey.CHRISTMAS_EVE_OFF}))
    assert terms_of(date(2025, 3, 3), bare).warning_days == 0


def test_a_late_complaint_has_its_rule_and_who_may_overlook_it() -> None:
    last, reason = timeliness(date(2025, 4, 1), date(2025, 3, 3), TERMS)
    assert (last, reason.met, reason.source) == (date(2025, 3, 31), False, "retssikkerhedsloven § 67")
    assert "Ankestyrelsen" in reason.text.da


DAYS: list[tuple[str, str, str, list[str], str]] = [
    ("2025-03-03", "2025-03-03", "2025-03-03", [], "all on one day"),
    ("2025-03-02", "2025-03-03", "2025-03-03", ["/complained_on"], "complained before the decision"),
    ("2025-03-09", "2025-03-10", "2025-03-03", ["/complained_on"], "complained before it was received"),
    ("2025-03-21", "2025-03-03", "2025-03-03", ["/complained_on"], "in the future"),
    ("2025-03-02", "2025-03-01", "2025-03-03", ["/decision_received_on", "/complained_on"], "both, told at once"),
]


@pytest.mark.parametrize(("complained", "received", "decided", "pointers", "reason"), DAYS)
def test_days_in_the_wrong_order_are_told(
    complained: str, received: str, decided: str, pointers: list[str], reason: str
) -> None:
    days = [date.fromisoformat(day) for day in (complained, received, decided, "2025-03-20")]
    if not pointers:
        require_possible_days(*days)
        return
    with pytest.raises(Unprocessable) as told:
        require_possible_days(*days)
    assert [error.pointer for error in told.value.errors] == pointers, reason


@pytest.mark.parametrize("status", ComplaintStatus)
def test_what_may_follow_what(status: ComplaintStatus) -> None:
    complaint = replace(a_complaint(), status=status)
    steps = {
        ComplaintStatus.OPEN: (None, NotForwardable, NotForwarded),
        ComplaintStatus.UPHELD: (AlreadySettled, None, NotForwarded),
        ComplaintStatus.PARTLY: (AlreadySettled, None, NotForwarded),
        ComplaintStatus.CHANGED: (AlreadySettled, NotForwardable, NotForwarded),
        ComplaintStatus.FORWARDED: (AlreadySettled, AlreadyForwarded, None),
        ComplaintStatus.CLOSED: (AlreadySettled, AlreadyForwarded, NotForwarded),
    }
    answer = BoardAnswer(BoardOutcome.UPHELD, date(2025, 6, 2), "1")
    acts: tuple[Callable[[], Complaint], ...] = (
        lambda: settled(complaint, Reassessment.UPHELD, "Fordi.", NOW, "key-worker"),
        lambda: forwarded(complaint, NOW),
        lambda: answered_by_board(complaint, answer, NOW, TERMS),
    )
    for act, problem in zip(acts, steps[status], strict=True):
        if problem is None:
            assert act().status is not status
        else:
            with pytest.raises(problem):
                act()


def test_a_remitted_complaint_is_open_again_and_keeps_the_first_reason() -> None:
    upheld = settled(a_complaint(), Reassessment.UPHELD, "Den første grund.", NOW, "key-worker")
    sent = forwarded(replace(upheld, warned_at=NOW, late_at=NOW), NOW)
    later = NOW + timedelta(days=90)
    remitted = answered_by_board(sent, BoardAnswer(BoardOutcome.REMITTED, date(2025, 6, 2), "1"), later, TERMS)
    assert (remitted.status, remitted.former_reason_da) == (ComplaintStatus.OPEN, "Den første grund.")
    assert remitted.due_at == datetime(2025, 6, 30, 22, tzinfo=UTC)
    assert (remitted.warned_at, remitted.late_at, remitted.is_reassessed) == (None, None, False)
