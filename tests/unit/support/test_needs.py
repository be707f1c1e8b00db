"""How complex needs are as a whole, and what a person may decide on a referral."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.values.problems import Conflict, Unprocessable
from services.support.domain.methods.dimensions import Dimension
from services.support.domain.methods.methods import Method
from services.support.domain.referrals.decisions import CourseRuns, Decided, ReferralEnded, decide
from services.support.domain.referrals.needs import Level, Needs, complexity_of, errors_in_needs, size_of
from services.support.domain.referrals.pointers import Situation, SupportFacts, SupportNeeds, pointer_of
from services.support.domain.referrals.referral import (
    Decision,
    DepartureReason,
    Opening,
    Referral,
    ReferralSource,
    ReferralState,
)

DAY = date(2025, 6, 1)
NOW = datetime(2025, 6, 1, 10, tzinfo=UTC)
HIGH, MEDIUM, LOW = SupportNeeds.HIGH, SupportNeeds.MEDIUM, SupportNeeds.LOW
FIRST, SECOND, THIRD, *_ = Dimension
OPENING = Opening(UUID(int=2), 1980, MEDIUM, Situation.STREET, ReferralSource.SHELTER, "S-1")
OPEN = Referral(
    UUID(int=1),
    OPENING,
    ReferralState.OPEN,
    NOW,
    Method.ICM,
    Method.ICM,
    True,
    (),
    None,
    None,
    None,
    None,
    None,
    None,
    1,
)
COURSE = replace(OPEN, state=ReferralState.COURSE, starts_on=DAY)
BY_OFFER = replace(OPEN, opening=replace(OPENING, source=ReferralSource.OFFER))


@pytest.mark.parametrize(
    ("needs", "expected", "reason"),
    [
        (Needs(), None, "nothing is known"),
        (Needs({FIRST: Level.NONE}), LOW, "looked at, and none"),
        (Needs({FIRST: Level.LIGHT, SECOND: Level.MODERATE}), LOW, "one moderate need is little"),
        (Needs(dict.fromkeys((FIRST, SECOND, THIRD), Level.MODERATE)), MEDIUM, "several moderate ones"),
        (Needs({FIRST: Level.SEVERE}), MEDIUM, "one severe one"),
        (Needs(dict.fromkeys((FIRST, SECOND, THIRD), Level.SEVERE)), HIGH, "several severe ones"),
        (Needs({FIRST: Level.COMPLETE}), HIGH, "one complete one"),
        (Needs({FIRST: Level.COMPLETE}, complexity=LOW), LOW, "a person has judged the whole"),
    ],
)
def test_how_complex_the_whole_is(needs: Needs, expected: SupportNeeds | None, reason: str) -> None:
    assert complexity_of(needs) is expected, reason


def test_three_levels_alone_are_still_enough() -> None:
    assert size_of(HIGH, None) is HIGH
    with pytest.raises(Unprocessable):
        size_of(None, Needs())


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.sampled_from(Dimension), st.sampled_from(Level)), st.sampled_from(Dimension))
def test_a_heavier_need_never_makes_the_whole_lighter(levels: dict[Dimension, Level], dimension: Dimension) -> None:
    order, sizes = list(Level), [LOW, MEDIUM, HIGH]
    before = complexity_of(Needs(levels | {dimension: levels.get(dimension, Level.NONE)}))
    heavier = order[min(order.index(levels.get(dimension, Level.NONE)) + 1, len(order) - 1)]
    after = complexity_of(Needs(levels | {dimension: heavier}))
    assert before is not None and after is not None and sizes.index(after) >= sizes.index(before)


@pytest.mark.parametrize(
    ("days", "months", "wrong", "reason"),
    [
        (-730, 1, [], "two years ago, to the day"),
        (-731, 120, ["/needs/discharged_on"], "a day more"),
        (365, 12, [], "in a year"),
        (366, 121, ["/needs/expected_months", "/needs/discharged_on"], "both"),
    ],
)
def test_needs_make_sense(days: int, months: int, wrong: list[str], reason: str) -> None:
    needs = Needs(expected_months=months, discharged_on=DAY + timedelta(days=days))
    assert [error.pointer for error in errors_in_needs(needs, DAY)] == wrong, reason


@pytest.mark.parametrize(
    ("facts", "rule", "first", "reason"),
    [
        (SupportFacts(MEDIUM, Situation.OTHER, 1980, DAY, None, DAY), "needs-medium-discharge", Method.CTI, "leaves"),
        (SupportFacts(MEDIUM, Situation.SHELTER, 1980, DAY, 10), "needs-medium-long", Method.ICM, "outlasts CTI"),
        (SupportFacts(MEDIUM, Situation.SHELTER, 1980, DAY, 9), "needs-medium-transition", Method.CTI, "nine months"),
        (SupportFacts(HIGH, Situation.OTHER, 1980, DAY, 24, DAY), "needs-high", Method.ACT, "a team first of all"),
    ],
)
def test_what_is_known_of_the_needs_changes_the_method(
    facts: SupportFacts, rule: str, first: Method, reason: str
) -> None:
    pointer = pointer_of(facts)
    assert (pointer.reason.rule, pointer.order[0]) == (rule, first), reason


def said(method: Method | None, reason: DepartureReason | None = None, starts_on: date | None = None) -> Decided:
    return Decided(method, reason, starts_on, "somebody", NOW)


@pytest.mark.parametrize(
    ("referral", "decided", "refusal", "reason"),
    [
        (OPEN, said(Method.ICM), None, "as recommended"),
        (OPEN, said(Method.CTI), Unprocessable, "departs, and does not say why"),
        (OPEN, said(Method.CTI, DepartureReason.NO_ROOM), None, "departs, since there is no room"),
        (OPEN, said(Method.ICM, DepartureReason.NO_ROOM), Unprocessable, "nothing to give a reason for"),
        (OPEN, said(None), Unprocessable, "a refusal says why"),
        (OPEN, said(None, DepartureReason.NO_ROOM), Unprocessable, "no room refuses nobody"),
        (OPEN, said(None, DepartureReason.CITIZEN_DECLINES), None, "the citizen's own no"),
        (OPEN, said(None, DepartureReason.WITHDRAWN), None, "whoever referred took it back"),
        (BY_OFFER, said(None, DepartureReason.WITHDRAWN), Unprocessable, "allocation takes offers back"),
        (COURSE, said(None, DepartureReason.NO_NEED_FOUND), CourseRuns, "a course ends by the rules of closing"),
        (replace(OPEN, state=ReferralState.CLOSED), said(Method.ICM), ReferralEnded, "it has ended"),
        (OPEN, said(Method.ICM, None, DAY), None, "support starts today"),
        (OPEN, said(Method.ICM, None, DAY - timedelta(days=1)), Unprocessable, "before anybody asked"),
        (OPEN, said(Method.ICM, None, DAY + timedelta(days=366)), Unprocessable, "far ahead"),
        (BY_OFFER, said(Method.ICM, None, DAY), Unprocessable, "the lease says when"),
        (COURSE, said(Method.ICM, None, DAY + timedelta(days=1)), Unprocessable, "it has begun"),
    ],
)
def test_what_a_person_may_decide(
    referral: Referral, decided: Decided, refusal: type[Unprocessable | Conflict] | None, reason: str
) -> None:
    if refusal is None:
        decision = decide(referral, decided)
        assert decision is not None and decision.decided_by == "somebody", reason
        return
    with pytest.raises(refusal):
        decide(referral, decided)


def test_the_same_decision_again_changes_nothing() -> None:
    made = Decision(None, DepartureReason.CITIZEN_DECLINES, "somebody", NOW)
    ended = replace(OPEN, state=ReferralState.CLOSED, decision=made)
    assert decide(ended, said(None, DepartureReason.CITIZEN_DECLINES)) is None
