"""The shortlist's order: the council's, and between equals a sealed lot."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.allocation.domain.matching.candidates import Candidate, waiting
from services.allocation.domain.matching.order import among_equals
from services.allocation.domain.matching.schemes import FIRST_SCHEME, PriorityCriterion, PriorityScheme
from services.allocation.domain.matching.shortlist import Shortlist, shortlist
from services.allocation.domain.nominations.situations import Situation
from tests.unit.allocation.builders import a_candidate, a_dwelling


def listed(dwelling: dict[str, Any], *households: Candidate, scheme: PriorityScheme = FIRST_SCHEME) -> Shortlist:
    return shortlist(a_dwelling(**dwelling), waiting(households), scheme)


def names(found: Shortlist) -> list[str]:
    """Those who fit, in order, by reference."""
    return [found.waiting.columns["reference"][key[-1]] for key in found.fitting]


def a_household(name: str, **changes: Any) -> Candidate:
    return a_candidate(reference=name, nomination_id=str(UUID(bytes=name.encode().ljust(16)[:16])), **changes)


ORDERS: list[tuple[str, dict[str, Any], Candidate, Candidate]] = [
    (
        "a step-free dwelling goes first to who needs it, before any situation",
        {"lift": True},
        a_household("needs", needs_lift=True, situation=Situation.OTHER),
        a_household("does not", situation=Situation.STREET),
    ),
    (
        "the street before the night shelter, however short",
        {},
        a_household("street", situation=Situation.STREET, homeless_since_on=date(2025, 1, 1)),
        a_household("night shelter", situation=Situation.NIGHT_SHELTER, homeless_since_on=date(2015, 1, 1)),
    ),
    (
        "in the same situation the longest without a home",
        {},
        a_household("long", homeless_since_on=date(2024, 1, 1), lottery=9),
        a_household("short", homeless_since_on=date(2024, 1, 2), lottery=1),
    ),
    ("between equals the lottery", {}, a_household("one", lottery=1), a_household("two", lottery=2)),
    ("the same lottery number: the nomination's own", {}, a_household("a"), a_household("b")),
    (
        "time on the list, age, care and children give no place unless the council says so",
        {},
        a_household("first", lottery=1, children=0, birth_year=1950, waiting_since_on=date(2025, 1, 9)),
        a_household("second", lottery=2, children=1, birth_year=2005, leaving_care=True),
    ),
]


@pytest.mark.parametrize(("why", "dwelling", "first", "second"), ORDERS, ids=[row[0] for row in ORDERS])
def test_who_comes_first(why: str, dwelling: dict[str, Any], first: Candidate, second: Candidate) -> None:
    for given_in in ([first, second], [second, first]):
        assert names(listed(dwelling, *given_in)) == [first.reference, second.reference], why


COUNCILS: list[tuple[PriorityCriterion, dict[str, Any], dict[str, Any]]] = [
    (PriorityCriterion.CHILDREN, {"children": 1}, {"situation": Situation.STREET}),
    (PriorityCriterion.LEAVING_CARE, {"leaving_care": True}, {"situation": Situation.STREET}),
    (PriorityCriterion.WAITING_SINCE, {"waiting_since_on": date(2024, 1, 1)}, {"situation": Situation.STREET}),
    (PriorityCriterion.HOMELESS_SINCE, {"homeless_since_on": date(2020, 1, 1)}, {"situation": Situation.STREET}),
]


@pytest.mark.parametrize(("criterion", "first", "second"), COUNCILS, ids=[row[0] for row in COUNCILS])
def test_the_council_may_put_another_criterion_before_the_situation(
    criterion: PriorityCriterion, first: dict[str, Any], second: dict[str, Any]
) -> None:
    rest = (PriorityCriterion.SITUATION, PriorityCriterion.LOTTERY)
    councils = replace(FIRST_SCHEME, version="2026-1", order=(PriorityCriterion.FIT_CLASS, criterion, *rest))
    ours = a_household("ours", lottery=2, **first), a_household("other", lottery=1, **second)
    assert names(listed({}, *ours, scheme=councils)) == ["ours", "other"]
    assert names(listed({}, *ours)) == ["other", "ours"]


def test_the_council_may_order_the_situations_anew() -> None:
    sooner = replace(FIRST_SCHEME, version="2026-1", situations=(Situation.WITH_OTHERS, Situation.STREET))
    found = listed({}, *[a_household(each.value, situation=each) for each in Situation], scheme=sooner)
    assert names(found)[:2] == ["with_others", "street"]
    assert {key[1] for key in found.fitting[2:]} == {3}


def among_equals_counted(found: Shortlist, place: int) -> tuple[int, int]:
    equals = [number for number, key in enumerate(found.fitting) if key[:-3] == found.fitting[place][:-3]]
    return equals.index(place) + 1, len(equals)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.builds(
            lambda number, since, lottery, situation, needs_lift, pet: a_candidate(
                nomination_id=str(UUID(int=number)),
                homeless_since_on=since,
                lottery=lottery,
                situation=situation,
                needs_lift=needs_lift,
                has_pet=pet,
            ),
            st.integers(1, 99),
            st.dates(date(2024, 1, 1), date(2024, 1, 3)),
            st.integers(1, 3),
            st.sampled_from(Situation),
            st.booleans(),
            st.booleans(),
        ),
        max_size=12,
        unique_by=lambda candidate: candidate.nomination_id,
    ),
    st.randoms(use_true_random=False),
)
def test_the_same_households_in_any_order_give_the_same_list(households: list[Candidate], shuffling: Any) -> None:
    found = listed({"lift": True}, *households)
    shuffled = list(households)
    shuffling.shuffle(shuffled)
    again = listed({"lift": True}, *shuffled)
    assert (list(again.fitting), again.stopped) == (list(found.fitting), found.stopped)
    assert list(found.fitting) == sorted(found.fitting)
    for place in range(len(found.fitting)):
        assert among_equals(found.fitting, place) == among_equals_counted(found, place)
    assert len(found.fitting) + sum(len(rows) for _, rows in found.stopped) == len(households)


def test_what_decided_a_place_is_told_in_the_councils_order_and_the_lottery_only_as_a_place() -> None:
    equals = [a_household(each, lottery=number) for each, number in (("a", 30), ("b", 10), ("c", 20))]
    found = listed({"lift": True}, *equals, a_household("d", situation=Situation.OTHER))
    assert [text.en for text in found.order(1)] == [
        "The applicant needs no step-free dwelling.",
        "The situation is number 3 in the council's order.",
        "Without a home since 2024-11-19.",
        "Lottery between 3 equals: number 2.",
    ]
    assert [found.order(place)[-1].en[-2] for place in range(3)] == ["1", "2", "3"]
    assert found.order(3)[-1].en == "No lottery: nobody is equal."
