"""Several vacancies in one request: the order in which they count, what repeats, and what is wrong among them."""

from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.allocation.domain.vacancies.batches import Line, find_faults_of_lines, first_lines, turn_of
from services.allocation.domain.vacancies.facts import VacancyFacts
from tests.unit.allocation.builders import CVR, OTHER_CVR, a_vacancy

RECEIVED_ON = date(2025, 1, 8)
KEY = b"of the tests"


def a_line(**changes: Any) -> Line:
    facts = a_vacancy(**changes)
    return Line({name: getattr(facts, name) for name in VacancyFacts.__dataclass_fields__})


def told(*lines: Line) -> list[tuple[int, str, bool]]:
    return [(each.line, each.fault.pointer, each.differs) for each in find_faults_of_lines(lines, CVR, RECEIVED_ON)]


def in_turn(vacancies: list[VacancyFacts], key: bytes = KEY) -> list[str]:
    return [each.reference for each in sorted(vacancies, key=lambda each: turn_of(each, key))]


TURNS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("the notice that came first", {"notice_received_on": date(2025, 1, 2)}, {"vacant_from_on": date(2025, 2, 1)}),
    ("then the dwelling vacant first", {"vacant_from_on": date(2025, 2, 1)}, {"vacant_from_on": date(2025, 3, 1)}),
]


@pytest.mark.parametrize(("why", "first", "second"), TURNS, ids=[row[0] for row in TURNS])
def test_the_turn_is_by_notice_then_by_the_day_vacant(why: str, first: dict[str, Any], second: dict[str, Any]) -> None:
    vacancies = [a_vacancy(reference="second", **second), a_vacancy(reference="first", **first)]
    assert in_turn(vacancies) == ["first", "second"], why


def test_of_the_same_day_the_turn_is_by_lot_and_not_by_the_order_sent() -> None:
    vacancies = [a_vacancy(reference=str(number), dwelling_id=UUID(int=number)) for number in range(4)]
    turns = {tuple(in_turn(list(order))) for order in permutations(vacancies)}
    assert len(turns) == 1


def test_the_lot_is_not_foreseen_without_the_key_nor_by_the_reference() -> None:
    vacancies = [a_vacancy(reference=str(number), dwelling_id=UUID(int=number)) for number in range(12)]
    assert in_turn(vacancies) != in_turn(vacancies, b"another key")
    renamed = [replace(each, reference=f"renamed-{11 - int(each.reference):02}") for each in vacancies]
    assert [f"renamed-{11 - int(name):02}" for name in in_turn(vacancies)] == in_turn(renamed)


def test_the_same_dwelling_twice_has_one_order_too() -> None:
    twice = [a_vacancy(reference="a"), a_vacancy(reference="b")]
    assert in_turn(twice) == in_turn(twice[::-1])


def test_a_repeated_line_is_the_first_one_again() -> None:
    lines = [a_line(reference="a"), a_line(reference="b"), a_line(reference="a"), Line({}), Line({})]
    assert first_lines(lines) == [0, 1, 0, 3, 4]
    assert told(*lines) == []


BESIDE: list[tuple[str, list[Line], list[tuple[int, str, bool]]]] = [
    (
        "a reference with two contents",
        [a_line(), a_line(rooms=3, lift=True)],
        [(1, "/rooms", True), (1, "/lift", True)],
    ),
    ("another's dwelling", [a_line(organisation_cvr=OTHER_CVR)], [(0, "/organisation_cvr", False)]),
    (
        "two municipalities",
        [a_line(), a_line(reference="b", municipality_code="0269")],
        [(1, "/municipality_code", False)],
    ),
    (
        "a chain in a circle",
        [a_line(reference="a", chain_reference="b"), a_line(reference="b", chain_reference="a")],
        [(0, "/chain_reference", False)],
    ),
    (
        "a chain of three that begins nowhere",
        [a_line(reference=name, chain_reference=after) for name, after in ("ab", "bc", "ca")],
        [(0, "/chain_reference", False)],
    ),
    (
        "a tail on a circle is told of the circle",
        [a_line(reference=name, chain_reference=after) for name, after in ("ta", "ab", "ba")],
        [(0, "/chain_reference", False)],
    ),
    ("a chain in any order", [a_line(reference="a", chain_reference="b"), a_line(reference="b")], []),
    ("a chain that begins elsewhere", [a_line(reference="a", chain_reference="posted-earlier")], []),
    (
        "faults of every line",
        [a_line(rooms=0, floor=99), a_line(reference="b"), a_line(reference="c", posted_on=date(2025, 1, 9))],
        [(0, "/rooms", False), (0, "/floor", False), (2, "/posted_on", False)],
    ),
]


@pytest.mark.parametrize(("why", "lines", "expected"), BESIDE, ids=[row[0] for row in BESIDE])
def test_what_is_wrong_is_told_by_line_and_field(
    why: str, lines: list[Line], expected: list[tuple[int, str, bool]]
) -> None:
    assert told(*lines) == expected, why


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdefx") | st.none()), max_size=8))
@settings(max_examples=50)
def test_a_circle_is_told_exactly_where_no_chain_has_a_beginning(links: list[tuple[str, str | None]]) -> None:
    """Against the plain way: follow each chain for more steps than there are lines."""
    follows = dict(links)
    lines = [a_line(reference=name, chain_reference=after) for name, after in follows.items() if name != after]
    known = {line.given["reference"]: line.given["chain_reference"] for line in lines}

    def never_ends(name: str | None) -> bool:
        for _ in range(len(known) + 1):
            name = known.get(name) if name is not None else None
        return name is not None

    assert bool(told(*lines)) == any(never_ends(name) for name in known)
