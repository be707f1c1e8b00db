"""Boligstøtteloven § 15, as practice reads it: the rent should not exceed half of the household's income.

What the half is counted from is not settled, so it is the municipality's own dated choice (docs/decisions/0205): before
or after tax, without or with housing benefit.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kit.values.texts import Text
from services.benefits.domain.affordability.housing_benefit import HousingCost, housing_benefit
from services.benefits.domain.households.households import Dwelling, Household
from services.benefits.domain.households.incomes import HUNDRED, MONTHS, income_before_tax
from services.benefits.domain.judgements import Judgement, Outcome, met, unanswered, unmet
from services.benefits.domain.rates.rate_keys import RateKey
from services.benefits.domain.rates.rates import Rate, RateBook
from services.benefits.domain.wording import in_kroner, percent_in_words

CHOICES = (RateKey.RENT_OF_INCOME_PERCENT, RateKey.RENT_SHARE_AFTER_TAX, RateKey.RENT_SHARE_WITH_BENEFIT)


@dataclass(frozen=True, slots=True)
class _Counted:
    """The yearly income that the share is taken of, by its bounds, and what it is called."""

    at_least: Decimal
    at_most: Decimal | None
    name: Text
    rates: tuple[Rate, ...]


def rent_within_share_of_income(
    rule: str, source: str, household: Household, dwelling: Dwelling, rates: RateBook, on: date
) -> Judgement:
    """A reason to refuse has to be shown: where the income is not known exactly, it is shown only when the rent exceeds
    the share of the highest income possible (docs/decisions/0201)."""
    looked = rates.look_up(on, *CHOICES)
    if looked.unknown:
        return unanswered(rule, source, looked.unknown)
    percent = looked.value(RateKey.RENT_OF_INCOME_PERCENT)
    after_tax = looked.value(RateKey.RENT_SHARE_AFTER_TAX) == 1
    income = _after_tax(household) if after_tax else _before_tax(household, rates, on)
    if looked.value(RateKey.RENT_SHARE_WITH_BENEFIT) == 1:
        income = _with_benefit(income, household, dwelling, rates, on)
    rent, share, of = in_kroner(dwelling.rent), percent_in_words(percent), income.name
    a_year, used = dwelling.rent * MONTHS, (*looked.used, *income.rates)
    if income.at_most is not None and a_year > income.at_most * percent / HUNDRED:
        text = Text(
            f"Huslejen på {rent.da} er over {share.da} af {of.da}; kommunen kan afslå.",
            f"The rent of {rent.en} is above {share.en} of {of.en}; refusal is possible.",
        )
        return unmet(rule, source, Outcome.DISCRETION, text, *used)
    if a_year <= income.at_least * percent / HUNDRED:
        text = Text(
            f"Huslejen på {rent.da} er ikke over {share.da} af {of.da}.",
            f"The rent of {rent.en} is not above {share.en} of {of.en}.",
        )
        return met(rule, source, text, *used)
    text = Text(
        f"Det er ikke vist, at huslejen på {rent.da} er over {share.da} af {of.da}.",
        f"It is not shown that the rent of {rent.en} is above {share.en} of {of.en}.",
    )
    return met(rule, source, text, *used)


def _before_tax(household: Household, rates: RateBook, on: date) -> _Counted:
    income = income_before_tax(household, rates, on)
    name = Text("indkomsten før skat", "income before tax")
    return _Counted(income.at_least, income.at_most, name, income.looked.used)


def _after_tax(household: Household) -> _Counted:
    exact = household.income_after_tax * MONTHS
    return _Counted(exact, exact, Text("indkomsten efter skat", "income after tax"), ())


def _with_benefit(income: _Counted, household: Household, dwelling: Dwelling, rates: RateBook, on: date) -> _Counted:
    """Housing benefit is counted so that it is never too high; where it is not exact, the highest is not known.

    It is exact where income before tax is, and no rate of it is unknown.
    """
    cost = HousingCost(dwelling.rent, dwelling.area_m2, dwelling.has_kitchen)
    benefit = housing_benefit(household, cost, rates, on)
    a_year = benefit.a_month * MONTHS
    exact = household.income_before_tax is not None and not benefit.unknown
    name = Text(f"{income.name.da} med boligstøtte", f"{income.name.en} with housing benefit")
    at_most = income.at_most + a_year if exact and income.at_most is not None else None
    return _Counted(income.at_least + a_year, at_most, name, (*income.rates, *benefit.rates))
