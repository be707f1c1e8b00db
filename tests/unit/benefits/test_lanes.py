"""Who takes a fast-track case, who is warned and when, and who may work on it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.benefits.domain.lanes.clock import Lane
from services.benefits.domain.lanes.escalation import Escalation, Stage, next_escalation
from services.benefits.domain.lanes.handling import Handling, HeldByAnother
from services.benefits.domain.lanes.key_workers import Absence, KeyWorker, Loaded, assign, faults_of, hindrance
from services.benefits.domain.lanes.lateness import expected_answer
from services.benefits.domain.rates.rate_keys import RateKey
from tests.unit.benefits.facts import a_book, a_rate

TODAY = date(2025, 3, 3)
NOW = datetime(2025, 3, 3, 9, tzinfo=UTC)


def a_worker(
    name: str, open_cases: int = 0, capacity: int = 5, hours_ago: int | None = None, kinds: str = "", away: str = ""
) -> Loaded:
    """A key worker present today with room for five, who has had no case yet, unless said otherwise."""
    begins, _, ends = away.partition("/")
    absences = (Absence(date.fromisoformat(begins), date.fromisoformat(ends) if ends else None),) if away else ()
    worker = KeyWorker(name, frozenset(kinds.split()), capacity, absences)
    return Loaded(worker, open_cases, None if hours_ago is None else NOW - timedelta(hours=hours_ago))


@pytest.mark.parametrize(
    ("workers", "chosen", "reason"),
    [
        ([], None, "there is nobody"),
        ([a_worker("a")], "a", "present, with room"),
        ([a_worker("a", 2), a_worker("b", 1)], "b", "fewest open cases"),
        ([a_worker("a", 1, hours_ago=1), a_worker("b", 1, hours_ago=5)], "b", "as many, but longer since the last"),
        ([a_worker("a", 1, hours_ago=5), a_worker("b", 1)], "b", "has never had one"),
        ([a_worker("b", 1, hours_ago=5), a_worker("a", 1, hours_ago=5)], "a", "equal in all: by reference"),
        ([a_worker("a", 5), a_worker("b", 4)], "b", "a is full"),
        ([a_worker("a", 5), a_worker("b", 5)], None, "both are full"),
        ([a_worker("a", capacity=0)], None, "room for none"),
        ([a_worker("a", away="2025-03-03/2025-03-04"), a_worker("b", 4)], "b", "a is absent today"),
        ([a_worker("a", away="2025-02-24/2025-03-03"), a_worker("b", 4)], "a", "a is back: the last day is not in"),
        ([a_worker("a", away="2025-03-04/"), a_worker("b", 4)], "a", "a is away from tomorrow"),
        ([a_worker("a", away="2025-03-01/")], None, "away until further notice"),
        ([a_worker("a", kinds="pre_approval"), a_worker("b", 4)], "b", "a takes pre-approvals only"),
        ([a_worker("a", kinds="pre_approval deposit_loan"), a_worker("b", 4)], "a", "a takes deposit loans too"),
    ],
)  # fmt: skip
def test_a_case_is_assigned(workers: list[Loaded], chosen: str | None, reason: str) -> None:
    found = assign("deposit_loan", TODAY, workers)
    assert found.key_worker == chosen, reason
    assert found.reasons[0].met is (chosen is not None), reason


def test_an_assignment_tells_why_each_of_the_others_was_passed_over() -> None:
    workers = [a_worker("a", away="2025-03-03/"), a_worker("b", 5), a_worker("c", kinds="pre_approval"), a_worker("d")]
    found = assign("deposit_loan", TODAY, workers)
    assert [reason.rule for reason in found.reasons] == [
        "key_worker_free", "key_worker_present", "key_worker_has_room", "key_worker_takes_kind",
    ]  # fmt: skip
    assert "d is present" in found.reasons[0].text.en


loads = st.builds(
    a_worker,
    st.sampled_from("abcdefgh"),
    st.integers(0, 6),
    st.integers(0, 6),
    st.none() | st.integers(0, 3),
    st.sampled_from(["", "pre_approval", "deposit_loan"]),
    st.sampled_from(["", "2025-03-01/2025-03-10", "2025-03-10/"]),
)


@settings(max_examples=50, deadline=None)
@given(st.lists(loads, max_size=8, unique_by=lambda loaded: loaded.worker.reference))
def test_the_one_chosen_is_free_and_nobody_free_has_fewer_cases(workers: list[Loaded]) -> None:
    found = assign("deposit_loan", TODAY, workers)
    free = [each for each in workers if hindrance("deposit_loan", TODAY, each) is None]
    assert (found.key_worker is None) == (not free)
    for each in free:
        if each.worker.reference == found.key_worker:
            assert each.open_cases < each.worker.capacity
            assert each.open_cases == min(other.open_cases for other in free)


def test_what_is_wrong_with_a_key_worker_is_told_at_once() -> None:
    backwards, a_day = Absence(date(2025, 4, 2), date(2025, 4, 1)), Absence(date(2025, 4, 2), date(2025, 4, 3))
    empty = Absence(date(2025, 4, 2), date(2025, 4, 2))
    worker = KeyWorker("a", frozenset(), -1, (backwards, a_day, empty))
    assert [fault.pointer for fault in faults_of(worker)] == ["/capacity", "/absences/0/ends_on", "/absences/2/ends_on"]


DUE = NOW + timedelta(hours=24)


@pytest.mark.parametrize(
    ("lane", "warned", "has_key_worker", "stage", "hours_before", "reason"),
    [
        (Lane.FAST, None, True, Stage.KEY_WORKER, 8, "the key worker first"),
        (Lane.FAST, None, False, Stage.MANAGER, 8, "nobody has it: the manager, and as early"),
        (Lane.FAST, Stage.KEY_WORKER, True, Stage.MANAGER, 4, "then the manager"),
        (Lane.ORDINARY, None, True, Stage.KEY_WORKER, 72, "three days before, in the ordinary lane"),
        (Lane.ORDINARY, Stage.KEY_WORKER, True, Stage.MANAGER, 24, "and a day"),
    ],
)
def test_the_next_warning(
    lane: Lane, warned: Stage | None, has_key_worker: bool, stage: Stage, hours_before: int, reason: str
) -> None:
    found = next_escalation(lane, NOW, DUE, warned, has_key_worker, a_book())
    assert found == Escalation(stage, DUE - timedelta(hours=hours_before)), reason


def test_after_the_manager_nobody_is_warned() -> None:
    assert next_escalation(Lane.FAST, NOW, DUE, Stage.MANAGER, True, a_book()) is None


def test_the_hours_of_a_warning_are_the_municipalitys_own() -> None:
    found = next_escalation(Lane.FAST, NOW, DUE, None, True, a_book(a_rate(RateKey.WARN_KEY_WORKER_FAST, "12")))
    assert found == Escalation(Stage.KEY_WORKER, DUE - timedelta(hours=12))


def test_where_nobody_has_said_how_long_before_the_manager_is_asked_at_once() -> None:
    book = a_book(without=frozenset({RateKey.WARN_KEY_WORKER_FAST}))
    found = next_escalation(Lane.FAST, NOW, DUE, None, True, book)
    assert found is not None and found.unknown is not None
    assert (found.stage, found.at, found.unknown.key) == (Stage.MANAGER, NOW, RateKey.WARN_KEY_WORKER_FAST)


def test_a_case_is_held_by_one() -> None:
    held = Handling().held("a", NOW)
    assert held.held("a", NOW + timedelta(hours=1)) == held, "holding it again changes nothing"
    with pytest.raises(HeldByAnother) as refused:
        held.held("b", NOW)
    assert refused.value.extra == {"held_by": "a", "held_at": NOW.isoformat()}
    with pytest.raises(HeldByAnother):
        held.released("b")
    assert held.released("a") == Handling()
    assert held.given_to("c", NOW).held_by == "a", "whoever works on it goes on"
    assert held.taken_away() == Handling(), "unless it is taken away"


def test_the_manager_is_told_once_that_nobody_is_free() -> None:
    waiting = Handling().given_to_manager(NOW)
    assert waiting.given_to_manager(NOW + timedelta(hours=1)) == waiting


@pytest.mark.parametrize(
    ("lane", "late", "expected", "reason"),
    [
        (Lane.FAST, "2025-03-04T10:00+01:00", "2025-03-05T10:00+01:00", "24 hours more"),
        (Lane.ORDINARY, "2025-03-18T00:00+01:00", "2025-04-02T00:00+02:00", "ten working days after 18 March"),
        (Lane.FAST, "2024-12-30T10:00+01:00", "2024-12-30T20:00+01:00", "hours not entered: the ten it had"),
    ],
)
def test_a_late_answer_is_expected_after_the_lanes_own_time_once_more(
    lane: Lane, late: str, expected: str, reason: str
) -> None:
    late_at = datetime.fromisoformat(late)
    found = expected_answer(lane, "deposit_loan", late_at - timedelta(hours=10), late_at, late_at, a_book())
    assert found == datetime.fromisoformat(expected), reason
