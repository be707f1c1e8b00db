"""Whether a worker can take one more citizen."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.support.domain.capacity.caseload import (
    Absence,
    Caseload,
    Held,
    Outcome,
    Worker,
    assess_room,
    filled_share,
    free_places,
    is_over,
)
from services.support.domain.methods.methods import Method, MethodTerms, PhaseWeight, Question
from tests.unit.support.rows import a_row, a_worker, holding

DAY = date(2025, 6, 2)
ICM, CTI = Held(Method.ICM), Held(Method.CTI)
NONE: Sequence[MethodTerms] = ()
TEN = (a_row(),)
AWAY = Absence(date(2025, 6, 1), date(2025, 6, 3))
HALF = Decimal("18.50")
LIGHT_LAST_PHASE = (a_row(weights=(PhaseWeight(3, Fraction(1, 2)),)),)
BOTH = a_worker(other_methods=(Method.CTI,))


@pytest.mark.parametrize(
    ("worker", "caseload", "newcomer", "rows", "outcome", "applied", "reason"),
    [
        (a_worker(), 0, ICM, NONE, Outcome.ROOM, 8, "a new worker has room"),
        (a_worker(), 7, ICM, NONE, Outcome.ROOM, 8, "the eighth is the last"),
        (a_worker(), 8, ICM, NONE, Outcome.OVER_LIMIT, 8, "never a ninth"),
        (a_worker(), 14, ICM, NONE, Outcome.OVER_LIMIT, 8, "a limit lowered later frees nobody and takes nobody"),
        (a_worker(capacity=4), 4, ICM, NONE, Outcome.OVER_LIMIT, 4, "half time, half the citizens"),
        (a_worker(capacity=4), 3, ICM, NONE, Outcome.ROOM, 4, "the worker's own place"),
        (a_worker(capacity=14), 8, ICM, NONE, Outcome.OVER_LIMIT, 8, "a capacity never raises the method's limit"),
        (a_worker(capacity=0), 0, ICM, NONE, Outcome.OVER_LIMIT, 0, "a worker who takes nobody now"),
        (a_worker(hours_per_week=HALF), 3, ICM, NONE, Outcome.ROOM, 4, "half the hours, half the places"),
        (a_worker(hours_per_week=HALF), 4, ICM, NONE, Outcome.OVER_LIMIT, 4, "and no more"),
        (a_worker(hours_per_week=Decimal(48)), 8, ICM, NONE, Outcome.OVER_LIMIT, 8, "long hours raise no limit"),
        (a_worker(hours_per_week=Decimal(0)), 0, ICM, NONE, Outcome.OVER_LIMIT, 0, "no hours, no place"),
        (a_worker(Method.CTI), 0, CTI, NONE, Outcome.LIMIT_UNKNOWN, None, "unknown is asked for, not guessed"),
        (a_worker(absences=(AWAY,)), 0, ICM, NONE, Outcome.ABSENT, None, "away that day"),
        (a_worker(Method.CTI, absences=(AWAY,)), 0, CTI, NONE, Outcome.ABSENT, None, "absence is said first"),
        (a_worker(absences=(Absence(DAY, None),)), 0, ICM, NONE, Outcome.ABSENT, None, "away until further notice"),
        (a_worker(absences=(Absence(date(2025, 5, 1), DAY),)), 0, ICM, NONE, Outcome.ROOM, 8, "back the day it ends"),
        (a_worker(absences=(Absence(date(2025, 6, 3), None),)), 0, ICM, NONE, Outcome.ROOM, 8, "leave from tomorrow"),
        (a_worker(ends_on=DAY), 0, ICM, NONE, Outcome.ABSENT, None, "gone from the day the time ends"),
        (a_worker(ends_on=date(2025, 6, 3)), 0, ICM, NONE, Outcome.ROOM, 8, "still there on the last day"),
    ],
)
def test_room_with_a_worker(
    worker: Worker,
    caseload: int,
    newcomer: Held,
    rows: Sequence[MethodTerms],
    outcome: Outcome,
    applied: int | None,
    reason: str,
) -> None:
    found = assess_room(worker, holding(caseload), newcomer, rows, DAY)
    assert found.outcome is outcome, reason
    assert found.limit == applied, reason
    assert found.reasons[-1].met == (outcome is Outcome.ROOM), reason


@pytest.mark.parametrize(
    ("held", "newcomer", "rows", "outcome", "reason"),
    [
        ((Held(Method.ICM, None, 4), Held(Method.CTI, 1, 5)), ICM, TEN, Outcome.OVER_LIMIT, "4/8 + 5/10 is full"),
        ((Held(Method.ICM, None, 4), Held(Method.CTI, 1, 4)), ICM, TEN, Outcome.OVER_LIMIT, "4/8 + 4/10 + 1/8 > 1"),
        ((Held(Method.ICM, None, 4), Held(Method.CTI, 1, 4)), CTI, TEN, Outcome.ROOM, "4/8 + 4/10 + 1/10 is exactly 1"),
        ((Held(Method.CTI, 1, 9),), ICM, TEN, Outcome.OVER_LIMIT, "9/10 + 1/8 > 1, though ICM alone has none yet"),
        ((Held(Method.CTI, 3, 10),), CTI, LIGHT_LAST_PHASE, Outcome.ROOM, "ten in the last phase fill half"),
        ((Held(Method.CTI, 2, 10),), CTI, LIGHT_LAST_PHASE, Outcome.OVER_LIMIT, "ten in another phase fill it"),
        ((Held(Method.CTI, 1, 1),), ICM, NONE, Outcome.LIMIT_UNKNOWN, "CTI's limit is asked for, for ICM's sake too"),
    ],
)
def test_room_in_a_mixed_caseload(
    held: tuple[Held, ...], newcomer: Held, rows: Sequence[MethodTerms], outcome: Outcome, reason: str
) -> None:
    assert assess_room(BOTH, Caseload(held), newcomer, rows, DAY).outcome is outcome, reason


def test_a_refusal_names_the_caseload_and_the_limit_in_both_languages() -> None:
    last = assess_room(a_worker(), holding(8), ICM, NONE, DAY).reasons[-1]
    assert last.source.startswith("VIVE")
    assert "allerede 8 borgere, og grænsen er 8" in last.text.da
    assert "already has 8 citizens and the limit is 8" in last.text.en


def test_a_mixed_caseload_says_whose_limit_the_others_count_by() -> None:
    last = assess_room(BOTH, holding(9, Method.CTI, 1), ICM, TEN, DAY).reasons[-1]
    assert last.rule == "within-mixed-caseload"
    assert "CTI tæller med efter deres egen metodes grænse" in last.text.da


def test_the_workers_own_capacity_is_named_as_the_source_where_it_is_lower() -> None:
    last = assess_room(a_worker(capacity=3), holding(3), ICM, NONE, DAY).reasons[-1]
    assert last.source == "medarbejderens kapacitet"


@pytest.mark.parametrize(
    ("worker", "caseload", "over", "reason"),
    [
        (a_worker(), holding(8), False, "full is not over"),
        (a_worker(), holding(9), True, "a ninth is"),
        (a_worker(capacity=3), holding(4), True, "over the own capacity"),
        (a_worker(hours_per_week=HALF), holding(5), True, "over what the hours allow"),
        (a_worker(), holding(1, Method.CTI), None, "unknown where a limit is"),
    ],
)
def test_whether_a_caseload_is_over_the_limits(
    worker: Worker, caseload: Caseload, over: bool | None, reason: str
) -> None:
    assert is_over(worker, caseload, NONE, DAY) is over, reason


@pytest.mark.parametrize(
    ("worker", "caseload", "method", "free", "reason"),
    [
        (a_worker(), holding(3), Method.ICM, 5, "eight less three"),
        (a_worker(), holding(11), Method.ICM, 0, "over the limit is no room, not less than none"),
        (a_worker(absences=(AWAY,)), holding(3), Method.ICM, 0, "who is away takes nobody"),
        (a_worker(), holding(0), Method.CTI, 0, "who does not work by the method takes nobody by it"),
        (BOTH, holding(4), Method.CTI, 5, "half of ten"),
        (BOTH, holding(5, Method.CTI), Method.ICM, 4, "half of eight"),
        (a_worker(capacity=5), holding(3), Method.ICM, 2, "the own capacity"),
    ],
)
def test_free_places(worker: Worker, caseload: Caseload, method: Method, free: int, reason: str) -> None:
    assert free_places(worker, caseload, method, TEN, DAY) == free, reason


def test_free_places_are_a_question_where_a_limit_is_unknown() -> None:
    assert isinstance(free_places(BOTH, Caseload(), Method.CTI, NONE, DAY), Question)
    assert isinstance(free_places(BOTH, holding(1, Method.CTI), Method.ICM, NONE, DAY), Question)


@given(st.integers(0, 30), st.integers(1, 8), st.none() | st.integers(0, 30))
def test_for_one_method_alone_room_is_given_exactly_while_the_caseload_is_below_every_limit(
    caseload: int, citizens: int, capacity: int | None
) -> None:
    rows = (a_row(Method.ICM, caseload_limit=citizens),)
    found = assess_room(a_worker(capacity=capacity), holding(caseload), ICM, rows, DAY)
    room = caseload < citizens and (capacity is None or caseload < capacity)
    assert (found.outcome is Outcome.ROOM) == room


methods = st.sampled_from((Method.ICM, Method.CTI))


@given(
    st.lists(st.tuples(st.booleans(), methods), max_size=60),
    st.none() | st.decimals(0, 40, places=2),
    st.fractions(min_value=Fraction(1, 4), max_value=2, max_denominator=8),
)
def test_filling_and_freeing_in_any_order_never_passes_the_limits(
    steps: list[tuple[bool, Method]], hours: Decimal | None, weight: Fraction
) -> None:
    rows = (a_row(weights=(PhaseWeight(None, weight),)),)
    worker = a_worker(other_methods=(Method.CTI,), hours_per_week=hours)
    held: list[Held] = []
    for assign, method in steps:
        if not assign:
            held = held[1:]
        elif assess_room(worker, Caseload(tuple(held)), Held(method), rows, DAY).outcome is Outcome.ROOM:
            held.append(Held(method))
        filled = filled_share(Caseload(tuple(held)), rows, DAY)
        assert not isinstance(filled, Question) and filled <= worker.full_time()
        assert is_over(worker, Caseload(tuple(held)), rows, DAY) is False


@given(st.lists(methods, max_size=12), methods)
def test_as_many_fit_as_are_said_to_be_free(held: list[Method], method: Method) -> None:
    caseload = Caseload(tuple(Held(each) for each in held))
    free = free_places(BOTH, caseload, method, TEN, DAY)
    assert isinstance(free, int)
    full = Caseload((*caseload.held, *(Held(method),) * free))
    assert assess_room(BOTH, full, Held(method), TEN, DAY).outcome is Outcome.OVER_LIMIT
    if free:
        last = Caseload(full.held[:-1])
        assert assess_room(BOTH, last, Held(method), TEN, DAY).outcome is Outcome.ROOM
