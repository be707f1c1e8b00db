"""No refusal before the citizen is heard about what it rests on, forvaltningsloven § 19."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.values.calendar import is_working_day
from kit.values.problems import Unprocessable
from services.benefits.domain.decisions.hearings import (
    EXCEPTIONS,
    Hearing,
    HearingAnswer,
    HearingAnswered,
    HearingDeadlinePassed,
    HearingException,
    HearingNeeded,
    HearingOpen,
    NoHearing,
    Waiver,
    answered,
    require_heard,
    require_known_rules,
)
from services.benefits.domain.decisions.terms import TermNeeded, first_hearing_day
from services.benefits.domain.rates.rate_keys import RateKey
from tests.unit.benefits.facts import a_book, a_rate
from tests.unit.benefits.letters import NOW, a_hearing, a_reason

RULES = st.lists(st.sampled_from(["first_let", "need", "rent", "unpaid", "income"]), unique=True)
AFTER = datetime(2025, 3, 17, 23, tzinfo=UTC)


def heard_about(*rules: str, answer: HearingAnswer | None = None) -> Hearing:
    return replace(a_hearing(*(a_reason(rule, met=False) for rule in rules)), answer=answer)


STANDS: list[tuple[list[Hearing], datetime, type[Exception] | None, str]] = [
    ([], NOW, HearingNeeded, "nobody has been heard"),
    ([heard_about("need")], NOW, HearingOpen, "the citizen may still answer"),
    ([heard_about("need")], AFTER - timedelta(seconds=1), HearingOpen, "a second before midnight"),
    ([heard_about("need")], AFTER, None, "the day has ended"),
    ([heard_about("need", answer=HearingAnswer.ANSWERED)], NOW, None, "the answer has come"),
    ([heard_about("need", answer=HearingAnswer.NO_REMARKS)], NOW, None, "there are no remarks"),
    ([heard_about("rent", answer=HearingAnswer.ANSWERED)], NOW, HearingNeeded, "heard about something else"),
    ([heard_about("rent"), heard_about("need")], AFTER, None, "the second was about it"),
]


@pytest.mark.parametrize(("hearings", "now", "problem", "reason"), STANDS)
def test_a_refusal_waits_for_the_hearing(
    hearings: list[Hearing], now: datetime, problem: type[Exception] | None, reason: str
) -> None:
    if problem is None:
        kept = require_heard(["need"], hearings, None, now)
        assert kept["reason"]["source"] == "forvaltningsloven § 19", reason
    else:
        with pytest.raises(problem):
            require_heard(["need"], hearings, None, now)


@settings(max_examples=50, deadline=None)
@given(RULES, RULES)
def test_it_is_refused_exactly_where_something_is_unheard(unmet: list[str], heard: list[str]) -> None:
    hearings = [heard_about(*heard, answer=HearingAnswer.ANSWERED)]
    unheard = [rule for rule in unmet if rule not in heard]
    if not unheard:
        assert require_heard(unmet, hearings, None, NOW)["number"] == 1
        return
    with pytest.raises(HearingNeeded) as told:
        require_heard(unmet, hearings, None, NOW)
    assert told.value.extra["not_heard_about"] == unheard


@pytest.mark.parametrize("exception", HearingException)
def test_each_exception_has_its_clause_and_sentence(exception: HearingException) -> None:
    kept = require_heard(["need"], [], Waiver(exception, "Fordi."), NOW)
    source, text = EXCEPTIONS[exception]
    assert source.startswith("forvaltningsloven § 19, stk. ")
    assert (kept["reason"]["source"], kept["exception"], kept["reason_da"]) == (source, exception, "Fordi.")
    assert text.da.endswith(".") and text.en.endswith(".")


def test_no_two_exceptions_rest_on_the_same_clause() -> None:
    assert len({source for source, _ in EXCEPTIONS.values()}) == len(HearingException)


ANSWERS: list[tuple[list[Hearing], datetime, bool, type[Exception] | None, str]] = [
    ([], NOW, False, NoHearing, "nobody asked"),
    ([heard_about("need")], NOW, False, None, "in time"),
    ([heard_about("need")], AFTER, False, HearingDeadlinePassed, "the day has ended"),
    ([heard_about("need")], AFTER, True, None, "a person lets it count"),
    ([heard_about("need", answer=HearingAnswer.NO_REMARKS)], NOW, True, HearingAnswered, "answered before"),
]


@pytest.mark.parametrize(("hearings", "at", "despite", "problem", "reason"), ANSWERS)
def test_an_answer_is_taken_once_and_in_time(
    hearings: list[Hearing], at: datetime, despite: bool, problem: type[Exception] | None, reason: str
) -> None:
    def take() -> Hearing:
        return answered(hearings, HearingAnswer.ANSWERED, b"closed", at, "key-worker", despite_deadline=despite)

    if problem is None:
        assert (take().answer, take().answered_at) == (HearingAnswer.ANSWERED, at), reason
    else:
        with pytest.raises(problem):
            take()


def test_only_rules_that_stand_unmet_may_be_named_and_each_other_is_pointed_at() -> None:
    require_known_rules(["need"], ["need", "rent"])
    with pytest.raises(Unprocessable) as told:
        require_known_rules(["need", "kitchen", "unpaid"], ["need", "rent"])
    assert [error.pointer for error in told.value.errors] == ["/rules/1", "/rules/2"]


def test_the_citizen_has_the_municipalitys_own_time() -> None:
    book = a_book(a_rate(RateKey.HEARING_DEADLINE, "3"))
    assert first_hearing_day(date(2025, 3, 7), book) == date(2025, 3, 12), "a Friday and three working days"
    with pytest.raises(TermNeeded) as told:
        first_hearing_day(date(2025, 3, 7), a_book(without=frozenset({RateKey.HEARING_DEADLINE})))
    assert told.value.extra["rate"] == "hearing_deadline"


@settings(max_examples=50, deadline=None)
@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 30))
def test_a_hearing_ends_on_a_working_day(day: date, count: int) -> None:
    book = a_book(a_rate(RateKey.HEARING_DEADLINE, str(count), valid_from=date(2019, 1, 1)))
    last = first_hearing_day(day, book)
    assert is_working_day(last)
    assert sum(is_working_day(day + timedelta(days=n)) for n in range(1, (last - day).days + 1)) == count
