"""Single payments (enkeltydelser): lov om aktiv socialpolitik § 81, and the furnishing grant as one of them.

The circumstances have changed, the expense is necessary and reasonable, it could not be foreseen (or is decisive for
how the household lives), and paying it oneself would make it hard to manage.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from kit.values.texts import Text
from services.benefits.domain.entitlements.asking import asked, judged_by, wealth_below
from services.benefits.domain.entitlements.facts import OF_SINGLE_PAYMENTS, Particulars
from services.benefits.domain.households.households import Household
from services.benefits.domain.judgements import Judgement, Outcome, met, unanswered, unmet
from services.benefits.domain.rates.rate_keys import RateKey
from services.benefits.domain.rates.rates import RateBook
from services.benefits.domain.wording import in_kroner

SECTION = "lov om aktiv socialpolitik § 81"


def judge_single_payment(household: Household, particulars: Particulars) -> tuple[Judgement, ...]:
    """Every rule of § 81, in its order."""
    return (
        changed_circumstances(particulars),
        necessary(particulars),
        not_foreseeable(particulars),
        cannot_pay_it(household, particulars),
    )


def judge_furnishing_grant(
    household: Household, particulars: Particulars, rates: RateBook, on: date, *, checked: bool
) -> tuple[Judgement, ...]:
    """§ 81 for the furniture of a new home, and whether the amount is usual."""
    return *judge_single_payment(household, particulars), usual_amount(particulars, rates, on, checked=checked)


def changed_circumstances(particulars: Particulars) -> Judgement:
    """§ 81: a person whose circumstances have changed; a first home after homelessness is such a change."""
    return judged_by(
        "single_payment_change",
        SECTION,
        particulars.changed_circumstances,
        OF_SINGLE_PAYMENTS["changed_circumstances"].question,
        Text("Der er sket ændringer i ansøgerens forhold.", "The applicant's circumstances have changed."),
        Text("Der er ikke sket ændringer i ansøgerens forhold.", "The applicant's circumstances have not changed."),
        Outcome.REFUSE,
    )


def necessary(particulars: Particulars) -> Judgement:
    """§ 81: an expense that is reasonable and necessary."""
    return judged_by(
        "single_payment_necessary",
        SECTION,
        particulars.necessary,
        OF_SINGLE_PAYMENTS["necessary"].question,
        Text("Udgiften er nødvendig og rimelig.", "The expense is necessary and reasonable."),
        Text("Udgiften er ikke nødvendig og rimelig.", "The expense is not necessary and reasonable."),
        Outcome.REFUSE,
    )


def not_foreseeable(particulars: Particulars) -> Judgement:
    """§ 81: not foreseeable; by exception a foreseeable expense that is decisive for how the household lives."""
    rule = "single_payment_unforeseen"
    if particulars.foreseeable is None:
        return asked(rule, SECTION, OF_SINGLE_PAYMENTS["foreseeable"].question)
    if not particulars.foreseeable:
        return met(rule, SECTION, Text("Udgiften kunne ikke forudses.", "The expense could not be foreseen."))
    if particulars.decisive_for_life is None:
        return asked(rule, SECTION, OF_SINGLE_PAYMENTS["decisive_for_life"].question)
    if particulars.decisive_for_life:
        text = Text(
            "Udgiften kunne forudses, men er helt afgørende for livsførelsen; kommunen kan undtagelsesvis hjælpe.",
            "The expense could be foreseen but is decisive for how they live; help is possible by exception.",
        )
        return unmet(rule, SECTION, Outcome.DISCRETION, text)
    text = Text(
        "Udgiften kunne forudses og er ikke helt afgørende for livsførelsen.",
        "The expense could be foreseen and is not decisive for how they live.",
    )
    return unmet(rule, SECTION, Outcome.REFUSE, text)


def cannot_pay_it(household: Household, particulars: Particulars) -> Judgement:
    """§ 81: to pay it oneself would make it considerably harder to manage."""
    rule = "single_payment_means"
    if particulars.amount is None:
        return asked(rule, SECTION, OF_SINGLE_PAYMENTS["amount"].question)
    return wealth_below(rule, SECTION, household, particulars.amount)


def usual_amount(particulars: Particulars, rates: RateBook, on: date, *, checked: bool) -> Judgement:
    """Between the usual amounts; outside them it is questioned, never refused for that. `checked` settles it."""
    rule, source = "furnishing_grant_usual", f"{SECTION}; kommunens praksis"
    keys = (RateKey.FURNISHING_FROM, RateKey.FURNISHING_TO)
    looked = rates.look_up(on, *keys)
    if particulars.amount is None:
        return asked(rule, source, OF_SINGLE_PAYMENTS["amount"].question)
    if looked.unknown:
        return unanswered(rule, source, looked.unknown)
    low, high = (looked.value(key) for key in keys)
    judged = _against_usual(rule, source, particulars.amount, low, high, checked=checked)
    return replace(judged, rates=looked.used)


def _against_usual(rule: str, source: str, amount: Decimal, low: Decimal, high: Decimal, *, checked: bool) -> Judgement:
    asks, least, most = in_kroner(amount), in_kroner(low), in_kroner(high)
    if low <= amount <= high:
        text = Text(
            f"Beløbet på {asks.da} er inden for det sædvanlige, {least.da} til {most.da}.",
            f"The amount of {asks.en} is within what is usual, {least.en} to {most.en}.",
        )
        return met(rule, source, text)
    if checked:
        text = Text(
            f"Beløbet på {asks.da} er uden for det sædvanlige, {least.da} til {most.da}, og er efterprøvet.",
            f"The amount of {asks.en} is outside what is usual, {least.en} to {most.en}, and has been checked.",
        )
        return met(rule, source, text)
    text = Text(
        f"Beløbet på {asks.da} er uden for det sædvanlige, {least.da} til {most.da}: er det rigtigt? "
        "Der afslås ikke af den grund.",
        f"The amount of {asks.en} is outside what is usual, {least.en} to {most.en}: is it right? "
        "It is no ground for refusal.",
    )
    return unmet(rule, source, Outcome.QUESTION, text)
