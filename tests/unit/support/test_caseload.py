"""Whether a worker can take one more citizen."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.values.texts import Text
from services.support.domain.capacity.caseload import Absence, Outcome, Worker, assess_room, has_room
from services.support.domain.methods.methods import CaseloadLimit, Method, Question
from tests.unit.support.rows import a_worker

DAY = date(2025, 6, 2)
EIGHT = CaseloadLimit(8, "VIVE", True)
UNKNOWN = Question(Text("Hvor mange?", "How many?"))
AWAY = Absence(date(2025, 6, 1), date(2025, 6, 3))


@pytest.mark.parametrize(
    ("worker", "caseload", "limit", "outcome", "applied", "reason"),
    [
        (a_worker(), 0, EIGHT, Outcome.ROOM, 8, "a new worker has room"),
        (a_worker(), 7, EIGHT, Outcome.ROOM, 8, "the eighth is the last"),
        (a_worker(), 8, EIGHT, Outcome.OVER_LIMIT, 8, "never a ninth"),
        (a_worker(), 14, EIGHT, Outcome.OVER_LIMIT, 8, "a limit lowered later frees nobody and takes nobody"),
        (a_worker(capacity=4), 4, EIGHT, Outcome.OVER_LIMIT, 4, "half time, half the citizens"),
        (a_worker(capacity=4), 3, EIGHT, Outcome.ROOM, 4, "the worker's own place"),
        (a_worker(capacity=14), 8, EIGHT, Outcome.OVER_LIMIT, 8, "a capacity never raises the method's limit"),
        (a_worker(capacity=0), 0, EIGHT, Outcome.OVER_LIMIT, 0, "a worker who takes nobody now"),
        (a_worker(), 0, UNKNOWN, Outcome.LIMIT_UNKNOWN, None, "unknown is asked for, not guessed"),
        (a_worker(absences=(AWAY,)), 0, EIGHT, Outcome.ABSENT, None, "away that day"),
        (a_worker(absences=(AWAY,)), 0, UNKNOWN, Outcome.ABSENT, None, "absence is said first"),
        (a_worker(absences=(Absence(DAY, None),)), 0, EIGHT, Outcome.ABSENT, None, "away until further notice"),
        (a_worker(absences=(Absence(date(2025, 5, 1), DAY),)), 0, EIGHT, Outcome.ROOM, 8, "back the day it ends"),
        (a_worker(absences=(Absence(date(2025, 6, 3), None),)), 0, EIGHT, Outcome.ROOM, 8, "leave from tomorrow"),
    ],
)
def test_room_with_a_worker(
    worker: Worker, caseload: int, limit: CaseloadLimit | Question, outcome: Outcome, applied: int | None, reason: str
) -> None:
    found = assess_room(worker, caseload, limit, DAY)
    assert found.outcome is outcome, reason
    assert found.limit == applied, reason
    assert found.reasons[-1].met == (outcome is Outcome.ROOM), reason


def test_a_refusal_names_the_caseload_and_the_limit_in_both_languages() -> None:
    last = assess_room(a_worker(), 8, EIGHT, DAY).reasons[-1]
    assert last.source == "VIVE"
    assert "allerede 8 borgere, og grænsen er 8" in last.text.da
    assert "already has 8 citizens and the limit is 8" in last.text.en


def test_the_workers_own_capacity_is_named_as_the_source_where_it_is_lower() -> None:
    assert assess_room(a_worker(capacity=3), 3, EIGHT, DAY).reasons[-1].source == "medarbejderens kapacitet"


@pytest.mark.parametrize(
    ("workers", "expected", "reason"),
    [
        ([], False, "nobody works by the method"),
        ([(a_worker(), 8)], False, "all are full"),
        ([(a_worker(), 8), (a_worker(), 7)], True, "one has a place"),
        ([(a_worker(Method.CTI), 0)], False, "room in another method is not room in this one"),
        ([(a_worker(absences=(AWAY,)), 0)], False, "the only one is away"),
    ],
)
def test_room_in_a_method(workers: list[tuple[Worker, int]], expected: bool, reason: str) -> None:
    assert has_room(Method.ICM, workers, EIGHT, DAY) is expected, reason


@given(st.integers(0, 30), st.integers(1, 20), st.none() | st.integers(0, 30))
def test_room_is_given_exactly_while_the_caseload_is_below_every_limit(
    caseload: int, citizens: int, capacity: int | None
) -> None:
    found = assess_room(a_worker(capacity=capacity), caseload, CaseloadLimit(citizens, "test", False), DAY)
    room = caseload < citizens and (capacity is None or caseload < capacity)
    assert (found.outcome is Outcome.ROOM) == room


@given(st.lists(st.booleans(), max_size=60))
def test_filling_and_freeing_in_any_order_never_passes_the_limit(steps: list[bool]) -> None:
    caseload = 0
    for assign in steps:
        if not assign:
            caseload = max(0, caseload - 1)
        elif assess_room(a_worker(), caseload, EIGHT, DAY).outcome is Outcome.ROOM:
            caseload += 1
        assert caseload <= 8
