"""Faults planted in the ledger on purpose: the vectors must go red on each, or they prove nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pytest

from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.agreements.terms import InternalMoves
from services.allocation.domain.ledger import ledger
from services.allocation.domain.ledger.countable import ORDINARY, Circumstances
from services.allocation.domain.ledger.ledger import Decision, replay
from services.allocation.domain.ledger.state import EMPTY, LedgerState
from services.allocation.domain.vacancies.facts import VacancyFacts
from tests.unit.allocation.histories import VECTORS, Replay, a_ledger, outcomes, replayed

Known = Mapping[str, Circumstances]
HUNDRED_AT_29 = (a_ledger("29/100"), "V×100")
"""29/100 of 100 is 29 and not the 28 that binary fractions make of it."""


def red_vectors(played: Replay) -> list[int]:
    """The vectors that this replay gets wrong; 0 stands for the hundred at 29/100."""
    red = [number for number, (rule, given, out) in VECTORS.items() if outcomes(played, rule, given) != out]
    return red if outcomes(played, *HUNDRED_AT_29).count("A") == 29 else [0, *red]


def rounded_up(agreement: Agreement, state: LedgerState) -> int:
    share = agreement.share.fraction
    return -(-state.countable * share.numerator // share.denominator)


def in_floats(agreement: Agreement, state: LedgerState) -> int:
    return int(state.countable * float(agreement.share.fraction))


def repeats_counted(agreement: Agreement, vacancies: Sequence[VacancyFacts], known: Known) -> tuple[Decision, ...]:
    unlike = [replace(facts, reference=f"{facts.reference}/{at}") for at, facts in enumerate(vacancies)]
    return replayed(
        agreement, unlike, {each.reference: known.get(each.reference.split("/")[0], ORDINARY) for each in unlike}
    )


def exempt_counted(agreement: Agreement, vacancies: Sequence[VacancyFacts], _known: Known) -> tuple[Decision, ...]:
    return replayed(agreement, vacancies, {})


def chain_counted_twice(agreement: Agreement, vacancies: Sequence[VacancyFacts], known: Known) -> tuple[Decision, ...]:
    return replayed(replace(agreement, internal_moves=InternalMoves.COUNT), vacancies, known)


def reset_halfway(agreement: Agreement, vacancies: Sequence[VacancyFacts], known: Known) -> tuple[Decision, ...]:
    half = len(vacancies) // 2
    return (
        *replay(agreement, vacancies[:half], circumstances=known),
        *replay(agreement, vacancies[half:], circumstances=known, opening=EMPTY),
    )


def test_the_ledger_itself_is_green() -> None:
    assert red_vectors(replayed) == []


@pytest.mark.parametrize(
    ("fault", "red"),
    [(repeats_counted, 8), (exempt_counted, 4), (chain_counted_twice, 5), (reset_halfway, 1)],
    ids=["repeats counted", "exempt ones counted", "a chain counted twice", "a reset"],
)
def test_a_planted_history_turns_its_vector_red(fault: Replay, red: int) -> None:
    assert red in red_vectors(fault)


@pytest.mark.parametrize(
    ("sum_name", "fault", "red"),
    [
        ("rights_arisen", rounded_up, 1),
        ("rights_arisen", in_floats, 0),
        ("surplus", lambda _agreement, _state: 0, 6),
    ],
    ids=["rounding up", "floats", "rights that never lapse"],
)
def test_a_planted_sum_turns_its_vector_red(
    monkeypatch: pytest.MonkeyPatch, sum_name: str, fault: Callable[[Agreement, LedgerState], int], red: int
) -> None:
    monkeypatch.setattr(ledger, sum_name, fault)
    assert red in red_vectors(replayed)
