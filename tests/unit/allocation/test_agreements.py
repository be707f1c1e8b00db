"""Agreements: shares as fractions, what is usable, and what cannot stand."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, cast

import pytest

from services.allocation.domain.agreements.conditions import Condition
from services.allocation.domain.agreements.shares import InvalidAgreement, Share
from services.allocation.domain.agreements.terms import AgreementKind
from services.allocation.domain.vacancies.facts import DwellingClass
from tests.unit.allocation.builders import a_vacancy, an_agreement

WRITTEN = [("1/4", Fraction(1, 4)), ("2/8", Fraction(1, 4)), ("33/100", Fraction(33, 100)), ("0/1", Fraction(0))]


@pytest.mark.parametrize(("written", "fraction"), WRITTEN)
def test_a_share_is_written_as_a_fraction(written: str, fraction: Fraction) -> None:
    assert Share.parse(written).fraction == fraction


def test_the_whole_is_shown_as_a_fraction_too() -> None:
    assert str(Share.parse("4/4")) == "1/1"


REFUSED = [
    ("a decimal number is not exact", "0.25"),
    ("more than all", "5/4"),
    ("nothing to divide by", "1/0"),
    ("less than nothing", "-1/4"),
    ("a whole number says nothing of how many", "1"),
    ("other digits than ours", "١/٤"),
    ("nothing", ""),
    ("a number as long as a page", "1/" + "9" * 5000),
]


@pytest.mark.parametrize(("why", "written"), REFUSED, ids=[row[0] for row in REFUSED])
def test_a_share_that_is_refused_points_at_the_share(why: str, written: str) -> None:
    with pytest.raises(InvalidAgreement) as refused:
        Share.parse(written)
    assert [error.pointer for error in refused.value.errors] == ["/share"], why


def test_a_float_is_no_share() -> None:
    with pytest.raises(TypeError, match="float"):
        Share(cast(Any, 0.25))


CANNOT_STAND: list[tuple[str, str, dict[str, Any]]] = [
    ("above the quarter without an agreement", "/share", {"share": Share.parse("1/3")}),
    ("elderly dwellings are outside the quarter", "/dwelling_class", {"dwelling_class": DwellingClass.ELDERLY}),
    ("less than nothing kept", "/carry", {"carry": -1}),
    ("no time to answer", "/answer_deadline_working_days", {"answer_deadline_working_days": 0}),
    ("over before it begins", "/in_force_to", {"in_force_to": date(2025, 1, 1)}),
]


@pytest.mark.parametrize(("why", "pointer", "changes"), CANNOT_STAND, ids=[row[0] for row in CANNOT_STAND])
def test_an_agreement_that_cannot_stand(why: str, pointer: str, changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidAgreement) as refused:
        an_agreement(**changes)
    assert [error.pointer for error in refused.value.errors] == [pointer], why


def test_by_agreement_the_share_may_be_all() -> None:
    assert an_agreement(kind=AgreementKind.AGREEMENT, share=Share.parse("1/1")).share.rights_of(7) == 7


USABLE: list[tuple[str, Condition, dict[str, Any], bool]] = [
    ("the blind quarter takes every dwelling", Condition(), {"rooms": 5}, True),
    ("as few rooms as allowed", Condition(min_rooms=2), {"rooms": 2}, True),
    ("too few rooms", Condition(min_rooms=2), {"rooms": 1}, False),
    ("as many rooms as allowed", Condition(max_rooms=2), {"rooms": 2}, True),
    ("too many rooms", Condition(max_rooms=2), {"rooms": 3}, False),
    ("as small as allowed", Condition(min_area_m2=30), {"area_m2": 30}, True),
    ("too small", Condition(min_area_m2=30), {"area_m2": 29}, False),
    ("as large as allowed", Condition(max_area_m2=60), {"area_m2": 60}, True),
    ("too large", Condition(max_area_m2=60), {"area_m2": 61}, False),
    ("as dear as allowed, without utilities", Condition(max_rent_dkk=Decimal(4500)), {}, True),
    ("an øre too dear", Condition(max_rent_dkk=Decimal(4500)), {"rent_dkk": Decimal("4500.01")}, False),
    ("one of the estates", Condition(estates=("05", "06")), {"estate": "06"}, True),
    ("another estate", Condition(estates=("05", "06")), {"estate": "07"}, False),
    ("the class asked for", Condition(classes=(DwellingClass.FAMILY,)), {}, True),
    ("another class", Condition(classes=(DwellingClass.YOUTH,)), {}, False),
]


@pytest.mark.parametrize(("why", "condition", "changes", "met"), USABLE, ids=[row[0] for row in USABLE])
def test_usable(why: str, condition: Condition, changes: dict[str, Any], met: bool) -> None:
    assert condition.judge(a_vacancy(**changes)).met is met, why


def test_the_condition_is_read_back_in_both_languages() -> None:
    condition = Condition(max_rooms=2, max_rent_dkk=Decimal(4500), estates=("05", "06"))
    words = condition.in_words()
    assert words.da == (
        "Boliger med højst 2 rum og husleje på højst 4.500 kr. om måneden og afdeling blandt 05, 06 kan bruges"
    )
    assert words.en == (
        "Dwellings with at most 2 rooms and rent of at most DKK 4,500 a month and an estate among 05, 06 are usable"
    )


def test_a_dwelling_that_is_not_usable_hears_only_of_the_limits_it_misses() -> None:
    condition = Condition(max_rooms=2, max_rent_dkk=Decimal(4000))
    assert condition.judge(a_vacancy()).text.da == (
        "Boligen kan ikke bruges: den skulle have husleje på højst 4.000 kr. om måneden."
    )


def test_a_condition_that_nothing_can_meet_is_refused() -> None:
    with pytest.raises(InvalidAgreement) as refused:
        Condition(min_rooms=3, max_rooms=2)
    assert [error.pointer for error in refused.value.errors] == ["/usable/min_rooms"]
