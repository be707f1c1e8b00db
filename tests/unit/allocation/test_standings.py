"""How an estate stands on a day, and whether anything can be claimed of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.allocation.domain.registry.standings import (
    Standing,
    StandingKind,
    exemption_of,
    find_overlap,
    flexible_letting_of,
    is_exempt_throughout,
)

DAY = date(2025, 3, 3)
KINDS = StandingKind


def a_standing(kind: StandingKind = KINDS.VULNERABLE, **changes: object) -> Standing:
    """An estate of a list in force from 2024-12-01 on."""
    standing = Standing("99000236", "02", kind, date(2024, 12, 1), None, "Listen af 2024-12-01", False)
    return replace(standing, **changes)  # type: ignore[arg-type]


EXEMPTIONS: list[tuple[str, list[Standing], str | None]] = [
    ("an ordinary estate", [], None),
    ("a vulnerable area", [a_standing()], "ABL § 59(6)"),
    ("a parallel society is a vulnerable area too", [a_standing(KINDS.PARALLEL_SOCIETY)], "ABL § 59(6)"),
    ("a transformation area", [a_standing(KINDS.TRANSFORMATION)], "ABL § 59(6)"),
    ("a prevention area is claimable", [a_standing(KINDS.PREVENTION)], None),
    ("flexible letting leaves the right alone", [a_standing(KINDS.FLEXIBLE_LETTING)], None),
    ("agreed", [a_standing(KINDS.EXEMPT_BY_AGREEMENT)], "agreement: exempt estate (local choice)"),
    ("a law names itself", [a_standing(KINDS.EXEMPT_BY_LAW, source="ABL § 51 d")], "ABL § 51 d"),
    ("a law comes before an area", [a_standing(), a_standing(KINDS.EXEMPT_BY_LAW, source="ABL § 51 d")], "ABL § 51 d"),
    ("an area before what is agreed", [a_standing(KINDS.EXEMPT_BY_AGREEMENT), a_standing()], "ABL § 59(6)"),
    ("from its first day", [a_standing(valid_from=DAY)], "ABL § 59(6)"),
    ("not yet", [a_standing(valid_from=DAY + timedelta(1))], None),
    ("over on the day it ends", [a_standing(valid_to=DAY)], None),
    ("never in force: entered in error", [a_standing(valid_from=DAY, valid_to=DAY)], None),
]


@pytest.mark.parametrize(("why", "standings", "clause"), EXEMPTIONS, ids=[row[0] for row in EXEMPTIONS])
def test_which_clause_exempts(why: str, standings: list[Standing], clause: str | None) -> None:
    assert exemption_of(standings, DAY) == clause, why


def test_flexible_letting_is_a_dated_mark() -> None:
    mark = a_standing(KINDS.FLEXIBLE_LETTING, valid_to=DAY)
    assert flexible_letting_of([a_standing(), mark], DAY - timedelta(1)) == "ABL § 60"
    assert flexible_letting_of([a_standing(), mark], DAY) is None


OVERLAPS: list[tuple[str, list[Standing], bool]] = [
    ("one alone", [a_standing()], False),
    ("one kind, the one open when the other begins", [a_standing(), a_standing(valid_from=DAY)], True),
    ("one kind, one after the other", [a_standing(valid_to=DAY), a_standing(valid_from=DAY)], False),
    ("two kinds at once", [a_standing(), a_standing(KINDS.PARALLEL_SOCIETY)], False),
    ("two estates", [a_standing(), a_standing(estate="03")], False),
    ("two organisations", [a_standing(), a_standing(organisation_cvr="99000244")], False),
    ("one of them never in force", [a_standing(), a_standing(valid_from=DAY, valid_to=DAY)], False),
]


@pytest.mark.parametrize(("why", "standings", "overlap"), OVERLAPS, ids=[row[0] for row in OVERLAPS])
def test_two_of_one_kind_never_share_a_day(why: str, standings: list[Standing], overlap: bool) -> None:
    assert (find_overlap(standings) is not None) is overlap, why
    assert (find_overlap(reversed(standings)) is not None) is overlap, "in whatever order they come"


DAYS = st.integers(0, 12).map(lambda days: DAY + timedelta(days))
STANDINGS = st.lists(
    st.builds(
        lambda kind, first, length: a_standing(
            kind, valid_from=first, valid_to=None if length is None else first + timedelta(length)
        ),
        st.sampled_from(list(KINDS)),
        DAYS,
        st.none() | st.integers(0, 6),
    ),
    max_size=5,
)


@settings(max_examples=60, deadline=None)
@given(STANDINGS, DAYS, st.none() | st.integers(1, 8))
def test_exempt_throughout_is_exempt_each_day(standings: list[Standing], first: date, length: int | None) -> None:
    """Looked at day by day, far past the last that anything begins or ends."""
    end = None if length is None else first + timedelta(length)
    days = [first + timedelta(each) for each in range(40 if length is None else length)]
    expected = all(exemption_of(standings, day) is not None for day in days)
    assert is_exempt_throughout(standings, first, end) is expected


@settings(max_examples=60, deadline=None)
@given(STANDINGS)
def test_an_overlap_is_a_day_in_common(standings: list[Standing]) -> None:
    days = [DAY + timedelta(each) for each in range(40)]
    shared = any(
        sum(each.kind is kind and each.in_force_on(day) for each in standings) > 1 for kind in KINDS for day in days
    )
    assert (find_overlap(standings) is not None) is shared
