"""Boligstøtteloven § 54: the dwellings for whose deposit there is a right to a loan."""

from datetime import date

from kit.values.texts import Text
from services.benefits.domain.entitlements.facts import FIRST_YEAR_WITH_LOANS, Landlord, Particulars
from services.benefits.domain.households.households import Dwelling, DwellingClass
from services.benefits.domain.judgements import Judgement, Outcome, met, unmet
from services.benefits.domain.wording import day_in_words

FIRST_DAY_WITH_LOANS = date(1964, 4, 1)


def social_housing(particulars: Particulars) -> Judgement:
    """§ 54: the deposit (indskud) of social housing, which is part of the building's finance.

    A private landlord's deposit (depositum) is another case. A dwelling that is offered is a housing organisation's.
    """
    rule, source = "deposit_loan_social_housing", "boligstøtteloven § 54"
    if particulars.landlord is Landlord.PRIVATE:
        text = Text(
            "Boligen udlejes privat; et depositum er ikke et beboerindskud. Søg i stedet lån til depositum.",
            "The dwelling is let privately; its deposit is no deposit of social housing. Apply for a private deposit.",
        )
        return unmet(rule, source, Outcome.REFUSE, text)
    text = Text("Boligen er en almen bolig.", "The dwelling is social housing.")
    return met(rule, source, text)


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


def first_taken_into_use(dwelling: Dwelling, particulars: Particulars) -> Judgement:
    """§ 54: first taken into use 1964-04-01 or later, or moved into because the old home is renewed (sanering).

    Often only the year is known: 1964 is asked about. Before there is a dwelling the rule is a condition.
    """
    rule, source, year = "deposit_loan_first_let", "boligstøtteloven § 54", dwelling.first_let_year
    day = particulars.first_let_on
    if day is None and year is None:
        text = Text(
            "Det er en betingelse, at boligen er taget i brug den 1. april 1964 eller senere.",
            "It is a condition that the dwelling was first taken into use on 1 April 1964 or later.",
        )
        return met(rule, source, text)
    said = day_in_words(day) if day else Text(f"i {year}", f"in {year}")
    if (day is not None and day >= FIRST_DAY_WITH_LOANS) or (day is None and year and year > FIRST_YEAR_WITH_LOANS):
        text = Text(
            f"Boligen er taget i brug {said.da}, ikke før den 1. april 1964.",
            f"The dwelling was first taken into use {said.en}, not before 1 April 1964.",
        )
        return met(rule, source, text)
    if particulars.moved_for_renewal:
        text = Text(
            "Boligen er ældre end den 1. april 1964, men der flyttes på grund af sanering.",
            "The dwelling is older than 1 April 1964, but the move is because the old home is renewed.",
        )
        return met(rule, source, text)
    if day is None and year == FIRST_YEAR_WITH_LOANS:
        text = Text(
            "Boligen er taget i brug i 1964: er det den 1. april 1964 eller senere?",
            "The dwelling was first taken into use in 1964: was that on 1 April 1964 or later?",
        )
        return unmet(rule, source, Outcome.QUESTION, text)
    text = Text(
        f"Boligen er taget i brug {said.da}, før den 1. april 1964, så der er ingen ret til indskudslån.",
        f"The dwelling was first taken into use {said.en}, before 1 April 1964: there is no right to a deposit loan.",
    )
    return unmet(rule, source, Outcome.REFUSE, text)
