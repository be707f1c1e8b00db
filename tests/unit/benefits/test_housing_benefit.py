"""Housing benefit by hand: the figures of 2025 and 2026 that Ældre Sagen prints (facts.md 3.4), a reason per row."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.benefits.domain.affordability.housing_benefit import HousingCost, housing_benefit
from services.benefits.domain.households.households import Benefit, Household
from services.benefits.domain.rates.rate_keys import RateKey
from services.benefits.domain.rates.rates import RateBook
from tests.unit.benefits.facts import a_book, a_household, a_rate

IN_2025, IN_2026 = date(2025, 3, 3), date(2026, 3, 2)
PENSION, HIGHER = Benefit.STATE_PENSION, Benefit.CASH_BENEFIT_HIGHER
AS_2026 = a_book(
    a_rate(RateKey.ORDINARY_RENT_CEILING, "96200"),
    a_rate(RateKey.ORDINARY_WEALTH_STEP, "900000"),
    a_rate(RateKey.PENSIONER_RENT_CEILING, "110000"),
    a_rate(RateKey.PENSIONER_WEALTH_STEP, "1000000"),
)


@pytest.mark.parametrize(
    ("household", "rent", "expected", "reason"),
    [
        (a_household(gross="13590"), "5000", 750, "no children: 15 % of 60,000 a year"),
        (a_household(gross="13590"), "2500", 91, "own payment: 30,000 - 28,900 = 1,100 a year"),
        (a_household(gross="13590"), "2000", 0, "24,000 is below the own payment"),
        (a_household(gross="30000"), "7000", 1050, "15 % of 84,000; the formula would give 16,470"),
        (a_household(gross="40000"), "7000", 0, "18 % of 308,500 is more than 60 % of 84,000"),
        (a_household(children=1, gross="15000"), "5000", 2591, "one child, no addition: own payment binds, 31,100"),
        (a_household(children=2, gross="17000"), "9000", 4230, "the maximum, 4,230 a month as printed"),
        (a_household(children=5, gross="27000"), "6000", 3346, "four children count: limit 307,100; 43,200 - 3,042"),
        (a_household(benefit=PENSION, gross="15000"), "5000", 3225, "own payment 21,300 of 60,000"),
        (a_household(benefit=PENSION, gross="20000"), "5000", 2800, "own payment 11 % of 240,000"),
        (a_household(benefit=PENSION, gross="15000"), "2100", 0, "325 a month is below the least amount, 365"),
        (a_household(benefit=PENSION, gross="15000"), "8500", 4969, "the maximum, 4,969 a month as printed"),
        (
            a_household(benefit=Benefit.FRACTIONAL_PENSION, gross="9000"),
            "5000",
            3225,
            "a fractional pension is a folkepension: boligydelse",
        ),
        (
            a_household(benefit=Benefit.DISABILITY_PENSION, gross="13000"),
            "5000",
            750,
            "førtidspension counts as granted after 2003: boligsikring, under the 15 %",
        ),
    ],
)
def test_housing_benefit_of_2026_with_known_income(household: Household, rent: str, expected: int, reason: str) -> None:
    assert housing_benefit(household, HousingCost(Decimal(rent)), AS_2026, IN_2026).a_month == expected, reason


@pytest.mark.parametrize(
    ("cost", "expected", "reason"),
    [
        (HousingCost(Decimal(6000), area_m2=65), 900, "65 m2 is the allowed area of one person: 15 % of 72,000"),
        (HousingCost(Decimal(6000), area_m2=130), 450, "half of 130 m2 counts: 15 % of 36,000"),
        (HousingCost(Decimal(6000)), 900, "an unknown area is taken to be allowed"),
        (HousingCost(Decimal(6000), has_kitchen=False), 0, "without its own kitchen there is none"),
        (HousingCost(Decimal(12000)), 1202, "15 % of the rent ceiling, 96,200"),
    ],
)
def test_the_dwelling_bounds_the_cost(cost: HousingCost, expected: int, reason: str) -> None:
    assert housing_benefit(a_household(gross="13590"), cost, AS_2026, IN_2026).a_month == expected, reason


RAISED: list[tuple[Household, HousingCost, int, str]] = [
    (a_household(children=2, gross="17000"), HousingCost(Decimal(9000)), 4230, "the maximum: 50,760 a year"),
    (
        a_household(children=2, gross="17000"),
        HousingCost(Decimal(9000), for_severely_disabled=True),
        4810,
        "+ 50 % is 76,140; 60 % of the ceiling 96,200 = 57,720 binds",
    ),
    (a_household(children=4, gross="17000"), HousingCost(Decimal(9000)), 4230, "boligsikring: more than four children"),
    (a_household(children=5, gross="17000"), HousingCost(Decimal(9000)), 4810, "+ 25 % is 63,450; 57,720 binds"),
    (
        a_household(children=4, benefit=PENSION, gross="15000"),
        HousingCost(Decimal(9000)),
        6211,
        "boligydelse from four: 59,628 + 25 % = 74,535 = 6,211.25 a month",
    ),
    (
        a_household(children=4, benefit=PENSION, gross="15000"),
        HousingCost(Decimal(9000), without_maximum=True),
        7225,
        "no maximum: 108,000 - own payment 21,300 = 86,700",
    ),
    (
        a_household(benefit=Benefit.DISABILITY_PENSION_BEFORE_2003, gross="15000"),
        HousingCost(Decimal(5000)),
        3225,
        "granted before 2003: boligydelse, own payment 21,300 of 60,000",
    ),
]


@pytest.mark.parametrize(("household", "cost", "expected", "reason"), RAISED)
def test_who_may_have_more_than_the_maximum(
    household: Household, cost: HousingCost, expected: int, reason: str
) -> None:
    assert housing_benefit(household, cost, AS_2026, IN_2026).a_month == expected, reason


WEALTH_ENTERED = a_book(a_rate(RateKey.WEALTH_PERCENT, "10"), a_rate(RateKey.WEALTH_SECOND_PERCENT, "20"))


@pytest.mark.parametrize(
    ("wealth", "expected", "reason"),
    [
        ("884100", 1177, "at the first step: 56,520 - 18 % x 163,080 = 27,165.60, above 15 % of 94,200"),
        ("984100", 1177, "10 % of 100,000 is income: 25,365.60 is still above 14,130"),
        ("1868300", 637, "20 % of another 100,000: 56,520 - 18 % x 271,500 = 7,650 = 637.50"),
        ("1768300", 937, "88,420 is income: 56,520 - 18 % x 251,500 = 11,250 = 937.50"),
    ],
)
def test_wealth_above_the_steps_counts_as_income_once_its_share_is_entered(
    wealth: str, expected: int, reason: str
) -> None:
    household = a_household(gross="13590", wealth=wealth)
    assert housing_benefit(household, HousingCost(Decimal(9000)), WEALTH_ENTERED, IN_2025).a_month == expected, reason


def test_before_the_reform_the_ceiling_of_cash_benefits_bounds_it() -> None:
    low = a_book(a_rate(RateKey.CASH_CEILING_SINGLE, "13000"))
    household = a_household(benefit=Benefit.CASH_BENEFIT, gross="12770")
    # 13,000 - 12,770 leaves 230 of the 401 that the formula gives; the ceiling of 2025, 15,446, leaves them all.
    assert housing_benefit(household, HousingCost(Decimal(4500)), low, IN_2025).a_month == 230
    assert housing_benefit(household, HousingCost(Decimal(4500)), a_book(), IN_2025).a_month == 401
    assert housing_benefit(household, HousingCost(Decimal(4500)), low, date(2025, 7, 1)).a_month == 401


@pytest.mark.parametrize(
    ("household", "rent", "day", "expected", "reason"),
    [
        (a_household(net="9800"), "6000", IN_2025, 900, "15 % of 72,000 even if all income were above the limit"),
        (a_household(net="9800"), "4500", IN_2025, 276, "32,400 less 18 % of at most 161,600: at least 3,312 a year"),
        (a_household(net="5900"), "4500", IN_2025, 675, "a minimum rate: 15 % of 54,000"),
        (a_household(benefit=PENSION), "5000", IN_2025, 0, "the least amount of 2025 is in no source: not counted"),
        (a_household(net="9800"), "6000", IN_2026, 0, "the rent ceiling of 2026 is in no source: not counted"),
        (a_household(adults=2, gross="20000"), "8000", date(2025, 6, 30), 1110, "13,320 a year, before the cap"),
        (a_household(adults=2, gross="20000"), "8000", date(2025, 7, 1), 363, "the cap for couples from 2025-07-01"),
        (a_household(wealth="884100"), "6000", IN_2025, 900, "wealth at the step does not lower it"),
        (a_household(wealth="884101"), "6000", IN_2025, 0, "wealth above the step lowers it by an unknown share"),
    ],
)
def test_unknown_rates_never_make_it_too_high(
    household: Household, rent: str, day: date, expected: int, reason: str
) -> None:
    assert housing_benefit(household, HousingCost(Decimal(rent)), a_book(), day).a_month == expected, reason


def test_what_could_not_be_counted_is_said_and_asked_for() -> None:
    benefit = housing_benefit(a_household(), HousingCost(Decimal(6000)), a_book(), IN_2026)
    assert "not counted" in benefit.reasons[0].text.en
    assert "2026-03-02" in benefit.reasons[0].text.en
    assert RateKey.ORDINARY_RENT_CEILING in {each.key for each in benefit.unknown}


def test_a_lower_bound_says_so() -> None:
    benefit = housing_benefit(a_household(), HousingCost(Decimal(6000)), a_book(), IN_2025)
    assert "at least DKK 900" in benefit.reasons[0].text.en
    assert [each.key for each in benefit.unknown] == [
        RateKey.ORDINARY_INCOME_LIMIT,
        RateKey.ORDINARY_INCOME_LIMIT_FURTHER_CHILD,
    ]


households = st.builds(
    a_household,
    adults=st.integers(1, 2),
    children=st.integers(0, 5),
    benefit=st.sampled_from(list(Benefit)),
    net=st.integers(0, 40000).map(str),
)
rents = st.integers(0, 20000).map(Decimal)


@given(households, rents, st.sampled_from([RateKey.ORDINARY_INCOME_LIMIT, RateKey.PENSIONER_INCOME_LIMIT]))
def test_an_unknown_limit_never_gives_more_than_a_known_one(
    household: Household, rent: Decimal, limit: RateKey
) -> None:
    known = AS_2026
    unknown = RateBook(known.local, a_book(without=frozenset({limit})).national)
    cost = HousingCost(rent)
    less = housing_benefit(household, cost, unknown, IN_2026).a_month
    assert less <= housing_benefit(household, cost, known, IN_2026).a_month


@given(households, rents)
def test_it_is_never_negative_nor_more_than_the_rent_and_grows_no_faster_than_it(
    household: Household, rent: Decimal
) -> None:
    here = housing_benefit(household, HousingCost(rent), a_book(), IN_2025).a_month
    above = housing_benefit(household, HousingCost(rent + 1), a_book(), IN_2025).a_month
    assert 0 <= here <= rent
    assert here <= above <= here + 1


@given(households, rents)
def test_without_children_boligsikring_is_at_most_fifteen_percent(household: Household, rent: Decimal) -> None:
    if household.children or household.benefit in {Benefit.STATE_PENSION, Benefit.FRACTIONAL_PENSION}:
        return
    assert housing_benefit(household, HousingCost(rent), a_book(), IN_2025).a_month <= rent * 15 / 100
