"""Agreements: shares as fractions, what is usable, and what cannot stand."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, cast

import pytest

from services.allocation.domain.agreements.conditions import TARGET, USABLE, Condition
from services.allocation.domain.agreements.shares import InvalidAgreement, Share
from services.allocation.domain.agreements.terms import AgreementKind, EstateShare, Overlap, Target
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
    ("private dwellings without their kind", "/kind", {"dwelling_class": DwellingClass.PRIVATE}),
    ("the private kind on family dwellings", "/kind", {"kind": AgreementKind.PRIVATE}),
    ("usable: the least above the most", "/usable/min_rooms", {"usable": Condition(min_rooms=3, max_rooms=2)}),
    ("target: the least above the most", "/target/condition/min_area_m2", {
        "target": Target(Condition(min_area_m2=60, max_area_m2=50), Share.parse("1/2"))}),
    ("a share of the target that gives nothing", "/target/share", {"target": Target(Condition(), Share.parse("0/1"))}),
    ("no general right to differ by estate", "/estate_shares", {
        "target": Target(Condition(), Share.parse("1/4"), Overlap.INSTEAD),
        "estate_shares": (EstateShare("06", Share.parse("1/4")),)}),
]  # fmt: skip


@pytest.mark.parametrize(("why", "pointer", "changes"), CANNOT_STAND, ids=[row[0] for row in CANNOT_STAND])
def test_an_agreement_that_cannot_stand(why: str, pointer: str, changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidAgreement) as refused:
        an_agreement(**changes)
    assert [error.pointer for error in refused.value.errors] == [pointer], why


def test_by_agreement_the_share_may_be_all() -> None:
    assert an_agreement(kind=AgreementKind.AGREEMENT, share=Share.parse("1/1")).share.rights_of(7) == 7


LIMITS: list[tuple[str, Condition, dict[str, Any], bool]] = [
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


@pytest.mark.parametrize(("why", "condition", "changes", "met"), LIMITS, ids=[row[0] for row in LIMITS])
def test_usable(why: str, condition: Condition, changes: dict[str, Any], met: bool) -> None:
    assert condition.judge(a_vacancy(**changes), USABLE).met is met, why
    assert condition.met_by(a_vacancy(**changes)) is met, why


def test_the_condition_is_read_back_in_both_languages() -> None:
    condition = Condition(max_rooms=2, max_rent_dkk=Decimal(4500), estates=("05", "06"))
    words = condition.in_words()
    assert words.da == "boliger med højst 2 rum og husleje på højst 4.500 kr. om måneden og afdeling blandt 05, 06"
    assert words.en == "dwellings with at most 2 rooms and rent of at most DKK 4,500 a month and an estate among 05, 06"


def test_a_dwelling_that_is_not_usable_hears_only_of_the_limits_it_misses() -> None:
    condition = Condition(max_rooms=2, max_rent_dkk=Decimal(4000))
    assert condition.judge(a_vacancy(), USABLE).text.da == (
        "Boligen kan ikke bruges: den skulle have husleje på højst 4.000 kr. om måneden."
    )
    assert condition.judge(a_vacancy(), TARGET).text.en == (
        "The dwelling does not meet the target: it should have rent of at most DKK 4,000 a month."
    )


def test_the_day_an_agreement_ends_is_the_next_ones() -> None:
    ends = an_agreement(in_force_to=date(2026, 1, 1))
    begins = an_agreement(in_force_from=date(2026, 1, 1))
    assert [ends.in_force_on(day) for day in (date(2025, 12, 31), date(2026, 1, 1))] == [True, False]
    assert not ends.overlaps(begins)
    assert ends.overlaps(an_agreement(in_force_from=date(2025, 12, 31)))
    assert begins.overlaps(an_agreement()), "one without an end"
    assert not ends.overlaps(an_agreement(dwelling_class=DwellingClass.YOUTH)), "each class has its own"
