"""What always holds in a ledger, for any share, any carry and any history."""

import math
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.agreements.conditions import Condition
from services.allocation.domain.agreements.shares import Share
from services.allocation.domain.agreements.terms import AgreementKind
from services.allocation.domain.ledger.ledger import Decision
from services.allocation.domain.ledger.rights import available
from services.allocation.domain.ledger.state import EMPTY, balance
from services.allocation.domain.vacancies.outcomes import Outcome
from tests.unit.allocation.builders import an_agreement
from tests.unit.allocation.histories import (
    MOST_USABLE_ROOMS,
    circumstances_of,
    outcomes,
    replayed,
    vacancies_of,
)

SHARES = st.integers(1, 12).flatmap(lambda d: st.integers(0, d).map(lambda n: Share(Fraction(n, d))))
AGREEMENTS = st.builds(
    lambda share, carry: an_agreement(
        share=share, carry=carry, kind=AgreementKind.AGREEMENT, usable=Condition(max_rooms=MOST_USABLE_ROOMS)
    ),
    SHARES,
    st.integers(0, 3),
)
HISTORIES = st.lists(st.sampled_from(["V", "V", "V", "U", "X", "L1"]), min_size=1, max_size=40).map(" ".join)
PLAIN = st.integers(1, 60).map(lambda count: f"V×{count}")
quick = settings(max_examples=25, deadline=None)


def arisen(agreement: Agreement, decision: Decision) -> int:
    """The rights after the decision, summed here on its own and not by the ledger."""
    return math.floor(decision.after.countable * agreement.share.fraction)


def decisions_of(agreement: Agreement, history: str) -> tuple[Decision, ...]:
    return replayed(agreement, vacancies_of(history), circumstances_of(history))


@quick
@given(AGREEMENTS, HISTORIES)
def test_1_no_claim_is_made_while_the_rights_are_used_up(agreement: Agreement, history: str) -> None:
    for decision in decisions_of(agreement, history):
        if decision.outcome is Outcome.CLAIMED:
            assert decision.before.used_general < arisen(agreement, decision)


@quick
@given(AGREEMENTS, HISTORIES, st.integers(1, 40))
def test_3_no_run_of_vacancies_holds_more_claims_than_its_share_and_what_was_carried(
    agreement: Agreement, history: str, width: int
) -> None:
    claims = [each.outcome is Outcome.CLAIMED for each in decisions_of(agreement, history) if each.counted]
    for start in range(len(claims)):
        run = claims[start : start + width]
        assert sum(run) <= -(-len(run) * agreement.share.fraction // 1) + agreement.carry


@quick
@given(AGREEMENTS, PLAIN)
def test_4_where_all_are_usable_every_right_is_used(agreement: Agreement, history: str) -> None:
    for decision in decisions_of(agreement, history):
        assert decision.after.used_general == arisen(agreement, decision)


@quick
@given(AGREEMENTS, HISTORIES)
def test_6_no_more_is_kept_than_may_be_carried(agreement: Agreement, history: str) -> None:
    assert all(available(agreement, each.after) <= agreement.carry for each in decisions_of(agreement, history))


@quick
@given(AGREEMENTS, HISTORIES, st.data())
def test_7_the_same_vacancy_again_changes_nothing(agreement: Agreement, history: str, data: st.DataObject) -> None:
    again = data.draw(st.integers(1, len(vacancies_of(history))))
    repeated = decisions_of(agreement, f"{history} d{again} V")
    once = decisions_of(agreement, f"{history} V")
    assert repeated[-2] is repeated[again - 1]
    assert repeated[-1] == once[-1]


@quick
@given(AGREEMENTS, HISTORIES)
def test_8_replaying_the_entries_gives_the_stored_state(agreement: Agreement, history: str) -> None:
    decisions = decisions_of(agreement, history)
    assert balance(decision.movement for decision in decisions) == decisions[-1].after
    assert all(earlier.after == later.before for earlier, later in pairwise(decisions))
    assert decisions == decisions_of(agreement, history)
    assert balance([]) == EMPTY


@quick
@given(AGREEMENTS, HISTORIES)
def test_9_entries_that_do_not_count_change_no_other_decision(agreement: Agreement, history: str) -> None:
    counted = " ".join(step for step in history.split() if step in {"V", "U"})
    assert outcomes(replayed, agreement, history).replace("-", "") == outcomes(replayed, agreement, counted)


@quick
@given(AGREEMENTS, HISTORIES, st.integers(1, 50))
def test_10_a_share_and_its_multiple_decide_alike(agreement: Agreement, history: str, times: int) -> None:
    share = agreement.share.fraction
    same = Share.parse(f"{share.numerator * times}/{share.denominator * times}")
    assert decisions_of(agreement, history) == decisions_of(replace(agreement, share=same), history)


@quick
@given(AGREEMENTS, HISTORIES)
def test_13_every_right_is_used_lapsed_or_available(agreement: Agreement, history: str) -> None:
    for decision in decisions_of(agreement, history):
        state = decision.after
        assert arisen(agreement, decision) == state.used_general + state.lapsed + available(agreement, state)
