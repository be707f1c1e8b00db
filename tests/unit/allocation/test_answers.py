"""The municipality's answer to a claim: by when it is given, what may be said, and what it costs."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.values.problems import Problem
from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.agreements.shares import InvalidAgreement
from services.allocation.domain.agreements.terms import AgreementKind, Silence
from services.allocation.domain.answers.answer import (
    AnswerTerms,
    ClaimAnswered,
    ClaimLapsed,
    answer_due,
    confirmed,
    in_time,
    silent,
    waived,
)
from services.allocation.domain.answers.disposal import at_disposal_from, disposal_of
from services.allocation.domain.answers.reasons import silence_reason, waiver_reason
from services.allocation.domain.vacancies.facts import DwellingClass
from services.allocation.domain.vacancies.life import Answer, VacancyStatus
from services.allocation.domain.vacancies.outcomes import Outcome, Right
from services.allocation.domain.vacancies.posted import PostedVacancy
from services.allocation.domain.vacancies.problems import (
    VacancyAlreadyOffered,
    VacancyOver,
    VacancyReleased,
    VacancyWithdrawn,
)
from tests.unit.allocation.builders import a_vacancy, an_agreement

POSTED_AT = datetime(2025, 3, 3, 9, tzinfo=UTC)
DUE_AT = datetime.fromisoformat("2025-03-11T00:00+01:00")
IN_TIME, TOO_LATE = datetime(2025, 3, 10, 22, 59, tzinfo=UTC), DUE_AT

KEEP = AnswerTerms(Silence.KEEP, inspection=False, private=False)
HAND_BACK = AnswerTerms(Silence.HAND_BACK, inspection=False, private=False)
INSPECT_KEEP = AnswerTerms(Silence.KEEP, inspection=True, private=False)
INSPECT_HAND_BACK = AnswerTerms(Silence.HAND_BACK, inspection=True, private=False)
PRIVATE = AnswerTerms(Silence.KEEP, inspection=False, private=True)


def a_private_agreement(**changes: Any) -> Agreement:
    """Every fourth dwelling of a private owner, answered within seven working days."""
    of_the_act = {
        "kind": AgreementKind.PRIVATE,
        "dwelling_class": DwellingClass.PRIVATE,
        "answer_deadline_working_days": 7,
    }
    return an_agreement(**of_the_act | changes)


def a_claim(**changes: Any) -> PostedVacancy:
    """A claim of Monday 3 March 2025 that waits for its answer until Monday 10 March has ended, changed as told."""
    claim = PostedVacancy(
        id=UUID(int=1),
        facts=a_vacancy(vacant_from_on=date(2025, 3, 1)),
        outcome=Outcome.CLAIMED,
        right=Right.GENERAL,
        status=VacancyStatus.CLAIMED,
        posted_late=False,
        decided_at=POSTED_AT,
        sequence=4,
        counted=True,
        reasons=(),
        answer_due_at=DUE_AT,
    )
    return replace(claim, **changes)


DUE = [
    ("five working days end with Monday 10 March", "2025-03-03T10:00+01:00", {}, "2025-03-11T00:00+01:00"),
    (
        "where Saturday counts they end with Saturday 8 March",
        "2025-03-03T10:00+01:00",
        {"saturday_is_a_working_day": True},
        "2025-03-09T00:00+01:00",
    ),
    (
        "one day from Wednesday before Easter is Tuesday after it",
        "2025-04-16T10:00+02:00",
        {"answer_deadline_working_days": 1},
        "2025-04-23T00:00+02:00",
    ),
    (
        "where Saturday counts it is Easter Saturday, which is no holiday",
        "2025-04-16T10:00+02:00",
        {"answer_deadline_working_days": 1, "saturday_is_a_working_day": True},
        "2025-04-20T00:00+02:00",
    ),
    ("set in winter time, due in summer time", "2025-03-27T10:00+01:00", {}, "2025-04-04T00:00+02:00"),
    ("posted at 23:30 UTC, already Tuesday here", "2025-03-03T23:30+00:00", {}, "2025-03-12T00:00+01:00"),
]


@pytest.mark.parametrize(("why", "posted_at", "clauses", "due_at"), DUE, ids=[row[0] for row in DUE])
def test_the_answer_is_due_so_many_working_days_after_the_posting(
    why: str, posted_at: str, clauses: dict[str, Any], due_at: str
) -> None:
    due = answer_due(Right.GENERAL, an_agreement(**clauses), datetime.fromisoformat(posted_at))
    assert due == datetime.fromisoformat(due_at), why


NOT_DUE = [
    ("what is not claimed needs no answer", None, an_agreement()),
    ("a right of 100 % needs none: the dwelling is the municipality's to allocate", Right.FULL, an_agreement()),
    ("nor does one without any agreement", Right.FULL, None),
]


@pytest.mark.parametrize(("why", "right", "agreement"), NOT_DUE, ids=[row[0] for row in NOT_DUE])
def test_what_needs_no_answer(why: str, right: Right | None, agreement: Agreement | None) -> None:
    assert answer_due(right, agreement, POSTED_AT) is None, why


def test_the_act_gives_at_most_seven_working_days_for_a_private_dwelling() -> None:
    assert a_private_agreement().answer_deadline_working_days == 7
    with pytest.raises(InvalidAgreement) as refused:
        a_private_agreement(answer_deadline_working_days=8)
    assert [error.pointer for error in refused.value.errors] == ["/answer_deadline_working_days"]


def test_a_yes_in_time_and_a_late_yes_where_silence_keeps_the_claim() -> None:
    for terms, at in ((KEEP, IN_TIME), (HAND_BACK, IN_TIME), (PRIVATE, IN_TIME), (KEEP, TOO_LATE)):
        after = confirmed(a_claim(), terms, at)
        assert (after.answer, after.answered_at, after.status) == (Answer.CONFIRMED, at, VacancyStatus.CLAIMED)
    assert confirmed(silent(a_claim()), KEEP, TOO_LATE).answer is Answer.CONFIRMED
    assert not in_time(a_claim(), TOO_LATE)
    assert in_time(a_claim(answer_due_at=None), TOO_LATE), "without a deadline nothing is late"


REFUSED = [
    ("the deadline has passed, and silence hands it back", a_claim(), HAND_BACK, TOO_LATE, ClaimLapsed),
    ("the same of a private dwelling, whatever the clause", a_claim(), PRIVATE, TOO_LATE, ClaimLapsed),
    ("a yes is said once", a_claim(answer=Answer.CONFIRMED), KEEP, IN_TIME, ClaimAnswered),
    ("it is offered", a_claim(status=VacancyStatus.OFFERED), KEEP, IN_TIME, VacancyAlreadyOffered),
    ("it is accepted", a_claim(status=VacancyStatus.ACCEPTED), KEEP, IN_TIME, VacancyAlreadyOffered),
    ("it is let", a_claim(status=VacancyStatus.LET), KEEP, IN_TIME, VacancyOver),
    ("it is handed back", a_claim(status=VacancyStatus.HANDED_BACK), KEEP, IN_TIME, VacancyOver),
    ("it was never claimed", a_claim(status=VacancyStatus.RELEASED), None, IN_TIME, VacancyReleased),
    ("it is withdrawn", a_claim(status=VacancyStatus.WITHDRAWN), KEEP, IN_TIME, VacancyWithdrawn),
]


@pytest.mark.parametrize(("why", "vacancy", "terms", "at", "problem"), REFUSED, ids=[row[0] for row in REFUSED])
def test_when_it_is_too_late_for_a_yes(
    why: str, vacancy: PostedVacancy, terms: AnswerTerms | None, at: datetime, problem: type[Problem]
) -> None:
    with pytest.raises(problem):
        confirmed(vacancy, terms, at)


def test_a_no_is_an_answer_and_a_yes_before_it_stands() -> None:
    assert waived(a_claim(), IN_TIME).answer is Answer.WAIVED
    assert waived(silent(a_claim()), TOO_LATE).answered_at == TOO_LATE
    taken = confirmed(a_claim(), KEEP, IN_TIME)
    assert waived(taken, TOO_LATE) == taken


DISPOSAL = [
    # why, terms, confirmed on, handed back on, from; claimed 3 March, empty since the 1st, silent from the 11th
    ("ordinarily from the claim, answered or not", KEEP, None, None, date(2025, 3, 3)),
    ("also when the yes comes later", KEEP, date(2025, 3, 7), None, date(2025, 3, 3)),
    ("also when it is waived in time", KEEP, None, date(2025, 3, 5), date(2025, 3, 3)),
    ("also when silence hands it back", HAND_BACK, None, date(2025, 3, 11), date(2025, 3, 3)),
    ("after an inspection, from the yes", INSPECT_KEEP, date(2025, 3, 7), None, date(2025, 3, 7)),
    ("waived in time, it never was", INSPECT_KEEP, None, date(2025, 3, 10), None),
    ("waived in time after a yes, nor then", INSPECT_KEEP, date(2025, 3, 5), date(2025, 3, 10), None),
    ("waived the day after: from the silence", INSPECT_KEEP, None, date(2025, 3, 11), date(2025, 3, 11)),
    ("kept in silence: as taken when it began", INSPECT_KEEP, None, None, date(2025, 3, 11)),
    ("a late yes changes nothing", INSPECT_KEEP, date(2025, 3, 20), None, date(2025, 3, 11)),
    ("handed back by silence, it never was", INSPECT_HAND_BACK, None, date(2025, 3, 11), None),
    ("a yes, and handed back later: from the yes", INSPECT_HAND_BACK, date(2025, 3, 7), date(2025, 4, 1), "yes"),
    ("a private one from the yes", PRIVATE, date(2025, 3, 7), None, date(2025, 3, 7)),
    ("a private one handed back by silence: from the silence", PRIVATE, None, date(2025, 3, 11), date(2025, 3, 11)),
]


@pytest.mark.parametrize(("why", "terms", "yes", "back", "begins"), DISPOSAL, ids=[row[0] for row in DISPOSAL])
def test_from_when_the_dwelling_is_at_the_municipalitys_disposal(
    why: str, terms: AnswerTerms, yes: date | None, back: date | None, begins: Any
) -> None:
    found = at_disposal_from(
        terms,
        claimed_on=date(2025, 3, 3),
        vacant_from_on=date(2025, 3, 1),
        silent_from_on=date(2025, 3, 11),
        confirmed_on=yes,
        handed_back_on=back,
    )
    assert found == (yes if begins == "yes" else begins), why


def test_a_claim_without_a_deadline_is_at_disposal_as_before_there_was_one() -> None:
    old = a_claim(answer_due_at=None)
    assert disposal_of(old, None) == date(2025, 3, 3)
    assert disposal_of(replace(old, facts=a_vacancy(vacant_from_on=date(2025, 4, 1))), None) == date(2025, 4, 1)


ALL_TERMS = st.builds(AnswerTerms, st.sampled_from(Silence), st.booleans(), st.booleans())
DAYS = st.dates(date(2025, 1, 1), date(2025, 12, 31))


@settings(max_examples=60, deadline=None)
@given(ALL_TERMS, DAYS, DAYS, st.none() | DAYS)
def test_nothing_is_at_disposal_before_it_is_claimed_and_empty(
    terms: AnswerTerms, claimed: date, vacant: date, yes: date | None
) -> None:
    begins = at_disposal_from(
        terms,
        claimed_on=claimed,
        vacant_from_on=vacant,
        silent_from_on=claimed + timedelta(days=8),
        confirmed_on=max(yes, claimed) if yes else None,
    )
    assert begins is None or begins >= max(claimed, vacant)


def test_the_reasons_say_what_an_answer_costs_in_both_languages() -> None:
    free, costs = waiver_reason(PRIVATE, in_time=True), waiver_reason(PRIVATE, in_time=False)
    assert free.met
    assert "no vacancy rent is owed" in free.text.en
    assert "til en opsigelse ville have haft virkning" in costs.text.da
    assert free.source == costs.source == "lov om kommunal anvisningsret § 5"
    assert "until a notice" in waiver_reason(KEEP, in_time=True).text.en, "an ordinary one was at disposal already"
    assert "no vacancy rent" in waiver_reason(INSPECT_KEEP, in_time=True).text.en
    assert "still claimed" in silence_reason(KEEP).text.en
    assert "goes back, and no vacancy rent" in silence_reason(INSPECT_HAND_BACK).text.en
    assert "goes back, and vacancy rent is owed" in silence_reason(PRIVATE).text.en
