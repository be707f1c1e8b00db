"""Only what nothing is left to judge of may be committed without a person; a refusal never."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.benefits.domain.cases.proposal import Proposal
from services.benefits.domain.decisions.automatic import judge_automatic
from services.benefits.domain.judgements import Outcome
from services.benefits.domain.rates.rate_keys import RateKey
from services.benefits.domain.rates.rates import UnknownRate
from tests.unit.benefits.facts import THE_DAY, a_rate
from tests.unit.benefits.letters import a_reason

VERIFIED = a_rate(RateKey.RENT_OF_INCOME_PERCENT, "50", verified=True)
UNVERIFIED = a_rate(RateKey.LOAN_INCOME_LIMIT, "280000")
PLAIN = Proposal(Outcome.GRANT, None, (a_reason("need"),), (), (VERIFIED,), Decimal(25_000))

CASES: list[tuple[Proposal, bool, str, str]] = [
    (PLAIN, True, "Every rule is met", "every rule is met by verified rates"),
    (replace(PLAIN, outcome=Outcome.REFUSE), False, "refuse", "a refusal is always a person's"),
    (replace(PLAIN, outcome=Outcome.DISCRETION), False, "discretion", "a discretion is a person's"),
    (replace(PLAIN, outcome=Outcome.QUESTION), False, "question", "a question is answered by a person"),
    (replace(PLAIN, reasons=(a_reason(), a_reason("budget", met=False))), False, "budget", "also one that only guides"),
    (replace(PLAIN, rates=(VERIFIED, UNVERIFIED)), False, "deposit_loan_income_limit", "a rate nobody has verified"),
    (
        replace(PLAIN, unknown=(UnknownRate(RateKey.GUIDELINE_SINGLE, THE_DAY),)),
        False,
        "disposable_guideline_single",
        "a rate nobody knows",
    ),
]


@pytest.mark.parametrize(("proposal", "may", "named", "reason"), CASES)
def test_what_may_be_committed_without_a_person(proposal: Proposal, may: bool, named: str, reason: str) -> None:
    judged = judge_automatic(proposal)
    assert (judged.met, named in judged.text.en) == (may, True), reason


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(Outcome),
    st.lists(st.booleans(), max_size=5),
    st.lists(st.booleans(), max_size=5),
    st.booleans(),
)
def test_one_thing_left_to_judge_is_enough_for_a_person(
    outcome: Outcome, met: list[bool], verified: list[bool], known: bool
) -> None:
    proposal = Proposal(
        outcome=outcome,
        affordability=None,
        reasons=tuple(a_reason(met=one) for one in met),
        unknown=() if known else (UnknownRate(RateKey.GUIDELINE_SINGLE, THE_DAY),),
        rates=tuple(a_rate(RateKey.GUIDELINE_SINGLE, "4000", verified=one) for one in verified),
    )
    plain = outcome is Outcome.GRANT and all(met) and all(verified) and known
    assert judge_automatic(proposal).met is plain
