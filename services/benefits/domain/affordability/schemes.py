"""The two formulas of housing benefit by their rates: boligsikring, and boligydelse for pensioners."""

from dataclasses import dataclass

from kit.values.texts import Text
from services.benefits.domain.households.households import Benefit, Household
from services.benefits.domain.rates.rate_keys import RateKey

LAW = "boligstøtteloven"
PENSIONS = frozenset({Benefit.STATE_PENSION, Benefit.FRACTIONAL_PENSION, Benefit.DISABILITY_PENSION_BEFORE_2003})


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
    wealth_second_step: RateKey
    many_children: RateKey
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
    wealth_second_step=RateKey.ORDINARY_WEALTH_SECOND_STEP,
    many_children=RateKey.ORDINARY_MANY_CHILDREN,
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
    wealth_second_step=RateKey.PENSIONER_WEALTH_SECOND_STEP,
    many_children=RateKey.PENSIONER_MANY_CHILDREN,
    cost_addition=RateKey.PENSIONER_COST_ADDITION,
    own_payment_percent=RateKey.PENSIONER_OWN_PAYMENT_PERCENT,
    least=RateKey.PENSIONER_LEAST,
)


def scheme_of(household: Household) -> Scheme:
    """Folkepension (also brøkpension) and førtidspension granted before 2003 give boligydelse; all others boligsikring.

    Other førtidspension is counted as granted after 2003, and under the ceiling without children (unverified,
    facts.md 3.4a).
    """
    return PENSIONER if household.benefit in PENSIONS else ORDINARY
