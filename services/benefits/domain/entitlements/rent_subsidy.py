"""The temporary rent subsidy of 2026 (serviceloven): for whoever can thereby obtain a dwelling or avoid an eviction.

The law sets neither amount nor duration, so the amount is always for a person to judge. That it is given in 2026 only
is dated data.
"""

from datetime import date

from kit.values.texts import Text
from services.benefits.domain.entitlements.asking import asked
from services.benefits.domain.entitlements.facts import NEEDS, Particulars
from services.benefits.domain.entitlements.kinds import CaseKind
from services.benefits.domain.judgements import Judgement, Outcome, met, unanswered, unmet
from services.benefits.domain.rates.rate_keys import RateKey
from services.benefits.domain.rates.rates import RateBook
from services.benefits.domain.wording import day_in_words, in_kroner

SOURCE = "serviceloven om midlertidigt huslejetilskud"
NEED = NEEDS[CaseKind.RENT_SUBSIDY]


def judge_rent_subsidy(particulars: Particulars, rates: RateBook, on: date) -> tuple[Judgement, ...]:
    """Whether it is given on the day, what it is for, and that its amount is judged. Where it is not given, no more."""
    given = in_force(rates, on)
    if given.leads_to is Outcome.REFUSE:
        return (given,)
    return given, serves_its_aim(particulars), amount_judged(particulars)


def in_force(rates: RateBook, on: date) -> Judgement:
    """The subsidy is given on the day."""
    rule, day, key = "rent_subsidy_in_force", day_in_words(on), RateKey.RENT_SUBSIDY_IN_FORCE
    looked = rates.look_up(on, key)
    if looked.unknown:
        return unanswered(rule, SOURCE, looked.unknown)
    if looked.value(key) != 1:
        text = Text(
            f"Det midlertidige huslejetilskud gives ikke den {day.da}.",
            f"The temporary rent subsidy is not given on {day.en}.",
        )
        return unmet(rule, SOURCE, Outcome.REFUSE, text, *looked.used)
    text = Text(
        f"Det midlertidige huslejetilskud gives den {day.da}.", f"The temporary rent subsidy is given on {day.en}."
    )
    return met(rule, SOURCE, text, *looked.used)


def serves_its_aim(particulars: Particulars) -> Judgement:
    """The subsidy makes a dwelling possible, or avoids an eviction."""
    rule, obtains, avoids = "rent_subsidy_aim", particulars.obtains_dwelling, particulars.avoids_eviction
    if obtains:
        return met(rule, SOURCE, Text("Tilskuddet gør boligen mulig.", "The subsidy makes the dwelling possible."))
    if avoids:
        return met(rule, SOURCE, Text("Tilskuddet undgår en udsættelse.", "The subsidy avoids an eviction."))
    if obtains is None:
        return asked(rule, SOURCE, NEED["obtains_dwelling"].question)
    if avoids is None:
        return asked(rule, SOURCE, NEED["avoids_eviction"].question)
    text = Text(
        "Tilskuddet gør hverken en bolig mulig eller undgår en udsættelse.",
        "The subsidy neither makes a dwelling possible nor avoids an eviction.",
    )
    return unmet(rule, SOURCE, Outcome.REFUSE, text)


def amount_judged(particulars: Particulars) -> Judgement:
    """No amount follows from the law."""
    rule = "rent_subsidy_amount"
    if particulars.amount is None:
        return asked(rule, SOURCE, NEED["amount"].question)
    asks = in_kroner(particulars.amount)
    text = Text(
        f"Loven fastsætter intet beløb; det skal vurderes, om {asks.da} om måneden er passende.",
        f"The law sets no amount; whether {asks.en} a month is fitting must be judged.",
    )
    return unmet(rule, SOURCE, Outcome.DISCRETION, text)
