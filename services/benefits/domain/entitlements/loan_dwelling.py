"""Boligstøtteloven § 54: the dwellings for whose deposit there is a right to a loan."""

from datetime import date

from kit.values.texts import Text
from services.benefits.domain.entitlements.asking import asked
from services.benefits.domain.entitlements.facts import FIRST_YEAR_WITH_LOANS, NEEDS, Landlord, Particulars
from services.benefits.domain.entitlements.kinds import CaseKind
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


def first_taken_into_use(dwelling: Dwelling, particulars: Particulars, *, is_found: bool = True) -> Judgement:
    """§ 54: first taken into use 1964-04-01 or later, or moved into because the old home is renewed (sanering).

    Often only the year is known: 1964 is asked about. Before a dwelling is found the rule is a condition.
    """
    rule, source = "deposit_loan_first_let", "boligstøtteloven § 54"
    day, year = particulars.first_let_on, dwelling.first_let_year
    if particulars.moved_for_renewal:
        text = Text(
            "Der flyttes på grund af sanering, så det er uden betydning, hvornår boligen er taget i brug.",
            "The move is because the old home is renewed, so it is of no matter when the dwelling was taken into use.",
        )
        return met(rule, source, text)
    if day is not None:
        return _judged_by_age(rule, source, day_in_words(day), is_new=day >= FIRST_DAY_WITH_LOANS)
    if year is not None and year != FIRST_YEAR_WITH_LOANS:
        return _judged_by_age(rule, source, Text(f"i {year}", f"in {year}"), is_new=year > FIRST_YEAR_WITH_LOANS)
    if year == FIRST_YEAR_WITH_LOANS:
        text = Text(
            "Boligen er taget i brug i 1964: er det den 1. april 1964 eller senere?",
            "The dwelling was first taken into use in 1964: was that on 1 April 1964 or later?",
        )
        return asked(rule, source, text)
    if is_found:
        return asked(rule, source, NEEDS[CaseKind.DEPOSIT_LOAN]["first_let_on"].question)
    text = Text(
        "Det er en betingelse, at boligen er taget i brug den 1. april 1964 eller senere.",
        "It is a condition that the dwelling was first taken into use on 1 April 1964 or later.",
    )
    return met(rule, source, text)


def _judged_by_age(rule: str, source: str, said: Text, *, is_new: bool) -> Judgement:
    if is_new:
        text = Text(
            f"Boligen er taget i brug {said.da}, ikke før den 1. april 1964.",
            f"The dwelling was first taken into use {said.en}, not before 1 April 1964.",
        )
        return met(rule, source, text)
    text = Text(
        f"Boligen er taget i brug {said.da}, før den 1. april 1964, så der er ingen ret til indskudslån.",
        f"The dwelling was first taken into use {said.en}, before 1 April 1964: there is no right to a deposit loan.",
    )
    return unmet(rule, source, Outcome.REFUSE, text)
