"""Housing benefit (boligstøtte): boligsikring, and boligydelse for pensioners, counted so that it is never too high.

The formulas are those of lov om individuel boligstøtte as Ældre Sagen prints them (facts.md 3.4). Udbetaling Danmark
decides the real amount; here it is counted for guidance. Decided in docs/decisions/0202: a rate that is unknown is
replaced by the worst that it can be (no income limit, no addition), and where no worst exists nothing is counted.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from kit.values.decisions import Reason
from kit.values.texts import Text
from services.benefits.domain.affordability import benefit_reasons
from services.benefits.domain.affordability.benefit_reasons import Bound
from services.benefits.domain.affordability.schemes import LAW, Scheme, scheme_of
from services.benefits.domain.households.cash_benefits import ENDED, REFORM
from services.benefits.domain.households.households import Benefit, Household
from services.benefits.domain.households.incomes import HUNDRED, MONTHS, NONE, income_before_tax
from services.benefits.domain.rates.rate_keys import RateKey
from services.benefits.domain.rates.rates import Looked, Rate, RateBook, UnknownRate

MOST_COUNTED_CHILDREN = 4
PERHAPS_HIGHER = frozenset({Benefit.CASH_BENEFIT, Benefit.CASH_BENEFIT_HIGHER})
UNDER_THE_CEILING = frozenset({Benefit.CASH_BENEFIT, *ENDED})
AGE_OF_THE_CEILING = 30


@dataclass(frozen=True, slots=True)
class HousingCost:
    """What the formula counts of a dwelling: the rent a month, its area where known, its kitchen.

    The maximum is raised for a severely disabled tenant, and does not bind boligydelse in some assigned dwellings.
    """

    rent: Decimal
    area_m2: int | None = None
    has_kitchen: bool = True
    for_severely_disabled: bool = False
    without_maximum: bool = False


@dataclass(frozen=True, slots=True)
class HousingBenefit:
    """The amount a month that can be counted on, why, what was asked for in vain, the rates used, what bounds it."""

    a_month: Decimal
    reasons: tuple[Reason, ...]
    unknown: tuple[UnknownRate, ...] = ()
    rates: tuple[Rate, ...] = ()
    bounds: tuple[Bound, ...] = ()


def housing_benefit(household: Household, cost: HousingCost, rates: RateBook, on: date) -> HousingBenefit:
    """The housing benefit that the household can count on for the dwelling, to the krone downwards."""
    if not cost.has_kitchen:
        text = Text(
            "Boligen har ikke eget køkken, så der kan ikke gives boligstøtte.",
            "The dwelling has no kitchen of its own, so no housing benefit can be given.",
        )
        return HousingBenefit(NONE, (Reason("housing_benefit_kitchen", LAW, False, text),))
    scheme = scheme_of(household)
    income = income_before_tax(household, rates, on)
    needed = _needed(scheme, household, rates, on)
    hoped = rates.look_up(on, *_replaceable(scheme, household, cost))
    unknown = (*income.looked.unknown, *needed.unknown)
    if unknown or income.at_most is None:
        missing = (*unknown, *hoped.unknown)
        return HousingBenefit(NONE, (benefit_reasons.not_counted(scheme, unknown),), missing)
    used = (*income.looked.used, *needed.used, *hoped.used)
    wealth = _counted_wealth(scheme, household, needed, rates, on)
    if wealth.unknown:
        asked = (*hoped.unknown, *wealth.unknown)
        return HousingBenefit(NONE, (benefit_reasons.too_wealthy(scheme),), asked, used)
    counted = _counted_rent(cost, household, scheme, needed)
    a_year, bound = _yearly(scheme, household, cost, counted, income.at_most + wealth.amount, needed, hoped)
    a_month, bounds = _monthly(scheme, household, a_year, income.at_most / MONTHS, needed)
    exact = not hoped.unknown and income.at_least == income.at_most
    first = benefit_reasons.counted(scheme, a_month, exact, hoped.unknown)
    found = (*counted.bounds, bound, *bounds)
    return HousingBenefit(a_month, (first,), hoped.unknown, (*used, *wealth.rates), found)


def _needed(scheme: Scheme, household: Household, rates: RateBook, on: date) -> Looked:
    """The rates without which nothing can be counted."""
    keys = [scheme.cost_percent, scheme.income_percent, scheme.maximum, scheme.rent_ceiling, scheme.own_payment]
    keys += [scheme.wealth_step, RateKey.AREA_FIRST_PERSON, RateKey.AREA_FURTHER_PERSON]
    if household.children == 0 and scheme.no_children_percent:
        keys.append(scheme.no_children_percent)
    keys += [key for key in (scheme.own_payment_percent, scheme.least) if key]
    if household.adults > 1 and household.benefit in PERHAPS_HIGHER:
        cap = rates.look_up(on, RateKey.CAP_COUPLE_IN_FORCE)
        keys.append(RateKey.CAP_COUPLE_IN_FORCE)
        if cap.value_or(RateKey.CAP_COUPLE_IN_FORCE, NONE):
            keys += [RateKey.CAP_COUPLE, *([RateKey.CAP_PER_PERSON] if rates.has(RateKey.CAP_PER_PERSON, on) else [])]
    if on < REFORM and household.benefit in UNDER_THE_CEILING:
        keys.append(_ceiling_of(household, on))
    return rates.look_up(on, *keys)


def _ceiling_of(household: Household, on: date) -> RateKey:
    """Kontanthjælpsloftet, until 2025-06-30: known for a single person of 30 or more without children alone."""
    alone = household.adults == 1 and household.children == 0 and household.benefit is Benefit.CASH_BENEFIT
    of_age = on.year - 1 - household.birth_year >= AGE_OF_THE_CEILING
    return RateKey.CASH_CEILING_SINGLE if alone and of_age else RateKey.CASH_CEILING_OTHERS


def _replaceable(scheme: Scheme, household: Household, cost: HousingCost) -> list[RateKey]:
    """The rates that have a worst value, nothing: their absence makes the sum smaller, not impossible."""
    keys = [scheme.income_limit, scheme.income_limit_further_child]
    keys += [scheme.cost_addition] if scheme.cost_addition else []
    if household.children >= MOST_COUNTED_CHILDREN:
        keys += [scheme.many_children, RateKey.MANY_CHILDREN_PERCENT]
    return [*keys, RateKey.DISABLED_PERCENT] if cost.for_severely_disabled else keys


@dataclass(frozen=True, slots=True)
class _Wealth:
    amount: Decimal
    unknown: tuple[UnknownRate, ...] = ()
    rates: tuple[Rate, ...] = ()


def _counted_wealth(scheme: Scheme, household: Household, needed: Looked, rates: RateBook, on: date) -> _Wealth:
    """The share of wealth above each step that counts as income; the shares are in no source at hand, and asked for."""
    first = needed.value(scheme.wealth_step)
    if household.wealth <= first:
        return _Wealth(NONE)
    looked = rates.look_up(on, scheme.wealth_second_step, RateKey.WEALTH_PERCENT, RateKey.WEALTH_SECOND_PERCENT)
    if looked.unknown:
        return _Wealth(NONE, looked.unknown)
    second = looked.value(scheme.wealth_second_step)
    between = (min(household.wealth, second) - first) * looked.value(RateKey.WEALTH_PERCENT)
    above = max(NONE, household.wealth - second) * looked.value(RateKey.WEALTH_SECOND_PERCENT)
    return _Wealth((max(NONE, between) + above) / HUNDRED, (), looked.used)


@dataclass(frozen=True, slots=True)
class _Rent:
    a_year: Decimal
    bounds: tuple[Bound, ...]


def _counted_rent(cost: HousingCost, household: Household, scheme: Scheme, needed: Looked) -> _Rent:
    """The rent a year, for the allowed area only and at most the ceiling."""
    area = needed.value(RateKey.AREA_FIRST_PERSON)
    area += needed.value(RateKey.AREA_FURTHER_PERSON) * (household.persons - 1)
    rent, bounds = cost.rent * MONTHS, []
    if cost.area_m2 is not None and cost.area_m2 > area:
        rent = rent * area / cost.area_m2
        bounds.append(Bound("area", RateKey.AREA_FIRST_PERSON, area))
    ceiling = needed.value(scheme.rent_ceiling)
    if rent > ceiling:
        bounds.append(Bound("rent_ceiling", scheme.rent_ceiling, ceiling))
    return _Rent(min(rent, ceiling), tuple(bounds))


def _yearly(
    scheme: Scheme,
    household: Household,
    cost: HousingCost,
    rent: _Rent,
    income: Decimal,
    needed: Looked,
    hoped: Looked,
) -> tuple[Decimal, Bound]:
    """The formula, a year: a share of the counted cost less a share of income above the limit, within its bounds."""
    further = max(0, min(household.children, MOST_COUNTED_CHILDREN) - 1)
    limit = hoped.value_or(scheme.income_limit, NONE)
    limit += hoped.value_or(scheme.income_limit_further_child, NONE) * further if limit else NONE
    addition = hoped.value_or(scheme.cost_addition, NONE) if scheme.cost_addition else NONE
    amount = (rent.a_year + addition) * needed.value(scheme.cost_percent) / HUNDRED
    amount -= max(NONE, income - limit) * needed.value(scheme.income_percent) / HUNDRED
    own_payment, own_key = needed.value(scheme.own_payment), scheme.own_payment
    if scheme.own_payment_percent:
        of_income = income * needed.value(scheme.own_payment_percent) / HUNDRED
        own_key = scheme.own_payment_percent if of_income > own_payment else own_key
        own_payment = max(own_payment, of_income)
    bounds = [Bound("formula", scheme.cost_percent, amount), Bound("own_payment", own_key, rent.a_year - own_payment)]
    if scheme.no_children_percent and household.children == 0:
        most = rent.a_year * needed.value(scheme.no_children_percent) / HUNDRED
        bounds.append(Bound("no_children", scheme.no_children_percent, most))
    if not (cost.without_maximum and scheme.least):
        bounds.append(Bound("maximum", scheme.maximum, _maximum(scheme, household, needed, hoped)))
    lowest = min(bounds, key=lambda bound: bound.value)
    return max(NONE, lowest.value), replace(lowest, value=max(NONE, lowest.value) / MONTHS)


def _maximum(scheme: Scheme, household: Household, needed: Looked, hoped: Looked) -> Decimal:
    """The largest amount, raised for many children or for a severely disabled tenant, whichever is more."""
    raised = hoped.value_or(RateKey.DISABLED_PERCENT, NONE)
    if scheme.many_children in hoped.rates and household.children >= hoped.value(scheme.many_children):
        raised = max(raised, hoped.value_or(RateKey.MANY_CHILDREN_PERCENT, NONE))
    return needed.value(scheme.maximum) * (HUNDRED + raised) / HUNDRED


def _monthly(
    scheme: Scheme, household: Household, a_year: Decimal, income: Decimal, needed: Looked
) -> tuple[Decimal, list[Bound]]:
    """A twelfth in whole kroner; nothing below the least amount; at most the cap, and before the reform the ceiling."""
    a_month, bounds = (a_year / MONTHS).to_integral_value(ROUND_FLOOR), []
    if scheme.least and a_month < needed.value(scheme.least):
        return NONE, [Bound("least", scheme.least, needed.value(scheme.least))]
    if RateKey.CAP_COUPLE in needed.rates:
        heads = household.adults if needed.value_or(RateKey.CAP_PER_PERSON, NONE) else 1
        bounds.append(Bound("cap", RateKey.CAP_COUPLE, needed.value(RateKey.CAP_COUPLE) * heads))
    for key in (RateKey.CASH_CEILING_SINGLE, RateKey.CASH_CEILING_OTHERS):
        if key in needed.rates:
            room = (needed.value(key) - income).to_integral_value(ROUND_FLOOR)
            bounds.append(Bound("cash_ceiling", key, max(NONE, room)))
    binding = [bound for bound in bounds if bound.value < a_month]
    return min([a_month, *(bound.value for bound in binding)]), binding
