"""What a household lives on a month: given, or found from the kind of benefit on the day; never a guess.

Where tax is not known it lies between two bounds (docs/decisions/0201): at least what is left when the highest tax
is paid, at most the whole income before tax.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from kit.values.money import rounded
from kit.values.texts import Text
from services.benefits.domain.households.cash_benefits import (
    BEGUN,
    CASH_BENEFITS,
    REFORM,
    parts_of_cash_benefit,
    wealth_in_the_way,
)
from services.benefits.domain.households.circumstances import Applicant, Computed, FactQuestion
from services.benefits.domain.households.households import Benefit, Household
from services.benefits.domain.households.incomes import (
    MONTHS,
    NONE,
    highest_before_tax,
    lowest_after_tax,
    tax_at_most_key,
)
from services.benefits.domain.households.pensions import STATE_PENSIONS, pension_keys, share_of_pension
from services.benefits.domain.lines import Line
from services.benefits.domain.rates.rate_keys import RateKey
from services.benefits.domain.rates.rate_kinds import RATE_KINDS
from services.benefits.domain.rates.rates import Rate, RateBook, UnknownRate

GIVEN = "oplyst"
LAW_BEFORE = "lov om aktiv socialpolitik som gældende til 30.06.2025"
LAW_SINCE = "lov om aktiv socialpolitik §§ 16-20"
PENSION_LAW = "pensionsloven"


@dataclass(frozen=True, slots=True)
class Means:
    """Income after tax a month by its bounds, line by line; `before_tax` is the highest that it can be.

    `benefit` is the kind with its rate found. Bounds are None where a question keeps them unknown.
    """

    benefit: Benefit
    at_least: Decimal | None
    at_most: Decimal | None
    before_tax: Decimal | None
    lines: tuple[Line, ...] = ()
    questions: tuple[FactQuestion, ...] = ()
    unknown: tuple[UnknownRate, ...] = ()
    rates: tuple[Rate, ...] = ()

    def household(self, applicant: Applicant, income_after_tax: Decimal) -> Household:
        """The household with one income of those possible."""
        return Household(
            adults=applicant.adults,
            children=applicant.children,
            birth_year=applicant.birth_year,
            benefit=self.benefit,
            income_after_tax=income_after_tax,
            wealth=applicant.wealth,
            income_before_tax=self.before_tax,
        )


def means_of(applicant: Applicant, rates: RateBook, on: date) -> Means:
    """Income given after tax stands; given before tax it is taxed by bounds; else the benefit of the day is found."""
    if applicant.income_after_tax is not None:
        line = Line(
            "income_after_tax", applicant.income_after_tax, Text("Indkomst efter skat", "Income after tax"), GIVEN
        )
        amount = applicant.income_after_tax
        return Means(applicant.benefit, amount, amount, applicant.income_before_tax, (line,))
    if applicant.income_before_tax is not None:
        text = Text("Indkomst før skat", "Income before tax")
        line = Line("income_before_tax", applicant.income_before_tax, text, GIVEN)
        return _taxed(applicant, Computed(applicant.income_before_tax, (line,)), rates, on, NONE)
    computed = benefit_of_the_day(applicant, rates, on)
    if applicant.is_single:
        return _taxed(applicant, computed, rates, on, NONE)
    if applicant.others_after_tax is None:
        text = Text("Hvad har de øvrige voksne efter skat?", "What do the other adults have after tax?")
        asked = FactQuestion("/household/others_after_tax_dkk", text)
        questions = (*computed.questions, asked)
        return Means(applicant.benefit, None, None, None, computed.lines, questions, computed.unknown, computed.rates)
    return _taxed(applicant, computed, rates, on, applicant.others_after_tax)


def benefit_of_the_day(applicant: Applicant, rates: RateBook, on: date) -> Computed:
    """The applicant's own benefit before tax; a kind without published rates is asked for."""
    if applicant.benefit in CASH_BENEFITS:
        return _cash_benefit(applicant, rates, on)
    if applicant.benefit in STATE_PENSIONS:
        return _pension(applicant, rates, on)
    text = Text(
        "Indkomsten kan ikke regnes ud fra arten: indtast den, som den er bevilget eller udbetalt.",
        "The income cannot be counted from its kind: enter it as it is granted or paid.",
    )
    return Computed(None, questions=(FactQuestion("/household/income_after_tax_dkk", text),))


def _cash_benefit(applicant: Applicant, rates: RateBook, on: date) -> Computed:
    parts = parts_of_cash_benefit(applicant, on)
    wealth = wealth_in_the_way(applicant, rates, on)
    questions = tuple(each for each in (parts, wealth) if isinstance(each, FactQuestion))
    unknown = (wealth,) if isinstance(wealth, UnknownRate) else ()
    if isinstance(parts, FactQuestion):
        return Computed(None, (), questions, unknown)
    looked = rates.look_up(on, *parts)
    unknown = (*looked.unknown, *unknown)
    law = LAW_SINCE if on >= REFORM else LAW_BEFORE
    lines = tuple(_line(rate, rate.value, law) for rate in looked.used)
    amount = None if unknown or questions else sum((line.amount for line in lines), NONE)
    return Computed(amount, lines, questions, unknown, looked.used)


def _pension(applicant: Applicant, rates: RateBook, on: date) -> Computed:
    share = share_of_pension(applicant, rates, on)
    looked = rates.look_up(on, *pension_keys(applicant))
    if isinstance(share, FactQuestion):
        return Computed(None, (), (share,), looked.unknown, looked.used)
    if isinstance(share, tuple):
        return Computed(None, (), (), (*looked.unknown, *share), looked.used)
    if looked.unknown:
        return Computed(None, (), (), looked.unknown, (*looked.used, *share.rates))
    base, supplement = looked.used
    amount = _monthly(base.value + supplement.value, share.of_full)
    of_base, law = _monthly(base.value, share.of_full), _law_of(share.of_full)
    lines = (_line(base, of_base, law), _line(supplement, amount - of_base, law))
    return Computed(amount, lines, (), (), (*looked.used, *share.rates))


def _monthly(a_year: Decimal, share: Fraction) -> Decimal:
    exact = Fraction(a_year) * share / MONTHS
    return rounded(Decimal(exact.numerator) / Decimal(exact.denominator))


def _law_of(share: Fraction) -> str:
    return PENSION_LAW if share == 1 else f"{PENSION_LAW}; {share.numerator}/{share.denominator}"


def _line(rate: Rate, amount: Decimal, law: str) -> Line:
    name = RATE_KINDS[rate.key].name
    return Line(
        rate.key,
        amount,
        Text(name.da[0].upper() + name.da[1:], name.en[0].upper() + name.en[1:]),
        f"{law}; {rate.source}",
    )


def _taxed(applicant: Applicant, computed: Computed, rates: RateBook, on: date, others: Decimal) -> Means:
    """After tax by bounds; the others' income is given after tax, and before tax counted at its highest."""
    benefit = _found_kind(applicant.benefit, computed)
    keys = [tax_at_most_key(applicant.benefit), *([RateKey.TAX_AT_MOST_WORK] if others else [])]
    looked, allowed = rates.look_up(on, *keys), rates.look_up(on, RateKey.PERSONAL_ALLOWANCE)
    unknown = (*computed.unknown, *looked.unknown)
    used = (*computed.rates, *looked.used, *allowed.used)
    if computed.amount is None or looked.unknown:
        return Means(benefit, None, None, None, computed.lines, computed.questions, unknown, used)
    allowance = allowed.value_or(RateKey.PERSONAL_ALLOWANCE, NONE) / MONTHS
    least = lowest_after_tax(computed.amount, looked.value(keys[0]), allowance)
    highest_of_others: Decimal | None = NONE
    lines = computed.lines
    if least < computed.amount:
        source = looked.rates[keys[0]].source
        lines += (Line("tax_at_most", least - computed.amount, Text("Skat, højst", "Tax, at most"), source),)
    if others:
        highest_of_others = highest_before_tax(others, looked.value(RateKey.TAX_AT_MOST_WORK), allowance)
        text = Text("De øvrige voksnes indkomst efter skat", "The other adults’ income after tax")
        lines += (Line("others_after_tax", others, text, GIVEN),)
    before_tax = None if highest_of_others is None else rounded(computed.amount + highest_of_others)
    return Means(benefit, least + others, computed.amount + others, before_tax, lines, (), (), used)


def _found_kind(benefit: Benefit, computed: Computed) -> Benefit:
    found = {rate.key for rate in computed.rates}
    return next((kind for kind, key in BEGUN.items() if key in found), benefit)
