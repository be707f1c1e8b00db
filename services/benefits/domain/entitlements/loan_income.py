"""Boligstøtteloven § 56: the income up to which there is a duty to lend.

Above it the municipality may lend of its own will (star.dk), so it leads to discretion and not to refusal.
"""

from datetime import date
from decimal import Decimal

from kit.values.texts import Text
from services.benefits.domain.households.households import Dwelling, DwellingClass, Household
from services.benefits.domain.households.incomes import income_before_tax
from services.benefits.domain.judgements import Judgement, Outcome, met, unanswered, unmet
from services.benefits.domain.rates.rate_keys import RateKey
from services.benefits.domain.rates.rates import RateBook
from services.benefits.domain.wording import in_kroner

MOST_COUNTED_CHILDREN = 4


def income_within_limit(household: Household, dwelling: Dwelling, rates: RateBook, on: date) -> Judgement:
    """Income before tax within the year's limit: the lower one for rooms, raised for each child up to four."""
    rule, source = "deposit_loan_income", "boligstøtteloven § 56"
    income = income_before_tax(household, rates, on)
    room = dwelling.dwelling_class is DwellingClass.ROOM or not dwelling.has_kitchen
    base = RateKey.LOAN_INCOME_LIMIT_ROOM if room else RateKey.LOAN_INCOME_LIMIT
    children = min(household.children, MOST_COUNTED_CHILDREN)
    looked = rates.look_up(on, base, *([RateKey.LOAN_INCOME_LIMIT_PER_CHILD] if children else []))
    if looked.unknown:
        return unanswered(rule, source, looked.unknown)
    limit = looked.value(base)
    limit += children * looked.value(RateKey.LOAN_INCOME_LIMIT_PER_CHILD) if children else Decimal(0)
    used, words = (*looked.used, *income.looked.used), in_kroner(limit)
    if income.at_least > limit:
        text = Text(
            f"Indkomsten er over årets grænse på {words.da}: der er ingen pligt til at yde lån, men kommunen kan.",
            f"The income is above the year's limit of {words.en}: there is no duty to lend, but the municipality may.",
        )
        return unmet(rule, source, Outcome.DISCRETION, text, *used)
    if income.at_most is not None and income.at_most <= limit:
        text = Text(
            f"Indkomsten før skat er inden for årets grænse på {words.da}.",
            f"Income before tax is within the year's limit of {words.en}.",
        )
        return met(rule, source, text, *used)
    text = Text(
        f"Er indkomsten før skat inden for årets grænse på {words.da}? Kun indkomsten efter skat er kendt.",
        f"Is income before tax within the year's limit of {words.en}? Only income after tax is known.",
    )
    return unmet(rule, source, Outcome.QUESTION, text, *used)
