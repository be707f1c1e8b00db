"""The council's order of priority as dated data: what may be entered, and which holds on a day."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kit.values.problems import ContentDiffers, Unprocessable
from services.allocation.domain.matching.problems import SchemesOverlap
from services.allocation.domain.matching.schemes import (
    FIRST_SCHEME,
    PriorityCriterion,
    PriorityScheme,
    find_faults,
    require_no_overlap,
    require_unchanged,
    scheme_on,
)
from services.allocation.domain.nominations.situations import Situation

FIT, SITUATION, SINCE, CHILDREN, LOTTERY = (
    PriorityCriterion.FIT_CLASS,
    PriorityCriterion.SITUATION,
    PriorityCriterion.HOMELESS_SINCE,
    PriorityCriterion.CHILDREN,
    PriorityCriterion.LOTTERY,
)


def a_scheme(**changes: Any) -> PriorityScheme:
    """A council's order from 2025 on, changed as told."""
    return replace(FIRST_SCHEME, **{"version": "council-1", "valid_from": date(2025, 1, 1), **changes})


FAULTS: list[tuple[str, dict[str, Any], list[str]]] = [
    ("the lottery parts the last of the equal", {"order": (FIT, SITUATION)}, ["/order"]),
    ("nothing comes after the lottery", {"order": (FIT, LOTTERY, SITUATION)}, ["/order"]),
    ("step-free dwellings to who needs them first of all", {"order": (SITUATION, FIT, LOTTERY)}, ["/order"]),
    ("nothing decides twice", {"order": (FIT, CHILDREN, SINCE, CHILDREN, LOTTERY)}, ["/order/3"]),
    ("two lotteries", {"order": (FIT, LOTTERY, LOTTERY)}, ["/order/2"]),
    ("a situation twice", {"situations": (Situation.STREET, Situation.STREET)}, ["/situations/1"]),
    ("nobody in a room", {"most_persons_per_room": 0}, ["/most_persons_per_room"]),
    ("a youth of seventeen", {"youth_below_age": 17}, ["/youth_below_age"]),
    ("ends on the day it begins", {"valid_to": date(2025, 1, 1)}, ["/valid_to"]),
    ("the name of the first scheme", {"version": "local-1"}, ["/version"]),
    ("all at once", {"order": (SITUATION,), "youth_below_age": 999}, ["/order", "/order", "/youth_below_age"]),
]


@pytest.mark.parametrize(("why", "changes", "pointers"), FAULTS, ids=[row[0] for row in FAULTS])
def test_a_scheme_that_cannot_be_is_pointed_out(why: str, changes: dict[str, Any], pointers: list[str]) -> None:
    assert [fault.pointer for fault in find_faults(a_scheme(**changes))] == pointers, why


def test_every_order_that_begins_and_ends_so_may_be_entered() -> None:
    assert find_faults(a_scheme(order=(FIT, LOTTERY))) == []
    assert find_faults(a_scheme(order=tuple(PriorityCriterion))) == []


def test_two_schemes_never_share_a_day() -> None:
    first = a_scheme(valid_to=date(2026, 1, 1))
    later = a_scheme(version="council-2", valid_from=date(2026, 1, 1))
    require_no_overlap([later, first])
    with pytest.raises(SchemesOverlap) as problem:
        require_no_overlap([replace(later, valid_from=date(2025, 12, 31)), first])
    assert (
        problem.value.errors[0].text.en == "council-1 and council-2 are both in force on 2025-12-31: let the first end"
    )
    with pytest.raises(SchemesOverlap):
        require_no_overlap([a_scheme(), later])


def test_the_scheme_of_the_day_holds_and_the_first_one_where_there_is_none() -> None:
    councils = a_scheme(valid_to=date(2026, 1, 1))
    found = [scheme_on([councils], day) for day in (date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31))]
    assert found == [FIRST_SCHEME, councils, councils]
    assert scheme_on([councils], date(2026, 1, 1)) is FIRST_SCHEME


def test_a_version_keeps_its_content_and_days_gone_by_stay_as_they_were() -> None:
    today = date(2025, 6, 1)
    require_unchanged(a_scheme(), a_scheme(valid_to=date(2025, 6, 1)), today)
    with pytest.raises(ContentDiffers) as differs:
        require_unchanged(a_scheme(), a_scheme(most_persons_per_room=3, source="another"), today)
    assert [error.pointer for error in differs.value.errors] == ["/most_persons_per_room", "/source"]
    for earlier, sent in (
        (a_scheme(), a_scheme(valid_to=date(2025, 5, 31))),
        (a_scheme(valid_to=date(2025, 5, 31)), a_scheme()),
    ):
        with pytest.raises(Unprocessable):
            require_unchanged(earlier, sent, today)
