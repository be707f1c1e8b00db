"""A loan for a private landlord's deposit and prepaid rent: boligstøtteloven chapter 10 a. A may, not a duty.

At most what a private landlord may demand: so many months' deposit and so many months' prepaid rent (lejeloven § 59),
by the rates of the day.
"""

from datetime import date
from decimal import Decimal

from kit.values.texts import Text
from services.benefits.domain.entitlements.asking import asked, judged_by, wealth_below
from services.benefits.domain.entitlements.facts import NEEDS, Landlord, Particulars
from services.benefits.domain.entitlements.kinds import CaseKind
from services.benefits.domain.entitlements.rent_share import rent_within_share_of_income
from services.benefits.domain.households.households import Dwelling, Household
from services.benefits.domain.judgements import Judgement, Outcome, met, unanswered, unmet
from services.benefits.domain.rates.rate_keys import RateKey
from services.benefits.domain.rates.rates import RateBook
from services.benefits.domain.wording import in_kroner

CHAPTER = "boligstøtteloven kapitel 10 a"
MONTHS_AT_MOST = (RateKey.PRIVATE_DEPOSIT_MONTHS, RateKey.PREPAID_RENT_MONTHS)
NEED = NEEDS[CaseKind.PRIVATE_DEPOSIT]


def judge_private_deposit(
    household: Household, dwelling: Dwelling, particulars: Particulars, rates: RateBook, on: date
) -> tuple[Judgement, ...]:
    """Every rule of the loan, in the order of the law."""
    demanded = dwelling.deposit + (particulars.prepaid_rent or Decimal(0))
    return (
        private_letting(particulars),
        allocated(particulars),
        wealth_below("private_deposit_need", CHAPTER, household, demanded),
        rent_within_share_of_income(
            "private_deposit_rent", f"{CHAPTER}; boligstøtteloven § 15", household, dwelling, rates, on
        ),
        deposit_within_months(dwelling, rates, on),
        prepaid_within_months(dwelling, particulars, rates, on),
    )


def private_letting(particulars: Particulars) -> Judgement:
    """A private landlord's deposit: for social housing there is the deposit loan, to which there is a right."""
    rule = "private_deposit_landlord"
    if particulars.landlord is None:
        return asked(rule, CHAPTER, NEED["landlord"].question)
    if particulars.landlord is Landlord.HOUSING_ORGANISATION:
        text = Text(
            "Boligen er almen; søg i stedet indskudslån, som der kan være ret til.",
            "The dwelling is social housing; apply for a deposit loan, to which there may be a right.",
        )
        return unmet(rule, CHAPTER, Outcome.REFUSE, text)
    return met(rule, CHAPTER, Text("Boligen udlejes privat.", "The dwelling is let privately."))


def allocated(particulars: Particulars) -> Judgement:
    """Usual where the municipality has allocated the dwelling; otherwise it is for a person to judge."""
    return judged_by(
        "private_deposit_allocated",
        CHAPTER,
        particulars.allocated_by_municipality,
        NEED["allocated_by_municipality"].question,
        Text("Kommunen har anvist boligen.", "The municipality has allocated the dwelling."),
        Text(
            "Kommunen har ikke anvist boligen; kommunen kan yde lån efter en konkret vurdering.",
            "The municipality has not allocated the dwelling; it may lend after an individual assessment.",
        ),
        Outcome.DISCRETION,
    )


def deposit_within_months(dwelling: Dwelling, rates: RateBook, on: date) -> Judgement:
    """Lejeloven § 59: a deposit of at most so many months' rent. The loan covers no more."""
    name = Text("Depositum", "The deposit")
    return _within("private_deposit_months", name, dwelling.deposit, dwelling, MONTHS_AT_MOST[0], rates, on)


def prepaid_within_months(dwelling: Dwelling, particulars: Particulars, rates: RateBook, on: date) -> Judgement:
    """Lejeloven § 59: prepaid rent of at most so many months. The loan covers no more."""
    rule, prepaid = "private_deposit_prepaid_months", particulars.prepaid_rent
    if prepaid is None:
        return asked(rule, "lejeloven § 59", NEED["prepaid_rent"].question)
    return _within(rule, Text("Forudbetalt leje", "Prepaid rent"), prepaid, dwelling, MONTHS_AT_MOST[1], rates, on)


def _within(
    rule: str, name: Text, demanded: Decimal, dwelling: Dwelling, key: RateKey, rates: RateBook, on: date
) -> Judgement:
    source = "lejeloven § 59"
    looked = rates.look_up(on, key)
    if looked.unknown:
        return unanswered(rule, source, looked.unknown)
    months, asks = looked.value(key), in_kroner(demanded)
    most = in_kroner(months * dwelling.rent)
    if demanded > months * dwelling.rent:
        text = Text(
            f"{name.da} på {asks.da} er over {months:f} måneders leje, {most.da}, som udlejeren højst må kræve; "
            "der kan kun lånes op til det.",
            f"{name.en} of {asks.en} is above {months:f} months' rent, {most.en}, the most a landlord may demand; "
            "no more than that can be lent.",
        )
        return unmet(rule, source, Outcome.DISCRETION, text, *looked.used)
    text = Text(
        f"{name.da} på {asks.da} er ikke over {months:f} måneders leje, {most.da}.",
        f"{name.en} of {asks.en} is not above {months:f} months' rent, {most.en}.",
    )
    return met(rule, source, text, *looked.used)


def lent_at_most(dwelling: Dwelling, particulars: Particulars, rates: RateBook, on: date) -> Decimal | None:
    """What may be lent: each part up to what the landlord may demand; None while something is not known."""
    looked = rates.look_up(on, *MONTHS_AT_MOST)
    if looked.unknown or particulars.prepaid_rent is None:
        return None
    deposit, prepaid = (looked.value(key) * dwelling.rent for key in MONTHS_AT_MOST)
    return min(dwelling.deposit, deposit) + min(particulars.prepaid_rent, prepaid)
