"""Eviction cases: what must be said, in what order, and of whom management hears."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from services.support.domain.prevention.contact_line import (
    SENTENCES,
    ContactLine,
    LineAnswer,
    LineClosed,
    LineState,
    LineUnanswered,
    require_answered,
    require_not_closed,
)
from services.support.domain.prevention.deadlines import of_agreed_payment, of_court_date
from services.support.domain.prevention.evictions import (
    EvictionCase,
    EvictionDecided,
    EvictionFacts,
    EvictionOutcome,
    StepKind,
    differing,
    errors_in_case,
    errors_in_outcome,
    errors_in_step,
    require_undecided,
    told_of,
)
from services.support.domain.prevention.terms import UNTIL_ENTERED
from services.support.domain.prevention.triage import ConcernKind

NOW = datetime(2025, 3, 20, 9, tzinfo=UTC)
TODAY = date(2025, 3, 20)
FACTS = EvictionFacts(
    reference="U-1", concern_id=None, citizen_id=None, tenancy_reference="L-1", notice_on=date(2025, 3, 10)
)
CASE = EvictionCase(
    id=UUID(int=1),
    facts=FACTS,
    sent_citizen_id=FACTS.citizen_id,
    opened_at=NOW,
    court_at=datetime(2025, 4, 2, 8, tzinfo=UTC),
    marks=(),
    outcome=None,
    outcome_on=None,
    decided_by=None,
    correction=None,
    version=1,
)
LINE = ContactLine(
    id=UUID(int=2),
    organisation_cvr="99000236",
    reference="K-1",
    tenancy_reference="L-1",
    kind=ConcernKind.NOISE,
    received_at=NOW,
    answer_due_at=NOW,
    state=LineState.RECEIVED,
    answer=None,
    answered_at=None,
    version=1,
)


@pytest.mark.parametrize(
    ("changes", "court_at", "pointers", "reason"),
    [
        ({}, None, [], "a notice, and no court date yet"),
        ({}, datetime(2025, 3, 20, 10, tzinfo=UTC), [], "in an hour"),
        ({}, NOW, ["/court_at"], "now: there is no time left"),
        ({}, datetime(2025, 3, 1, tzinfo=UTC), ["/court_at"], "a court date in the past"),
        ({"notice_on": date(2025, 3, 21)}, None, ["/notice_on"], "a notice of tomorrow"),
        ({"tenancy_reference": None}, None, ["/about"], "about nobody"),
        ({"tenancy_reference": None, "citizen_id": UUID(int=7)}, None, [], "about a citizen"),
        (
            {"tenancy_reference": None, "notice_on": date(2025, 3, 21)},
            NOW,
            ["/about", "/notice_on", "/court_at"],
            "everything is told at once",
        ),
    ],
)
def test_what_a_case_must_say(
    changes: dict[str, object], court_at: datetime | None, pointers: list[str], reason: str
) -> None:
    errors = errors_in_case(replace(FACTS, **changes), court_at, NOW)  # type: ignore[arg-type]
    assert [error.pointer for error in errors] == pointers, reason


@pytest.mark.parametrize(
    ("kind", "taken_on", "pay_by", "pointers", "reason"),
    [
        ("reminder", date(2025, 3, 10), None, [], "on the day of the notice"),
        ("section_81a", date(2025, 3, 20), None, [], "benefits asked today"),
        ("payment", date(2025, 3, 9), None, ["/taken_on"], "before the notice"),
        ("payment", date(2025, 3, 21), None, ["/taken_on"], "tomorrow"),
        ("agreement", date(2025, 3, 20), date(2025, 4, 1), [], "to be paid by 1 April"),
        ("agreement", date(2025, 3, 20), None, ["/pay_by"], "an agreement to pay when?"),
        ("agreement", date(2025, 3, 20), date(2025, 3, 19), ["/pay_by"], "to be paid before it was made"),
        ("reminder", date(2025, 3, 20), date(2025, 4, 1), ["/pay_by"], "a reminder agrees on nothing"),
        ("agreement", date(2025, 3, 9), None, ["/taken_on", "/pay_by"], "both at once"),
    ],
)
def test_a_step_against_arrears(
    kind: str, taken_on: date, pay_by: date | None, pointers: list[str], reason: str
) -> None:
    errors = errors_in_step(CASE, StepKind(kind), taken_on, pay_by, TODAY)
    assert [error.pointer for error in errors] == pointers, reason


@pytest.mark.parametrize(
    ("outcome", "outcome_on", "today", "wrong", "reason"),
    [
        ("home_kept", date(2025, 3, 10), TODAY, False, "paid on the day of the notice"),
        ("home_kept", date(2025, 3, 9), TODAY, True, "an outcome before there was a case"),
        ("home_kept", date(2025, 3, 21), TODAY, True, "an outcome of tomorrow"),
        ("moved", date(2025, 3, 15), TODAY, False, "moved before the court date"),
        ("evicted", date(2025, 3, 15), TODAY, True, "nobody is evicted before the court date"),
        ("evicted", date(2025, 4, 2), date(2025, 4, 2), False, "on the court date"),
    ],
)
def test_an_outcome_has_its_place_in_time(
    outcome: str, outcome_on: date, today: date, wrong: bool, reason: str
) -> None:
    errors = errors_in_outcome(CASE, EvictionOutcome(outcome), outcome_on, today)
    assert bool(errors) is wrong, reason
    assert {error.pointer for error in errors} <= {"/outcome_on"}, reason


def test_an_outcome_is_recorded_once() -> None:
    require_undecided(CASE)
    with pytest.raises(EvictionDecided) as told:
        require_undecided(replace(CASE, outcome=EvictionOutcome.HOME_KEPT))
    assert told.value.extra == {"outcome": "home_kept"}


def test_what_differs_is_named() -> None:
    assert differing(CASE, FACTS) == []
    other = replace(FACTS, notice_on=date(2025, 3, 11), tenancy_reference="L-2")
    assert [error.pointer for error in differing(CASE, other)] == ["/about/tenancy_reference", "/notice_on"]


def test_a_court_date_and_an_agreed_payment_are_told_of_beforehand() -> None:
    court = of_court_date(CASE.id, datetime(2025, 4, 2, 8, tzinfo=UTC), UNTIL_ENTERED)
    assert court.warn_at == datetime(2025, 3, 19, 8, tzinfo=UTC), "fourteen days before"
    payment = of_agreed_payment(CASE.id, datetime(2025, 4, 1, 22, tzinfo=UTC))
    assert payment.warn_at == datetime(2025, 3, 31, 22, tzinfo=UTC), "as 1 April begins in Denmark"


@pytest.mark.parametrize(("count", "told"), [(0, None), (1, None), (4, None), (5, 5), (40, 40)])
def test_management_hears_of_groups_of_five_or_more_alone(count: int, told: int | None) -> None:
    assert told_of(count) == told


def test_a_matter_is_closed_after_an_answer_and_then_nothing_more_is_said() -> None:
    with pytest.raises(LineUnanswered):
        require_answered(LINE)
    require_answered(replace(LINE, state=LineState.ANSWERED, answer=LineAnswer.NOTED))
    with pytest.raises(LineClosed):
        require_not_closed(replace(LINE, state=LineState.CLOSED, answer=LineAnswer.NOTED))


def test_every_answer_has_a_sentence_that_names_neither_support_nor_the_citizen() -> None:
    assert set(SENTENCES) == set(LineAnswer)
    for sentence in SENTENCES.values():
        words = f"{sentence.da} {sentence.en}".lower()
        assert not any(word in words for word in ("støtte", "support", "borger", "citizen", "behandling", "treatment"))
