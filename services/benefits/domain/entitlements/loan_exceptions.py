"""Boligstøtteloven § 55: the municipality has a duty to lend, and may refuse for three reasons only.

No need after an overall assessment, a rent that is too high (§ 15), or an earlier loan unpaid. These three let the
municipality refuse, they do not bind it to: they lead to discretion, which a person uses.
"""

from kit.values.texts import Text
from services.benefits.domain.entitlements.facts import Particulars
from services.benefits.domain.households.households import Dwelling, Household
from services.benefits.domain.judgements import Judgement, Outcome, met, unmet
from services.benefits.domain.wording import in_kroner


def own_means(household: Household, dwelling: Dwelling) -> Judgement:
    """§ 55: only the applicant's own disposable wealth counts (PM 100-19), and there are no partial loans (PM 99-19).

    So wealth stands in the way only where it covers the whole deposit.
    """
    rule, source = "deposit_loan_need", "boligstøtteloven § 55; Ankestyrelsen 99-19, 100-19"
    has, needs = in_kroner(household.wealth), in_kroner(dwelling.deposit)
    if household.wealth >= dwelling.deposit:
        text = Text(
            f"Ansøgerens egen formue på {has.da} dækker hele indskuddet på {needs.da}; kommunen kan afslå.",
            f"The applicant's own wealth of {has.en} covers the whole deposit of {needs.en}; refusal is possible.",
        )
        return unmet(rule, source, Outcome.DISCRETION, text)
    text = Text(
        f"Ansøgerens egen formue på {has.da} dækker ikke indskuddet på {needs.da}.",
        f"The applicant's own wealth of {has.en} does not cover the deposit of {needs.en}.",
    )
    return met(rule, source, text)


def no_unpaid_loan(household: Household, particulars: Particulars) -> Judgement:
    """§ 55: no earlier deposit loan of the applicant's own unpaid; the others in the household answer for none (2-23).

    It does not stand in the way of the first lasting home after an eviction for non-payment, nor of a move to a cheaper
    dwelling after the landlord has gone to the bailiff's court.
    """
    rule, source = "deposit_loan_unpaid", "boligstøtteloven § 55; Ankestyrelsen 2-23"
    if not household.unpaid_deposit_loan:
        text = Text("Ansøgeren skylder ikke et tidligere indskudslån.", "The applicant owes no earlier deposit loan.")
        return met(rule, source, text)
    if household.first_home_after_eviction:
        text = Text(
            "Et tidligere indskudslån er ikke betalt, men det er den første varige bolig efter en udsættelse.",
            "An earlier deposit loan is unpaid, but this is the first lasting home after an eviction.",
        )
        return met(rule, source, text)
    if particulars.cheaper_after_request:
        text = Text(
            "Et tidligere indskudslån er ikke betalt, men udlejeren er gået til fogedretten, og boligen er billigere.",
            "An earlier deposit loan is unpaid, but the landlord has gone to the bailiff's court and this is cheaper.",
        )
        return met(rule, source, text)
    if household.first_home_after_eviction is None:
        text = Text(
            "Et tidligere indskudslån er ikke betalt: er det den første varige bolig efter en udsættelse?",
            "An earlier deposit loan is unpaid: is this the first lasting home after an eviction?",
        )
        return unmet(rule, source, Outcome.QUESTION, text)
    text = Text(
        "Et tidligere indskudslån er ikke betalt; kommunen kan afslå.",
        "An earlier deposit loan is unpaid; refusal is possible.",
    )
    return unmet(rule, source, Outcome.DISCRETION, text)
