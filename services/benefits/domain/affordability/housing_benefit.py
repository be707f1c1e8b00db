"""Housing benefit (boligstøtte): boligsikring, and boligydelse for pensioners, counted so that it is never too high.

The formulas are those of lov om individuel boligstøtte as Ældre Sagen prints them (facts.md 3.4). Udbetaling Danmark
decides the real amount; here it is counted for guidance. Decided in docs/decisions/0202: a rate that is unknown is
replaced by the worst that it can be (no income limit, no addition), and where no worst exists nothing is counted.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from kit.values.decisions import Reason
from kit.values.texts import Text
from services.benefits.domain.households.households import Benefit, Household
from services.benefits.domain.households.incomes import HUNDRED, MONTHS, NONE, IncomeBeforeTax, income_before_tax
from services.benefits.domain.rates.rate_keys import RateKey
from services.benefits.domain.rates.rates import Looked, Rate, RateBook, UnknownRate
from services.benefits.domain.wording import in_kroner

LAW = "boligstøtteloven"
PENSIONS = frozenset({Benefit.STATE_PENSION, Benefit.FRACTIONAL_PENSION})
MOST_COUNTED_CHILDREN = 4


@dataclass(frozen=True, slots=True)
class Scheme:
    """The keys of one of the two formulas; None where the formula has no such part."""

    name: Text
    cost_percent: RateKey
    income_percent: RateKey
    income_limit: RateKey
    income_limit_further_child: RateKey
    maximum: RateKey
    rent_ceiling: RateKey
    own_payment: RateKey
    wealth_step: RateKey
    cost_addition: RateKey | None = None
    no_children_percent: RateKey | None = None
    own_payment_percent: RateKey | None = None
    least: RateKey | None = None


ORDINARY = Scheme(
    name=Text("boligsikring", "boligsikring"),
    cost_percent=RateKey.ORDINARY_COST_PERCENT,
    income_percent=RateKey.ORDINARY_INCOME_PERCENT,
    income_limit=RateKey.ORDINARY_INCOME_LIMIT,
    income_limit_further_child=RateKey.ORDINARY_INCOME_LIMIT_FURTHER_CHILD,
    maximum=RateKey.ORDINARY_MAXIMUM,
    rent_ceiling=RateKey.ORDINARY_RENT_CEILING,
    own_payment=RateKey.ORDINARY_OWN_PAYMENT,
    wealth_step=RateKey.ORDINARY_WEALTH_STEP,
    no_children_percent=RateKey.ORDINARY_NO_CHILDREN_PERCENT,
)
PENSIONER = Scheme(
    name=Text("boligydelse", "boligydelse (pensioners)"),
    cost_percent=RateKey.PENSIONER_COST_PERCENT,
    income_percent=RateKey.PENSIONER_INCOME_PERCENT,
    income_limit=RateKey.PENSIONER_INCOME_LIMIT,
    income_limit_further_child=RateKey.PENSIONER_INCOME_LIMIT_FURTHER_CHILD,
    maximum=RateKey.PENSIONER_MAXIMUM,
    rent_ceiling=RateKey.PENSIONER_RENT_CEILING,
    own_payment=RateKey.PENSIONER_OWN_PAYMENT,
    wealth_step=RateKey.PENSIONER_WEALTH_STEP,
    cost_addition=RateKey.PENSIONER_COST_ADDITION,
    own_payment_percent=RateKey.PENSIONER_OWN_PAYMENT_PERCENT,
    least=RateKey.PENSIONER_LEAST,
)


@dataclass(frozen=True, slots=True)
class HousingCost:
    """What the formula counts of a dwelling: the rent a month, its area where known, its kitchen."""

    rent: Decimal
    area_m2: int | None = None
    has_kitchen: bool = True


@dataclass(frozen=True, slots=True)
class HousingBenefit:
    """The amount a month that can be counted on, why, what was asked for in vain, and the rates used."""

    a_month: Decimal
    reasons: tuple[Reason, ...]
    unknown: tuple[UnknownRate, ...] = ()
    rates: tuple[Rate, ...] = ()


def scheme_of(household: Household) -> Scheme:
    """Folkepension (also brøkpension) gives boligydelse; all others boligsikring.

    Førtidspension is counted as granted after 2003, and under the ceiling without children (unverified, facts.md 3.4a).
    """
    return PENSIONER if household.benefit in PENSIONS else ORDINARY


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
    hoped = rates.look_up(on, *_replaceable(scheme))
    unknown = (*income.looked.unknown, *needed.unknown)
    if unknown or income.at_most is None:
        return HousingBenefit(NONE, (_not_counted(scheme, unknown[0]),), (*unknown, *hoped.unknown))
    used = (*income.looked.used, *needed.used, *hoped.used)
    if household.wealth > needed.value(scheme.wealth_step):
        return HousingBenefit(NONE, (_too_wealthy(scheme),), hoped.unknown, used)
    a_month = _monthly(scheme, household, _yearly(scheme, household, cost, income.at_most, needed, hoped), needed)
    return HousingBenefit(a_month, (_counted(scheme, a_month, income, hoped.unknown),), hoped.unknown, used)


def _needed(scheme: Scheme, household: Household, rates: RateBook, on: date) -> Looked:
    """The rates without which nothing can be counted."""
    keys = [scheme.cost_percent, scheme.income_percent, scheme.maximum, scheme.rent_ceiling, scheme.own_payment]
    keys += [scheme.wealth_step, RateKey.AREA_FIRST_PERSON, RateKey.AREA_FURTHER_PERSON]
    if household.children == 0 and scheme.no_children_percent:
        keys.append(scheme.no_children_percent)
    keys += [key for key in (scheme.own_payment_percent, scheme.least) if key]
    if household.adults > 1 and household.benefit is Benefit.CASH_BENEFIT_HIGHER:
        cap = rates.look_up(on, RateKey.CAP_COUPLE_IN_FORCE)
        keys.append(RateKey.CAP_COUPLE_IN_FORCE)
        if cap.value_or(RateKey.CAP_COUPLE_IN_FORCE, NONE):
            keys.append(RateKey.CAP_COUPLE)
    return rates.look_up(on, *keys)


def _replaceable(scheme: Scheme) -> list[RateKey]:
    """The rates that have a worst value, nothing: their absence makes the sum smaller, not impossible."""
    keys = [scheme.income_limit, scheme.income_limit_further_child]
    return [*keys, scheme.cost_addition] if scheme.cost_addition else keys


def _yearly(
    scheme: Scheme, household: Household, cost: HousingCost, income: Decimal, needed: Looked, hoped: Looked
) -> Decimal:
    """The formula, a year: a share of the counted cost less a share of income above the limit, within its bounds."""
    area = needed.value(RateKey.AREA_FIRST_PERSON)
    area += needed.value(RateKey.AREA_FURTHER_PERSON) * (household.persons - 1)
    rent = cost.rent * MONTHS
    if cost.area_m2 is not None and cost.area_m2 > area:
        rent = rent * area / cost.area_m2
    rent = min(rent, needed.value(scheme.rent_ceiling))
    further = max(0, min(household.children, MOST_COUNTED_CHILDREN) - 1)
    limit = hoped.value_or(scheme.income_limit, NONE)
    limit += hoped.value_or(scheme.income_limit_further_child, NONE) * further if limit else NONE
    addition = hoped.value_or(scheme.cost_addition, NONE) if scheme.cost_addition else NONE
    amount = (rent + addition) * needed.value(scheme.cost_percent) / HUNDRED
    amount -= max(NONE, income - limit) * needed.value(scheme.income_percent) / HUNDRED
    own_payment = needed.value(scheme.own_payment)
    if scheme.own_payment_percent:
        own_payment = max(own_payment, income * needed.value(scheme.own_payment_percent) / HUNDRED)
    bounds = [needed.value(scheme.maximum), rent - own_payment]
    if household.children == 0 and scheme.no_children_percent:
        bounds.append(rent * needed.value(scheme.no_children_percent) / HUNDRED)
    return max(NONE, min(amount, *bounds))


def _monthly(scheme: Scheme, household: Household, a_year: Decimal, needed: Looked) -> Decimal:
    """A twelfth in whole kroner; nothing below the least amount; at most the cap for couples on the higher rate."""
    a_month = (a_year / MONTHS).to_integral_value(ROUND_FLOOR)
    if scheme.least and a_month < needed.value(scheme.least):
        return NONE
    if household.adults > 1 and RateKey.CAP_COUPLE in needed.rates:
        return min(a_month, needed.value(RateKey.CAP_COUPLE))
    return a_month


def _not_counted(scheme: Scheme, unknown: UnknownRate) -> Reason:
    question = unknown.question
    text = Text(
        f"Boligstøtte ({scheme.name.da}) er ikke regnet med. {question.da}",
        f"Housing benefit ({scheme.name.en}) is not counted. {question.en}",
    )
    return Reason("housing_benefit_counted", LAW, False, text)


def _too_wealthy(scheme: Scheme) -> Reason:
    text = Text(
        f"Boligstøtte ({scheme.name.da}) er ikke regnet med, fordi formuen er over den grænse, hvor den nedsættes.",
        f"Housing benefit ({scheme.name.en}) is not counted: the wealth is above the step where it is reduced.",
    )
    return Reason("housing_benefit_wealth", LAW, False, text)


def _counted(scheme: Scheme, a_month: Decimal, income: IncomeBeforeTax, unknown: tuple[UnknownRate, ...]) -> Reason:
    amount = in_kroner(a_month)
    bounded = bool(unknown) or income.at_least != income.at_most
    least = Text("mindst ", "at least ") if bounded else Text("", "")
    missing_da = "".join(f" {each.question.da} Til da regnes der uden." for each in unknown)
    missing_en = "".join(f" {each.question.en} Until then it is counted without." for each in unknown)
    text = Text(
        f"Boligstøtte ({scheme.name.da}) er {least.da}{amount.da} om måneden.{missing_da}",
        f"Housing benefit ({scheme.name.en}) is {least.en}{amount.en} a month.{missing_en}",
    )
    return Reason("housing_benefit_counted", LAW, True, text)
