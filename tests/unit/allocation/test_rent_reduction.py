"""The rent of a dwelling under the rent reduction scheme, on every day of it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.allocation.domain.agreements.terms import RentMethod
from services.allocation.domain.full_rights.full_right import (
    FullRight,
    FullRightKind,
    FullRightsOverlap,
    find_faults,
    require_no_overlap,
    scheme_of,
)
from services.allocation.domain.full_rights.rent_scheme import (
    RentBounds,
    RentScheme,
    anniversary,
    equal_steps,
    rent_on,
)
from services.allocation.domain.full_rights.rent_scheme import find_faults as faults_of_rent

EXAMPLES = settings(max_examples=40, deadline=None)
SCHEME = RentScheme(Decimal("7600.00"), Decimal("5000.00"), date(2024, 2, 29), 4, equal_steps(5))
BOUNDS = RentBounds(Decimal(4500), Decimal(6500))

DAYS = [
    ("the day before it begins", date(2024, 2, 28), "7600.00"),
    ("its first day, a 29 February", date(2024, 2, 29), "5000.00"),
    ("the last day of the four full years", date(2028, 2, 28), "5000.00"),
    ("four years after a 29 February is one again", date(2028, 2, 29), "5520.00"),
    ("the last day of the first step", date(2029, 2, 27), "5520.00"),
    ("a year without 29 February: the 28th", date(2029, 2, 28), "6040.00"),
    ("the third step", date(2030, 2, 28), "6560.00"),
    ("the fourth", date(2031, 2, 28), "7080.00"),
    ("the last day with a reduction", date(2032, 2, 28), "7080.00"),
    ("the fifth step reaches the ordinary rent, on a 29 February", date(2032, 2, 29), "7600.00"),
    ("and there it stays", date(2060, 1, 1), "7600.00"),
]


@pytest.mark.parametrize(("why", "day", "rent"), DAYS, ids=[row[0] for row in DAYS])
def test_the_rent_on_the_days_around_each_border(why: str, day: date, rent: str) -> None:
    assert str(rent_on(SCHEME, day).rent_dkk) == rent, why


@st.composite
def schemes(draw: st.DrawFn) -> RentScheme:
    reduced = draw(st.integers(100_000, 700_000))
    ordinary = draw(st.integers(reduced, 1_500_000))
    steps = draw(st.lists(st.fractions(0, 1, max_denominator=60), max_size=8))
    return RentScheme(
        Decimal(ordinary) / 100,
        Decimal(reduced) / 100,
        draw(st.dates(date(2022, 1, 1), date(2028, 12, 31))),
        draw(st.integers(0, 6)),
        tuple(sorted(steps, reverse=True)),
    )


@EXAMPLES
@given(scheme=schemes(), days=st.lists(st.integers(-400, 6_000), min_size=2, max_size=12))
def test_never_above_the_ordinary_rent_never_below_the_reduced_and_never_falling(
    scheme: RentScheme, days: list[int]
) -> None:
    on = [scheme.starts_on + timedelta(days=number) for number in sorted(days)]
    rents = [rent_on(scheme, day).rent_dkk for day in on]
    assert all(scheme.reduced_rent_dkk <= rent <= scheme.ordinary_rent_dkk for rent in rents)
    running = [rent for day, rent in zip(on, rents, strict=True) if day >= scheme.starts_on]
    assert running == sorted(running), "once begun, it only rises"
    assert all(rent == scheme.ordinary_rent_dkk for day, rent in zip(on, rents, strict=True) if day < scheme.starts_on)


@EXAMPLES
@given(scheme=schemes())
def test_each_step_is_taken_on_the_anniversary_and_not_the_day_before(scheme: RentScheme) -> None:
    kept = [Fraction(1), *scheme.taper, Fraction(0)] if scheme.full_years else [*scheme.taper, Fraction(0)]
    borders = [scheme.starts_on] if scheme.full_years else []
    borders += [anniversary(scheme.starts_on, scheme.full_years + number) for number in range(len(scheme.taper) + 1)]
    for border, part in zip(borders, kept, strict=True):
        exact = Fraction(scheme.ordinary_rent_dkk) - part * Fraction(scheme.ordinary_rent_dkk - scheme.reduced_rent_dkk)
        assert abs(Fraction(rent_on(scheme, border).rent_dkk) - exact) <= Fraction(1, 200)
    for before, border in pairwise(borders):
        assert rent_on(scheme, border - timedelta(days=1)).rent_dkk == rent_on(scheme, before).rent_dkk


def test_equal_steps_leave_nothing_in_the_last_year() -> None:
    assert [str(step) for step in equal_steps(5)] == ["4/5", "3/5", "2/5", "1/5", "0"]


def test_the_rent_is_said_in_a_sentence() -> None:
    told = rent_on(SCHEME, date(2029, 6, 1)).reason
    assert told.text.en == (
        "The rent is DKK 6,040 a month on 2029-06-01: year 2 of 5 of the taper, 3/5 of the reduction is left "
        "(ordinary rent DKK 7,600, reduced DKK 5,000, from 2024-02-29)."
    )
    assert told.text.da.startswith("Lejen er 6.040 kr. om måneden 2029-06-01")
    assert "unverified" in told.source


RIGHT = FullRight(
    id=UUID(int=1),
    organisation_cvr="99000236",
    dwelling_id=UUID(int=7),
    kind=FullRightKind.RENT_REDUCTION,
    valid_from=date(2024, 2, 29),
    valid_to=None,
    legal_basis="agreement on rent reduction",
    source="letter of grant",
    verified=False,
    rent_method=RentMethod.YEARLY_365,
    scheme=SCHEME,
)

WRONG: list[tuple[str, dict[str, Any], dict[str, Any], RentBounds | None, str]] = [
    ("below the least of the day", {}, {"reduced_rent_dkk": Decimal("4499.99")}, BOUNDS, "/r/scheme/reduced_rent_dkk"),
    ("above the most of the day", {}, {"reduced_rent_dkk": Decimal("6500.01")}, BOUNDS, "/r/scheme/reduced_rent_dkk"),
    ("reduced to more", {}, {"ordinary_rent_dkk": Decimal("4900.00")}, BOUNDS, "/r/scheme/reduced_rent_dkk"),
    ("a year's rent by mistake", {}, {"ordinary_rent_dkk": Decimal("91200.00")}, BOUNDS, "/r/scheme/ordinary_rent_dkk"),
    ("a reduction that grows", {}, {"taper": (Fraction(1, 5), Fraction(2, 5))}, BOUNDS, "/r/scheme/taper"),
    ("more than all of it", {}, {"taper": (Fraction(6, 5),)}, BOUNDS, "/r/scheme/taper"),
    ("before there was a scheme", {}, {"starts_on": date(2019, 1, 1)}, None, "/r/scheme/starts_on"),
    ("a municipal dwelling with a scheme", {"kind": FullRightKind.MUNICIPAL_DWELLING}, {}, BOUNDS, "/r/scheme"),
    ("a reduction without its rents", {"scheme": None}, {}, BOUNDS, "/r/scheme"),
    ("it ends before it begins", {"valid_to": date(2024, 2, 29)}, {}, BOUNDS, "/r/valid_to"),
    ("no CVR number", {"organisation_cvr": "99000237"}, {}, BOUNDS, "/r/organisation_cvr"),
]


@pytest.mark.parametrize(("why", "changes", "rents", "bounds", "pointer"), WRONG, ids=[row[0] for row in WRONG])
def test_what_cannot_be_right_is_pointed_out(
    why: str, changes: dict[str, Any], rents: dict[str, Any], bounds: RentBounds | None, pointer: str
) -> None:
    right = replace(RIGHT, **{"scheme": replace(SCHEME, **rents)} | changes)
    assert [fault.pointer for fault in find_faults(right, "/r", bounds)] == [pointer], why


def test_nothing_is_wrong_with_a_right_that_is_right() -> None:
    assert find_faults(RIGHT, "/r", BOUNDS) == []
    transitional = replace(RIGHT, kind=FullRightKind.TRANSITIONAL, scheme=None)
    assert find_faults(transitional, "/r", None) == [], "only a rent reduction has rents"


def test_two_rights_to_one_dwelling_never_share_a_day() -> None:
    first = replace(RIGHT, valid_to=date(2026, 1, 1))
    require_no_overlap([replace(RIGHT, valid_from=date(2026, 1, 1)), first])
    require_no_overlap([RIGHT, replace(RIGHT, dwelling_id=UUID(int=8))])
    with pytest.raises(FullRightsOverlap):
        require_no_overlap([first, replace(RIGHT, valid_from=date(2025, 12, 31))])


def test_the_rent_as_posted_is_the_schemes_on_the_vacant_date() -> None:
    assert faults_of_rent(SCHEME, Decimal("5520.00"), date(2028, 2, 29)) == []
    [fault] = faults_of_rent(SCHEME, Decimal("5000.00"), date(2028, 2, 29))
    assert fault.pointer == "/rent_dkk"
    assert "DKK 5,000" in fault.text.en
    assert "DKK 5,520" in fault.text.en
    assert faults_of_rent(None, Decimal("1.00"), date(2028, 2, 29)) == [], "no scheme sets it"


def test_the_scheme_is_that_of_the_right_in_force_when_the_dwelling_is_vacant() -> None:
    later = replace(SCHEME, ordinary_rent_dkk=Decimal("7900.00"))
    rights = [replace(RIGHT, valid_to=date(2030, 1, 1)), replace(RIGHT, valid_from=date(2030, 1, 1), scheme=later)]
    posted = date(2029, 12, 1)
    assert scheme_of(rights, UUID(int=7), date(2030, 1, 15), posted) == later
    assert scheme_of(rights[:1], UUID(int=7), date(2030, 1, 15), posted) == SCHEME, "else of the day it is posted"
    assert scheme_of(rights, UUID(int=8), None, posted) is None, "another dwelling"
