"""The municipality's guideline for disposable income: single, couple, child, and the groups that it sets apart.

No national figure exists (facts.md 3.5). A municipality may set the young, the minimum rate and pensioners apart;
where it has not, its general rows hold for everybody.
"""

from datetime import date
from decimal import Decimal

from services.benefits.domain.affordability.schemes import PENSIONS
from services.benefits.domain.households.cash_benefits import CASH_BENEFITS
from services.benefits.domain.households.households import Benefit, Household
from services.benefits.domain.households.incomes import NONE
from services.benefits.domain.rates.rate_keys import RateKey
from services.benefits.domain.rates.rates import Looked, RateBook

COUPLE = 2
OF_AGE = 25
ON_A_PENSION = PENSIONS | {Benefit.DISABILITY_PENSION}
ON_THE_MINIMUM = frozenset({Benefit.CASH_BENEFIT_MINIMUM, Benefit.SELF_SUPPORT_BENEFIT})
SINGLES = (
    RateKey.GUIDELINE_UNDER_25_HOME,
    RateKey.GUIDELINE_UNDER_25_AWAY,
    RateKey.GUIDELINE_MINIMUM_SINGLE,
    RateKey.GUIDELINE_PENSION_SINGLE,
    RateKey.GUIDELINE_SINGLE,
)
COUPLES = (RateKey.GUIDELINE_MINIMUM_COUPLE, RateKey.GUIDELINE_PENSION_COUPLE, RateKey.GUIDELINE_COUPLE)
CHILDREN = (RateKey.GUIDELINE_PENSION_CHILD, RateKey.GUIDELINE_CHILD_OF_COUPLE, RateKey.GUIDELINE_CHILD)


def guideline_rates(household: Household, rates: RateBook, on: date, *, at_home: bool = False) -> Looked:
    """The guideline's parts that this household needs."""

    def first_set(*keys: RateKey) -> RateKey:
        return next((key for key in keys if rates.has(key, on)), keys[-1])

    couple = household.adults >= COUPLE
    apart = _apart(household, on, at_home=at_home)
    keys = [first_set(*(key for key in (COUPLES if couple else SINGLES) if key in apart))]
    keys += [RateKey.GUIDELINE_FURTHER_ADULT] if household.adults > COUPLE else []
    keys += [first_set(*(key for key in CHILDREN if key in apart))] if household.children else []
    return rates.look_up(on, *keys)


def guideline(household: Household, looked: Looked) -> Decimal:
    """The least that the household should have left a month: adults together, further adults and children each."""
    base = _found(looked, SINGLES + COUPLES)
    further = looked.value_or(RateKey.GUIDELINE_FURTHER_ADULT, NONE) * max(0, household.adults - COUPLE)
    return base + further + _found(looked, CHILDREN) * household.children


def _apart(household: Household, on: date, *, at_home: bool) -> set[RateKey]:
    """The rows that may hold for the household, should the municipality have them; the general ones always."""
    keys = {RateKey.GUIDELINE_SINGLE, RateKey.GUIDELINE_COUPLE, RateKey.GUIDELINE_CHILD}
    if household.adults >= COUPLE:
        keys.add(RateKey.GUIDELINE_CHILD_OF_COUPLE)
    if household.benefit in ON_A_PENSION:
        keys |= {RateKey.GUIDELINE_PENSION_SINGLE, RateKey.GUIDELINE_PENSION_COUPLE, RateKey.GUIDELINE_PENSION_CHILD}
    if household.benefit in ON_THE_MINIMUM:
        keys |= {RateKey.GUIDELINE_MINIMUM_SINGLE, RateKey.GUIDELINE_MINIMUM_COUPLE}
    surely_young = on.year - household.birth_year < OF_AGE
    if surely_young and household.benefit in CASH_BENEFITS:
        keys.add(RateKey.GUIDELINE_UNDER_25_HOME if at_home else RateKey.GUIDELINE_UNDER_25_AWAY)
    return keys


def _found(looked: Looked, keys: tuple[RateKey, ...]) -> Decimal:
    return next((looked.value(key) for key in keys if key in looked.rates), NONE)
