"""The deposit loan (beboerindskudslån): the duty to lend and its exceptions, boligstøtteloven §§ 54-56.

§ 54: a deposit in almen housing first taken into use 1964-04-01 or later, no youth dwelling without its own kitchen.
§ 55: a duty, unless there is no need, the rent is too high (§ 15) or an earlier loan is unpaid. These three let the
municipality refuse, they do not bind it to: they lead to discretion, which a person uses.
§ 56: household income before tax within the year's limit, raised for each child up to four.
"""

from datetime import date
from decimal import Decimal

from kit.values.texts import Text
from services.benefits.domain.households.households import Dwelling, DwellingClass, Household
from services.benefits.domain.households.incomes import HUNDRED, IncomeBeforeTax, income_before_tax
from services.benefits.domain.judgements import Judgement, Outcome, met, unanswered, unmet
from services.benefits.domain.rates.rate_keys import RateKey
from services.benefits.domain.rates.rates import RateBook
from services.benefits.domain.wording import in_kroner, percent_in_words

FIRST_YEAR_WITH_LOANS = 1964
MOST_COUNTED_CHILDREN = 4
MONTHS = 12


def judge_deposit_loan(household: Household, dwelling: Dwelling, rates: RateBook, on: date) -> tuple[Judgement, ...]:
    """Every rule of the loan, in the order of the law; all are judged, so that all questions are asked at once."""
    income = income_before_tax(household, rates, on)
    return (
        kitchen_of_youth_dwelling(dwelling),
        first_taken_into_use(dwelling),
        own_means(household, dwelling),
        rent_within_half_of_income(dwelling, income, rates, on),
        no_unpaid_loan(household),
        income_within_limit(household, dwelling, income, rates, on),
    )


def kitchen_of_youth_dwelling(dwelling: Dwelling) -> Judgement:
    """§ 54: no loan for a youth dwelling without its own kitchen."""
    rule, source = "deposit_loan_kitchen", "boligstøtteloven § 54"
    if dwelling.dwelling_class is DwellingClass.YOUTH and not dwelling.has_kitchen:
        text = Text(
            "Boligen er en ungdomsbolig uden eget køkken; dertil ydes ikke indskudslån.",
            "The dwelling is a youth dwelling without its own kitchen; no deposit loan is given for one.",
        )
        return unmet(rule, source, Outcome.REFUSE, text)
    text = Text(
        "Boligen er ikke en ungdomsbolig uden eget køkken.",
        "The dwelling is not a youth dwelling without its own kitchen.",
    )
    return met(rule, source, text)


def first_taken_into_use(dwelling: Dwelling) -> Judgement:
    """§ 54: the dwelling was first taken into use 1964-04-01 or later. Only the year is known: 1964 is asked about.

    Before there is a dwelling the rule is a condition of the approval.
    """
    rule, source, year = "deposit_loan_first_let", "boligstøtteloven § 54", dwelling.first_let_year
    if year is None:
        text = Text(
            "Det er en betingelse, at boligen er taget i brug den 1. april 1964 eller senere.",
            "It is a condition that the dwelling was first taken into use on 1 April 1964 or later.",
        )
        return met(rule, source, text)
    if year > FIRST_YEAR_WITH_LOANS:
        text = Text(
            f"Boligen er taget i brug i {year}, efter den 1. april 1964.",
            f"The dwelling was first taken into use in {year}, after 1 April 1964.",
        )
        return met(rule, source, text)
    if year == FIRST_YEAR_WITH_LOANS:
        text = Text(
            "Boligen er taget i brug i 1964: er det den 1. april 1964 eller senere?",
            "The dwelling was first taken into use in 1964: was that on 1 April 1964 or later?",
        )
        return unmet(rule, source, Outcome.QUESTION, text)
    text = Text(
        f"Boligen er taget i brug i {year}, før den 1. april 1964, så der er ingen ret til indskudslån.",
        f"The dwelling was first taken into use in {year}, before 1 April 1964: there is no right to a deposit loan.",
    )
    return unmet(rule, source, Outcome.REFUSE, text)


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


def rent_within_half_of_income(dwelling: Dwelling, income: IncomeBeforeTax, rates: RateBook, on: date) -> Judgement:
    """§ 55 with § 15: the rent should not exceed half of income before tax and before housing benefit.

    An exception to a duty has to be shown: where income before tax is not known exactly, the rule stands in the way
    only when the rent exceeds half of the highest income possible (docs/decisions/0201).
    """
    rule, source = "deposit_loan_rent", "boligstøtteloven §§ 15, 55"
    looked = rates.look_up(on, RateKey.RENT_OF_INCOME_PERCENT)
    if looked.unknown:
        return unanswered(rule, source, looked.unknown)
    percent = looked.value(RateKey.RENT_OF_INCOME_PERCENT)
    rent, share = in_kroner(dwelling.rent), percent_in_words(percent)
    a_year = dwelling.rent * MONTHS
    used = (*looked.used, *income.looked.used)
    if income.at_most is not None and a_year > income.at_most * percent / HUNDRED:
        text = Text(
            f"Huslejen på {rent.da} er over {share.da} af indkomsten før skat; kommunen kan afslå.",
            f"The rent of {rent.en} is above {share.en} of income before tax; refusal is possible.",
        )
        return unmet(rule, source, Outcome.DISCRETION, text, *used)
    if a_year <= income.at_least * percent / HUNDRED:
        text = Text(
            f"Huslejen på {rent.da} er ikke over {share.da} af indkomsten før skat.",
            f"The rent of {rent.en} is not above {share.en} of income before tax.",
        )
        return met(rule, source, text, *used)
    text = Text(
        f"Det er ikke vist, at huslejen på {rent.da} er over {share.da} af indkomsten før skat.",
        f"It is not shown that the rent of {rent.en} is above {share.en} of income before tax.",
    )
    return met(rule, source, text, *used)


def no_unpaid_loan(household: Household) -> Judgement:
    """§ 55: no earlier deposit loan unpaid, except for the first lasting home after an eviction for non-payment."""
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


def income_within_limit(
    household: Household, dwelling: Dwelling, income: IncomeBeforeTax, rates: RateBook, on: date
) -> Judgement:
    """§ 56: income before tax within the year's limit: the lower one for rooms, raised for each child up to four."""
    rule, source = "deposit_loan_income", "boligstøtteloven § 56"
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
            f"Indkomsten er over årets grænse på {words.da}, så der er ingen pligt til at yde lån.",
            f"The income is above the year's limit of {words.en}: there is no duty to lend.",
        )
        return unmet(rule, source, Outcome.REFUSE, text, *used)
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
