"""Who comes first in the line for a method."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.support.domain.capacity.waiting import (
    UNDECLARED,
    Criterion,
    Waiting,
    WaitingOrder,
    errors_in_order,
    first_to_tell,
    line_up,
    order_on,
    who_waits,
)
from services.support.domain.methods.methods import Method
from services.support.domain.referrals.pointers import Situation, SupportNeeds

HIGH, MEDIUM, LOW = SupportNeeds.HIGH, SupportNeeds.MEDIUM, SupportNeeds.LOW
FULL = WaitingOrder(
    date(2025, 1, 1),
    (Criterion.NEEDS, Criterion.SITUATION, Criterion.WAITING_SINCE),
    (Situation.STREET, Situation.SHELTER),
    "byrådets beslutning",
)


def waiting(
    number: int,
    needs: SupportNeeds = MEDIUM,
    situation: Situation = Situation.STREET,
    day: int = 1,
    *,
    had_room: bool = False,
    told: bool = False,
) -> Waiting:
    moment = datetime(2025, 3, day, tzinfo=UTC)
    return Waiting(UUID(int=number), Method.ICM, needs, situation, moment, had_room, moment if told else None)


def numbers(line: list[Waiting], order: WaitingOrder) -> list[int]:
    return [place.waiting.referral_id.int for place in line_up(line, order)]


@pytest.mark.parametrize(
    ("line", "order", "expected", "reason"),
    [
        ([waiting(1, LOW), waiting(2, HIGH)], FULL, [2, 1], "the greater need first"),
        ([waiting(1, day=2), waiting(2, day=1)], FULL, [2, 1], "alike in need: who has waited longest"),
        ([waiting(1, situation=Situation.SHELTER), waiting(2, day=9)], FULL, [2, 1], "the street before the shelter"),
        ([waiting(1, situation=Situation.HOTEL), waiting(2, day=9)], FULL, [2, 1], "a situation not named comes last"),
        ([waiting(1, situation=Situation.SHELTER), waiting(2, day=9)], UNDECLARED, [1, 2], "not asked of undeclared"),
        ([waiting(2), waiting(1)], FULL, [1, 2], "alike in all: the identifier decides, the same way each time"),
    ],
)
def test_the_line_stands_in_the_councils_order(
    line: list[Waiting], order: WaitingOrder, expected: list[int], reason: str
) -> None:
    assert numbers(line, order) == expected, reason


def test_a_place_in_the_line_has_a_reason_for_each_criterion() -> None:
    place = line_up([waiting(1, HIGH)], FULL)[0]
    assert [reason.rule for reason in place.reasons] == ["order-needs", "order-situation", "order-waiting_since"]
    assert {reason.source for reason in place.reasons} == {"byrådets beslutning"}


@pytest.mark.parametrize(
    ("without_worker", "free", "expected", "reason"),
    [
        ([waiting(1, had_room=True)], 1, [], "there is a place: nobody waits, somebody is just not assigned yet"),
        ([waiting(1, had_room=True)], 0, [1], "the place has gone meanwhile"),
        ([waiting(1)], 1, [1], "who had no room waits until a person has assigned"),
        ([waiting(1, had_room=True), waiting(2)], 1, [1, 2], "two for one place: both wait"),
        ([waiting(1, had_room=True, told=True)], 1, [1], "who was told stands in the line"),
    ],
)
def test_who_waits(without_worker: list[Waiting], free: int, expected: list[int], reason: str) -> None:
    assert [each.referral_id.int for each in who_waits(without_worker, free)] == expected, reason


@pytest.mark.parametrize(
    ("line", "free", "expected", "reason"),
    [
        ([waiting(1), waiting(2)], 1, [1], "one place, one is told"),
        ([waiting(1, told=True), waiting(2)], 1, [], "the first has been told already"),
        ([waiting(1, told=True), waiting(2)], 2, [2], "another place, another one"),
        ([waiting(1, LOW, told=True), waiting(2, HIGH)], 1, [2], "who came later in greater need is first now"),
        ([], 3, [], "nobody waits"),
    ],
)
def test_the_first_are_told_of_a_free_place(line: list[Waiting], free: int, expected: list[int], reason: str) -> None:
    assert [each.referral_id.int for each in first_to_tell(line_up(line, FULL), free)] == expected, reason


@pytest.mark.parametrize(
    ("order", "pointers", "reason"),
    [
        (FULL, [], "a plain order is fine"),
        (WaitingOrder(FULL.valid_from, (Criterion.NEEDS, Criterion.NEEDS), (), "x"), ["/criteria"], "twice"),
        (WaitingOrder(FULL.valid_from, (Criterion.SITUATION,), (), "x"), ["/situations"], "no order of situations"),
        (
            WaitingOrder(FULL.valid_from, (Criterion.SITUATION,), (Situation.HOTEL, Situation.HOTEL), "x"),
            ["/situations"],
            "a situation twice",
        ),
    ],
)
def test_an_order_is_checked(order: WaitingOrder, pointers: list[str], reason: str) -> None:
    assert [error.pointer for error in errors_in_order(order)] == pointers, reason


def test_the_order_in_force_is_the_one_that_began_last() -> None:
    later = WaitingOrder(date(2025, 6, 1), (Criterion.WAITING_SINCE,), (), "x")
    assert order_on([FULL, later], date(2025, 5, 31)) is FULL
    assert order_on([FULL, later], date(2025, 6, 1)) is later
    assert order_on([], date(2025, 6, 1)) is UNDECLARED


people = st.builds(
    waiting, st.integers(1, 10**6), st.sampled_from(SupportNeeds), st.sampled_from(Situation), st.integers(1, 28)
)


@given(st.lists(people, max_size=12, unique_by=lambda each: each.referral_id))
def test_the_line_does_not_depend_on_who_was_read_first(line: list[Waiting]) -> None:
    assert numbers(line, FULL) == numbers(list(reversed(line)), FULL)
