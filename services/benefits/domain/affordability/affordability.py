"""What a household has left in a dwelling, against the municipality's guideline. Guidance, never a refusal by itself.

Disposable income is what is left after rent and utilities (facts.md 3.5). No national figure exists: the guideline is
the municipality's own, per single, couple and child.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum

from kit.values.decisions import Reason
from kit.values.texts import Text
from services.benefits.domain.affordability.housing_benefit import HousingCost, housing_benefit
from services.benefits.domain.households.households import Dwelling, Household
from services.benefits.domain.households.incomes import NONE
from services.benefits.domain.rates.rate_keys import RateKey
from services.benefits.domain.rates.rates import Looked, Rate, RateBook, UnknownRate
from services.benefits.domain.wording import in_kroner

GUIDELINE = "kommunens vejledende rådighedsbeløb"
SEARCH_WIDTH = 1 << 20
COUPLE = 2


class Verdict(StrEnum):
    """What the sum says."""

    AFFORDABLE = "affordable"
    NOT_WITHIN_GUIDELINE = "not_within_guideline"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sum, a month; what is paid is negative."""

    name: str
    amount: Decimal
    text: Text


@dataclass(frozen=True, slots=True)
class Affordability:
    """The sum line by line and its verdict; `reasons` name the rules, `unknown` the rates to be entered."""

    verdict: Verdict
    lines: tuple[Line, ...]
    reasons: tuple[Reason, ...]
    unknown: tuple[UnknownRate, ...]
    rates: tuple[Rate, ...]


@dataclass(frozen=True, slots=True)
class HighestRent:
    """The highest rent and utilities together that a household can pay, None with the question where unknown."""

    amount: Decimal | None
    lines: tuple[Line, ...]
    unknown: tuple[UnknownRate, ...]


def guideline_rates(household: Household, rates: RateBook, on: date) -> Looked:
    """The guideline's parts that this household needs."""
    keys = [RateKey.GUIDELINE_COUPLE if household.adults >= COUPLE else RateKey.GUIDELINE_SINGLE]
    keys += [RateKey.GUIDELINE_FURTHER_ADULT] if household.adults > COUPLE else []
    keys += [RateKey.GUIDELINE_CHILD] if household.children else []
    return rates.look_up(on, *keys)


def guideline(household: Household, looked: Looked) -> Decimal:
    """The least that the household should have left a month: adults together, further adults and children each."""
    base = RateKey.GUIDELINE_COUPLE if household.adults >= COUPLE else RateKey.GUIDELINE_SINGLE
    further = looked.value_or(RateKey.GUIDELINE_FURTHER_ADULT, NONE) * max(0, household.adults - COUPLE)
    return looked.value(base) + further + looked.value_or(RateKey.GUIDELINE_CHILD, NONE) * household.children


def affordability(household: Household, dwelling: Dwelling, rates: RateBook, on: date) -> Affordability:
    """Income after tax and housing benefit, less rent and utilities, against the guideline."""
    cost = HousingCost(dwelling.rent, dwelling.area_m2, dwelling.has_kitchen)
    benefit = housing_benefit(household, cost, rates, on)
    left = household.income_after_tax + benefit.a_month - dwelling.rent - dwelling.utilities
    lines: tuple[Line, ...] = (
        Line("income_after_tax", household.income_after_tax, Text("Indkomst efter skat", "Income after tax")),
        Line("housing_benefit", benefit.a_month, Text("Boligstøtte, der kan regnes med", "Housing benefit counted on")),
        Line("rent", -dwelling.rent, Text("Husleje", "Rent")),
        Line("utilities", -dwelling.utilities, Text("Forbrug: vand, varme og el", "Utilities")),
        Line("disposable_income", left, Text("Til rådighed", "Disposable income")),
    )
    looked = guideline_rates(household, rates, on)
    if looked.unknown:
        question = looked.unknown[0].question
        reasons = (*benefit.reasons, Reason("disposable_income", GUIDELINE, False, question))
        unknown = (*looked.unknown, *benefit.unknown)
        return Affordability(Verdict.QUESTION, lines, reasons, unknown, (*looked.used, *benefit.rates))
    least = guideline(household, looked)
    lines += (
        Line("guideline", -least, Text("Vejledende rådighedsbeløb", "Disposable income guideline")),
        Line("margin", left - least, Text("Over eller under det vejledende", "Above or below the guideline")),
    )
    verdict = Verdict.AFFORDABLE if left >= least else Verdict.NOT_WITHIN_GUIDELINE
    return Affordability(
        verdict, lines, (*benefit.reasons, _judged(left, least)), benefit.unknown, (*looked.used, *benefit.rates)
    )


def _judged(left: Decimal, least: Decimal) -> Reason:
    has, needs = in_kroner(left), in_kroner(least)
    if left >= least:
        text = Text(
            f"Der er {has.da} til rådighed om måneden, og det vejledende beløb er {needs.da}.",
            f"{has.en} a month is left, and the guideline is {needs.en}.",
        )
    else:
        text = Text(
            f"Der er kun {has.da} til rådighed om måneden; det vejledende beløb er {needs.da}. Det er vejledende.",
            f"Only {has.en} a month is left; the guideline is {needs.en}. It is guidance, no refusal.",
        )
    return Reason("disposable_income", GUIDELINE, left >= least, text)


def highest_rent(
    household: Household, rates: RateBook, on: date, utilities: Decimal | None = None, area_m2: int | None = None
) -> HighestRent:
    """The highest whole sum of rent and utilities up to which the dwelling is affordable.

    Housing benefit is given for the rent alone. Where the utilities are not known, as much of the sum as the
    municipality counts at most is taken to be utilities, so that no dwelling within the sum is beyond the guideline.
    """
    looked = guideline_rates(household, rates, on)
    counted = Looked({}, ()) if utilities is not None else rates.look_up(on, RateKey.UTILITIES_AT_MOST)
    unknown = (*looked.unknown, *counted.unknown)
    if unknown:
        return HighestRent(None, (), unknown)
    needs = guideline(household, looked)
    apart = utilities if utilities is not None else counted.value(RateKey.UTILITIES_AT_MOST)

    def payable(total: Decimal) -> bool:
        rent = max(NONE, total - apart)
        benefit = housing_benefit(household, HousingCost(rent, area_m2), rates, on)
        return household.income_after_tax + benefit.a_month - total >= needs

    total = _highest(payable, household.income_after_tax - needs)
    rent = max(NONE, total - apart)
    benefit = housing_benefit(household, HousingCost(rent, area_m2), rates, on)
    lines = (
        Line("income_after_tax", household.income_after_tax, Text("Indkomst efter skat", "Income after tax")),
        Line("housing_benefit", benefit.a_month, Text("Boligstøtte, der kan regnes med", "Housing benefit counted on")),
        Line("guideline", -needs, Text("Vejledende rådighedsbeløb", "Disposable income guideline")),
        Line("highest_rent", total, Text("Højeste husleje med forbrug", "Highest rent with utilities")),
    )
    return HighestRent(total, lines, benefit.unknown)


def _highest(payable: Callable[[Decimal], bool], without_benefit: Decimal) -> Decimal:
    """The highest whole sum up to which every sum is payable.

    Without benefit that is what is left above the guideline. Benefit never grows faster than the rent once it is paid,
    so beyond that sum one boundary remains, found by halving.
    """
    low = max(NONE, without_benefit.to_integral_value(ROUND_FLOOR))
    if without_benefit < 0 or not payable(low + 1):
        return low
    step = SEARCH_WIDTH
    while step:
        if payable(low + step):
            low += step
        step //= 2
    return low
