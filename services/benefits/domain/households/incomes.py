"""Income before tax, where only income after tax is known: what it is at least and at most, never a guess.

Decided in docs/decisions/0201: the limits of law speak of income before tax, the nomination of income after tax. Tax is
never negative, so income before tax is at least income after tax; and tax is never more than the highest percentage of
what exceeds the personal allowance, so it is at most (after tax - percentage x allowance) / (1 - percentage).
An unknown allowance counts as none, which can only raise the upper bound.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from kit.values.money import OERE
from services.benefits.domain.households.households import Benefit, Household
from services.benefits.domain.rates.rate_keys import RateKey
from services.benefits.domain.rates.rates import Looked, RateBook

MONTHS = 12
HUNDRED = Decimal(100)
NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class IncomeBeforeTax:
    """A household's income before tax, a year: exact where both bounds are equal, `at_most` None where unknown."""

    at_least: Decimal
    at_most: Decimal | None
    looked: Looked


def tax_at_most_key(benefit: Benefit) -> RateKey:
    """The upper bound on tax that goes with what the household lives on."""
    as_wages = benefit in {Benefit.WORK, Benefit.OTHER}
    return RateKey.TAX_AT_MOST_WORK if as_wages else RateKey.TAX_AT_MOST_TRANSFER


def highest_before_tax(after_tax: Decimal, percent: Decimal, allowance: Decimal) -> Decimal | None:
    """The most that an income can be before tax, where no more than the percentage above the allowance was paid.

    None where the percentage leaves nothing, so that no income is the most.
    """
    share = percent / HUNDRED
    return None if share >= 1 else max(after_tax, (after_tax - share * allowance) / (1 - share))


def lowest_after_tax(before_tax: Decimal, percent: Decimal, allowance: Decimal) -> Decimal:
    """The least that is left of an income, where no more than the percentage above the allowance is paid."""
    tax = max(NONE, before_tax - allowance) * percent / HUNDRED
    return (before_tax - tax).quantize(OERE, rounding=ROUND_FLOOR)


def income_before_tax(household: Household, rates: RateBook, on: date) -> IncomeBeforeTax:
    """The bounds of the household's yearly income before tax on the day."""
    if household.income_before_tax is not None:
        exact = household.income_before_tax * MONTHS
        return IncomeBeforeTax(exact, exact, Looked({}, ()))
    percent_key = tax_at_most_key(household.benefit)
    looked = rates.look_up(on, percent_key)
    allowance = rates.look_up(on, RateKey.PERSONAL_ALLOWANCE)
    net = household.income_after_tax * MONTHS
    if looked.unknown:
        return IncomeBeforeTax(net, None, looked)
    gross = highest_before_tax(net, looked.value(percent_key), allowance.value_or(RateKey.PERSONAL_ALLOWANCE, NONE))
    return IncomeBeforeTax(net, gross, Looked({**looked.rates, **allowance.rates}, ()))
