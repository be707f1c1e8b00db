"""What a household has left in a dwelling, against the municipality's guideline. Guidance, never a refusal by itself.

Disposable income is what is left after rent and utilities (facts.md 3.5). No national figure exists: the guideline is
the municipality's own, per single, couple and child.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum

from kit.values.decisions import Reason
from kit.values.texts import Text
from services.benefits.domain.affordability.benefit_reasons import Bound
from services.benefits.domain.affordability.guidelines import guideline, guideline_rates
from services.benefits.domain.affordability.housing_benefit import HousingCost, housing_benefit
from services.benefits.domain.affordability.schemes import LAW
from services.benefits.domain.households.households import Dwelling, Household
from services.benefits.domain.households.incomes import NONE
from services.benefits.domain.lines import Line
from services.benefits.domain.rates.rate_keys import RateKey
from services.benefits.domain.rates.rates import Looked, Rate, RateBook, UnknownRate
from services.benefits.domain.wording import in_kroner

GUIDELINE = "kommunens vejledende rådighedsbeløb"
GIVEN = "oplyst"
SEARCH_WIDTH = 1 << 20


class Verdict(StrEnum):
    """What the sum says."""

    AFFORDABLE = "affordable"
    NOT_WITHIN_GUIDELINE = "not_within_guideline"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Affordability:
    """The sum line by line and its verdict; `reasons` name the rules, `unknown` the rates to be entered.

    `left` is what is left a month, `least` the guideline where it is known, `bounds` what bounds the housing benefit.
    """

    verdict: Verdict
    lines: tuple[Line, ...]
    reasons: tuple[Reason, ...]
    unknown: tuple[UnknownRate, ...]
    rates: tuple[Rate, ...]
    left: Decimal
    least: Decimal | None = None
    bounds: tuple[Bound, ...] = ()


@dataclass(frozen=True, slots=True)
class FixedCost:
    """Another fixed cost a month: licence, insurance, transport."""

    name: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class HighestRent:
    """The highest rent and utilities together that a household can pay, None with the question where unknown."""

    amount: Decimal | None
    lines: tuple[Line, ...]
    unknown: tuple[UnknownRate, ...]


def affordability(
    household: Household,
    dwelling: Dwelling,
    rates: RateBook,
    on: date,
    *,
    cost: HousingCost | None = None,
    others: Sequence[FixedCost] = (),
    at_home: bool = False,
) -> Affordability:
    """Income after tax and housing benefit, less rent, utilities and other fixed costs, against the guideline."""
    cost = cost or HousingCost(dwelling.rent, dwelling.area_m2, dwelling.has_kitchen)
    benefit = housing_benefit(household, cost, rates, on)
    lines = _sum(household, dwelling, benefit.a_month, others)
    left = lines[-1].amount
    looked = guideline_rates(household, rates, on, at_home=at_home)
    used = (*looked.used, *benefit.rates)
    if looked.unknown:
        question = looked.unknown[0].question
        reasons = (*benefit.reasons, Reason("disposable_income", GUIDELINE, False, question))
        unknown = (*looked.unknown, *benefit.unknown)
        return Affordability(Verdict.QUESTION, lines, reasons, unknown, used, left, None, benefit.bounds)
    least = guideline(household, looked)
    source = "; ".join(dict.fromkeys(rate.source for rate in looked.used))
    lines += (
        Line("guideline", -least, Text("Vejledende rådighedsbeløb", "Disposable income guideline"), source),
        Line("margin", left - least, Text("Over eller under det vejledende", "Above or below the guideline")),
    )
    verdict = Verdict.AFFORDABLE if left >= least else Verdict.NOT_WITHIN_GUIDELINE
    reasons = (*benefit.reasons, _judged(left, least))
    return Affordability(verdict, lines, reasons, benefit.unknown, used, left, least, benefit.bounds)


def _sum(household: Household, dwelling: Dwelling, benefit: Decimal, others: Sequence[FixedCost]) -> tuple[Line, ...]:
    """What comes in, what is paid, and last what is left."""
    left = household.income_after_tax + benefit - dwelling.rent - dwelling.utilities
    left -= sum((other.amount for other in others), NONE)
    return (
        Line("income_after_tax", household.income_after_tax, Text("Indkomst efter skat", "Income after tax"), GIVEN),
        Line(
            "housing_benefit",
            benefit,
            Text("Boligstøtte, der kan regnes med", "Housing benefit counted on"),
            LAW,
        ),
        Line("rent", -dwelling.rent, Text("Husleje", "Rent"), GIVEN),
        Line("utilities", -dwelling.utilities, Text("Forbrug: vand, varme og el", "Utilities"), GIVEN),
        *(Line("fixed_cost", -other.amount, Text(other.name, other.name), GIVEN) for other in others),
        Line("disposable_income", left, Text("Til rådighed", "Disposable income")),
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
    household: Household,
    rates: RateBook,
    on: date,
    utilities: Decimal | None = None,
    area_m2: int | None = None,
    *,
    cost: HousingCost | None = None,
    others: Decimal = NONE,
    at_home: bool = False,
) -> HighestRent:
    """The highest whole sum of rent and utilities up to which the dwelling is affordable.

    Housing benefit is given for the rent alone. Where the utilities are not known, as much of the sum as the
    municipality counts at most is taken to be utilities, so that no dwelling within the sum is beyond the guideline.
    """
    cost = cost or HousingCost(NONE, area_m2)
    looked = guideline_rates(household, rates, on, at_home=at_home)
    counted = Looked({}, ()) if utilities is not None else rates.look_up(on, RateKey.UTILITIES_AT_MOST)
    unknown = (*looked.unknown, *counted.unknown)
    if unknown:
        return HighestRent(None, (), unknown)
    needs = guideline(household, looked) + others
    apart = utilities if utilities is not None else counted.value(RateKey.UTILITIES_AT_MOST)

    def payable(total: Decimal) -> bool:
        benefit = housing_benefit(household, replace(cost, rent=max(NONE, total - apart)), rates, on)
        return household.income_after_tax + benefit.a_month - total >= needs

    total = _highest(payable, household.income_after_tax - needs)
    benefit = housing_benefit(household, replace(cost, rent=max(NONE, total - apart)), rates, on)
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
