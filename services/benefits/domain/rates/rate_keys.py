"""The rates, limits and local choices that benefits decides by: each with its unit and its name in words."""

from dataclasses import dataclass
from enum import StrEnum

from kit.values.texts import Text

A_YEAR = "DKK a year"
A_MONTH = "DKK a month"
PERCENT = "percent"
HOURS = "hours"
WORKING_DAYS = "working days"
SQUARE_METRES = "m2"
YES_OR_NO = "1 or 0"


class RateKey(StrEnum):
    """Stable names of rates; the value of each lies in a dated table, never in code.

    The deadlines of offers and answers are kept with the municipality's other choices; benefits decides by neither.
    """

    LOAN_INCOME_LIMIT = "deposit_loan_income_limit"
    LOAN_INCOME_LIMIT_ROOM = "deposit_loan_income_limit_room"
    LOAN_INCOME_LIMIT_PER_CHILD = "deposit_loan_income_limit_per_child"
    RENT_OF_INCOME_PERCENT = "rent_of_income_percent"
    GUIDELINE_SINGLE = "disposable_guideline_single"
    GUIDELINE_COUPLE = "disposable_guideline_couple"
    GUIDELINE_FURTHER_ADULT = "disposable_guideline_further_adult"
    GUIDELINE_CHILD = "disposable_guideline_child"
    UTILITIES_AT_MOST = "utilities_counted_at_most"
    FAST_TRACK_HOURS = "fast_track_hours"
    ORDINARY_DEADLINE = "ordinary_deadline"
    OFFER_DEADLINE = "offer_deadline"
    ANSWER_DEADLINE = "answer_deadline"
    TAX_AT_MOST_WORK = "income_tax_at_most_percent_work"
    TAX_AT_MOST_TRANSFER = "income_tax_at_most_percent_transfer"
    PERSONAL_ALLOWANCE = "personal_allowance"
    AREA_FIRST_PERSON = "housing_benefit_area_first_person"
    AREA_FURTHER_PERSON = "housing_benefit_area_further_person"
    CAP_COUPLE_IN_FORCE = "housing_benefit_cap_couple_in_force"
    CAP_COUPLE = "housing_benefit_cap_couple"
    ORDINARY_COST_PERCENT = "housing_benefit_ordinary_cost_percent"
    ORDINARY_INCOME_PERCENT = "housing_benefit_ordinary_income_percent"
    ORDINARY_NO_CHILDREN_PERCENT = "housing_benefit_ordinary_no_children_percent"
    ORDINARY_INCOME_LIMIT = "housing_benefit_ordinary_income_limit"
    ORDINARY_INCOME_LIMIT_FURTHER_CHILD = "housing_benefit_ordinary_income_limit_further_child"
    ORDINARY_MAXIMUM = "housing_benefit_ordinary_maximum"
    ORDINARY_RENT_CEILING = "housing_benefit_ordinary_rent_ceiling"
    ORDINARY_OWN_PAYMENT = "housing_benefit_ordinary_own_payment"
    ORDINARY_WEALTH_STEP = "housing_benefit_ordinary_wealth_step"
    PENSIONER_COST_PERCENT = "housing_benefit_pensioner_cost_percent"
    PENSIONER_COST_ADDITION = "housing_benefit_pensioner_cost_addition"
    PENSIONER_INCOME_PERCENT = "housing_benefit_pensioner_income_percent"
    PENSIONER_INCOME_LIMIT = "housing_benefit_pensioner_income_limit"
    PENSIONER_INCOME_LIMIT_FURTHER_CHILD = "housing_benefit_pensioner_income_limit_further_child"
    PENSIONER_MAXIMUM = "housing_benefit_pensioner_maximum"
    PENSIONER_RENT_CEILING = "housing_benefit_pensioner_rent_ceiling"
    PENSIONER_OWN_PAYMENT = "housing_benefit_pensioner_own_payment"
    PENSIONER_OWN_PAYMENT_PERCENT = "housing_benefit_pensioner_own_payment_percent"
    PENSIONER_LEAST = "housing_benefit_pensioner_least"
    PENSIONER_WEALTH_STEP = "housing_benefit_pensioner_wealth_step"


@dataclass(frozen=True, slots=True)
class RateKind:
    """What a rate is measured in, and what people call it."""

    unit: str
    name: Text


def _kind(unit: str, da: str, en: str) -> RateKind:
    return RateKind(unit, Text(da, en))


RATE_KINDS: dict[RateKey, RateKind] = {
    RateKey.LOAN_INCOME_LIMIT: _kind(A_YEAR, "indkomstgrænse for indskudslån", "income limit for deposit loans"),
    RateKey.LOAN_INCOME_LIMIT_ROOM: _kind(
        A_YEAR, "indkomstgrænse for indskudslån til værelse", "income limit for deposit loans for a room"
    ),
    RateKey.LOAN_INCOME_LIMIT_PER_CHILD: _kind(
        A_YEAR, "forhøjelse af indkomstgrænsen for hvert barn", "addition to the income limit for each child"
    ),
    RateKey.RENT_OF_INCOME_PERCENT: _kind(
        PERCENT, "højeste andel af indkomsten til husleje", "highest share of income for rent"
    ),
    RateKey.GUIDELINE_SINGLE: _kind(A_MONTH, "vejledende rådighedsbeløb, enlig", "disposable income guideline, single"),
    RateKey.GUIDELINE_COUPLE: _kind(A_MONTH, "vejledende rådighedsbeløb, par", "disposable income guideline, couple"),
    RateKey.GUIDELINE_FURTHER_ADULT: _kind(
        A_MONTH, "vejledende rådighedsbeløb, yderligere voksen", "disposable income guideline, further adult"
    ),
    RateKey.GUIDELINE_CHILD: _kind(A_MONTH, "vejledende rådighedsbeløb, barn", "disposable income guideline, child"),
    RateKey.UTILITIES_AT_MOST: _kind(
        A_MONTH, "forbrug, der højst regnes med før en bolig er kendt", "utilities counted before a dwelling is known"
    ),
    RateKey.FAST_TRACK_HOURS: _kind(HOURS, "timer i det hurtige spor", "hours in the fast track"),
    RateKey.ORDINARY_DEADLINE: _kind(WORKING_DAYS, "almindelig sagsbehandlingsfrist", "ordinary deadline"),
    RateKey.OFFER_DEADLINE: _kind(WORKING_DAYS, "frist for boligtilbud (boliganvisningen)", "deadline of an offer"),
    RateKey.ANSWER_DEADLINE: _kind(WORKING_DAYS, "svarfrist (boliganvisningen)", "deadline of an answer"),
    RateKey.TAX_AT_MOST_WORK: _kind(PERCENT, "skat af løn, højst", "tax on wages, at most"),
    RateKey.TAX_AT_MOST_TRANSFER: _kind(PERCENT, "skat af ydelser, højst", "tax on benefits, at most"),
    RateKey.PERSONAL_ALLOWANCE: _kind(A_YEAR, "personfradrag", "personal allowance"),
    RateKey.AREA_FIRST_PERSON: _kind(SQUARE_METRES, "areal for første person", "area for the first person"),
    RateKey.AREA_FURTHER_PERSON: _kind(SQUARE_METRES, "areal for hver yderligere person", "area for a further person"),
    RateKey.CAP_COUPLE_IN_FORCE: _kind(YES_OR_NO, "boligstøtteloft i kraft", "housing benefit cap in force"),
    RateKey.CAP_COUPLE: _kind(A_MONTH, "boligstøtteloft for par på forhøjet sats", "housing benefit cap for couples"),
    RateKey.ORDINARY_COST_PERCENT: _kind(PERCENT, "boligsikring: andel af boligudgift", "boligsikring: share of cost"),
    RateKey.ORDINARY_INCOME_PERCENT: _kind(
        PERCENT, "boligsikring: fradrag i procent af indkomst", "boligsikring: deduction in percent of income"
    ),
    RateKey.ORDINARY_NO_CHILDREN_PERCENT: _kind(
        PERCENT, "boligsikring: højst for husstande uden børn", "boligsikring: at most for households without children"
    ),
    RateKey.ORDINARY_INCOME_LIMIT: _kind(A_YEAR, "boligsikring: indkomstgrænse", "boligsikring: income limit"),
    RateKey.ORDINARY_INCOME_LIMIT_FURTHER_CHILD: _kind(
        A_YEAR,
        "boligsikring: forhøjelse pr. barn efter det første",
        "boligsikring: addition per child beyond the first",
    ),
    RateKey.ORDINARY_MAXIMUM: _kind(A_YEAR, "boligsikring: største beløb", "boligsikring: maximum"),
    RateKey.ORDINARY_RENT_CEILING: _kind(A_YEAR, "boligsikring: lejeloft", "boligsikring: rent ceiling"),
    RateKey.ORDINARY_OWN_PAYMENT: _kind(A_YEAR, "boligsikring: egenbetaling", "boligsikring: own payment"),
    RateKey.ORDINARY_WEALTH_STEP: _kind(A_YEAR, "boligsikring: formuegrænse", "boligsikring: wealth step"),
    RateKey.PENSIONER_COST_PERCENT: _kind(PERCENT, "boligydelse: andel af boligudgift", "boligydelse: share of cost"),
    RateKey.PENSIONER_COST_ADDITION: _kind(A_YEAR, "boligydelse: tillæg til boligudgift", "boligydelse: cost addition"),
    RateKey.PENSIONER_INCOME_PERCENT: _kind(
        PERCENT, "boligydelse: fradrag i procent af indkomst", "boligydelse: deduction in percent of income"
    ),
    RateKey.PENSIONER_INCOME_LIMIT: _kind(A_YEAR, "boligydelse: indkomstgrænse", "boligydelse: income limit"),
    RateKey.PENSIONER_INCOME_LIMIT_FURTHER_CHILD: _kind(
        A_YEAR, "boligydelse: forhøjelse pr. barn efter det første", "boligydelse: addition per child beyond the first"
    ),
    RateKey.PENSIONER_MAXIMUM: _kind(A_YEAR, "boligydelse: største beløb", "boligydelse: maximum"),
    RateKey.PENSIONER_RENT_CEILING: _kind(A_YEAR, "boligydelse: lejeloft", "boligydelse: rent ceiling"),
    RateKey.PENSIONER_OWN_PAYMENT: _kind(A_YEAR, "boligydelse: egenbetaling", "boligydelse: own payment"),
    RateKey.PENSIONER_OWN_PAYMENT_PERCENT: _kind(
        PERCENT, "boligydelse: egenbetaling af indkomst", "boligydelse: own payment of income"
    ),
    RateKey.PENSIONER_LEAST: _kind(A_MONTH, "boligydelse: mindste beløb", "boligydelse: least amount"),
    RateKey.PENSIONER_WEALTH_STEP: _kind(A_YEAR, "boligydelse: formuegrænse", "boligydelse: wealth step"),
}
