"""Special housing support (særlig støtte): lov om aktiv socialpolitik § 34, and its end.

Abolished with kontanthjælp from 2025-07-01 (lov nr. 1655 of 2024-12-30); for others it is dated data whether it is
given. Before its end it is counted from the municipality's own amounts: the housing cost that a person bears first, and
the most that is given. Where these are not entered they are asked for.
"""

from datetime import date
from decimal import Decimal

from kit.values.texts import Text
from services.benefits.domain.entitlements.asking import asked
from services.benefits.domain.entitlements.facts import NEEDS, Particulars
from services.benefits.domain.entitlements.kinds import CaseKind
from services.benefits.domain.households.cash_benefits import CASH_BENEFITS
from services.benefits.domain.households.households import Dwelling, Household
from services.benefits.domain.judgements import Judgement, Outcome, met, unanswered, unmet
from services.benefits.domain.rates.rate_keys import RateKey
from services.benefits.domain.rates.rates import RateBook
from services.benefits.domain.wording import day_in_words, in_kroner

SECTION = "lov om aktiv socialpolitik § 34"
OF_THE_SUM = (RateKey.SUPPORT_OWN_COST, RateKey.SUPPORT_AT_MOST)
NONE = Decimal(0)


def judge_special_support(
    household: Household, dwelling: Dwelling, particulars: Particulars, rates: RateBook, on: date
) -> tuple[Judgement, ...]:
    """Whether it is given on the day, and whether the housing cost is high enough. Once it has ended, nothing more."""
    given = still_given(household, rates, on)
    if given.leads_to is Outcome.REFUSE:
        return (given,)
    return given, high_housing_cost(dwelling, particulars, rates, on)


def _key(household: Household) -> RateKey:
    return RateKey.SUPPORT_TO_CASH_BENEFIT if household.benefit in CASH_BENEFITS else RateKey.SUPPORT_TO_OTHERS


def still_given(household: Household, rates: RateBook, on: date) -> Judgement:
    """§ 34 has ended for the kontanthjælp system; others keep it as long as the dated row says so."""
    rule, key, day = "special_support_in_force", _key(household), day_in_words(on)
    looked = rates.look_up(on, key)
    if looked.unknown:
        return unanswered(rule, SECTION, looked.unknown)
    source = f"{SECTION}; {looked.rates[key].source}"
    if looked.value(key) != 1:
        text = Text(
            f"Særlig støtte gives ikke til ansøgere med denne ydelse den {day.da}: ordningen er ophørt.",
            f"Special support is not given to applicants with this benefit on {day.en}: it has ended.",
        )
        return unmet(rule, source, Outcome.REFUSE, text, *looked.used)
    text = Text(
        f"Særlig støtte gives til ansøgere med denne ydelse den {day.da}.",
        f"Special support is given to applicants with this benefit on {day.en}.",
    )
    return met(rule, source, text, *looked.used)


def high_housing_cost(dwelling: Dwelling, particulars: Particulars, rates: RateBook, on: date) -> Judgement:
    """The rent less housing benefit is above what the municipality lets a person bear first."""
    rule = "special_support_housing_cost"
    if particulars.housing_benefit is None:
        return asked(rule, SECTION, NEEDS[CaseKind.SPECIAL_SUPPORT]["housing_benefit"].question)
    looked = rates.look_up(on, *OF_THE_SUM)
    if looked.unknown:
        return unanswered(rule, SECTION, looked.unknown)
    cost = in_kroner(_own_cost(dwelling, particulars.housing_benefit))
    bears = in_kroner(looked.value(RateKey.SUPPORT_OWN_COST))
    gives = support_a_month(dwelling, particulars, rates, on) or NONE
    if gives == 0:
        text = Text(
            f"Boligudgiften efter boligstøtte på {cost.da} er ikke over de {bears.da}, man selv betaler.",
            f"The housing cost after housing benefit of {cost.en} is not above the {bears.en} borne first.",
        )
        return unmet(rule, SECTION, Outcome.REFUSE, text, *looked.used)
    support = in_kroner(gives)
    text = Text(
        f"Boligudgiften efter boligstøtte på {cost.da} er over de {bears.da}, man selv betaler; "
        f"støtten er {support.da} om måneden.",
        f"The housing cost after housing benefit of {cost.en} is above the {bears.en} borne first; "
        f"the support is {support.en} a month.",
    )
    return met(rule, SECTION, text, *looked.used)


def support_a_month(dwelling: Dwelling, particulars: Particulars, rates: RateBook, on: date) -> Decimal | None:
    """What is above one's own share of the cost, at most the municipality's highest; None while it is not known."""
    looked = rates.look_up(on, *OF_THE_SUM)
    if looked.unknown or particulars.housing_benefit is None:
        return None
    above = _own_cost(dwelling, particulars.housing_benefit) - looked.value(RateKey.SUPPORT_OWN_COST)
    return max(NONE, min(above, looked.value(RateKey.SUPPORT_AT_MOST)))


def _own_cost(dwelling: Dwelling, housing_benefit: Decimal) -> Decimal:
    return max(NONE, dwelling.rent - housing_benefit)
