"""The affordability statement in full: from the kind of benefit or a known income to what is left, line by line.

Guidance with a verdict, never a refusal by itself. Where tax is not known, the verdict is given only if it is the same
whatever the tax is; between the bounds it is a question.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kit.values.decisions import Reason
from kit.values.texts import Text
from services.benefits.domain.affordability.affordability import (
    GUIDELINE,
    Affordability,
    FixedCost,
    HighestRent,
    Verdict,
    affordability,
    highest_rent,
)
from services.benefits.domain.affordability.benefit_reasons import bounds
from services.benefits.domain.affordability.housing_benefit import HousingCost
from services.benefits.domain.households.circumstances import Applicant, FactQuestion
from services.benefits.domain.households.households import Dwelling, DwellingClass
from services.benefits.domain.households.incomes import NONE
from services.benefits.domain.households.means import Means, means_of
from services.benefits.domain.lines import Line
from services.benefits.domain.rates.rates import Rate, RateBook, UnknownRate
from services.benefits.domain.wording import in_kroner


@dataclass(frozen=True, slots=True)
class Home:
    """What living there costs a month: what housing benefit counts, and what is paid beside it."""

    cost: HousingCost
    utilities: Decimal
    others: tuple[FixedCost, ...] = ()

    def as_dwelling(self) -> Dwelling:
        """The dwelling as an offer would have it; a statement asks for no deposit."""
        return Dwelling(
            rent=self.cost.rent,
            utilities=self.utilities,
            deposit=NONE,
            first_let_year=None,
            dwelling_class=DwellingClass.FAMILY,
            has_kitchen=self.cost.has_kitchen,
            area_m2=self.cost.area_m2,
        )


@dataclass(frozen=True, slots=True)
class Statement:
    """The verdict with everything it rests on; `lines` are empty while the income is a question."""

    verdict: Verdict
    income: Means
    lines: tuple[Line, ...]
    reasons: tuple[Reason, ...]
    questions: tuple[FactQuestion, ...]
    unknown: tuple[UnknownRate, ...]
    rates: tuple[Rate, ...]
    highest: HighestRent | None


def state(applicant: Applicant, home: Home, rates: RateBook, on: date) -> Statement:
    """The statement of one household in one dwelling on one day."""
    income = means_of(applicant, rates, on)
    if income.at_least is None or income.at_most is None:
        reasons = tuple(_asked(question) for question in income.questions)
        reasons += tuple(Reason("income_known", GUIDELINE, False, each.question) for each in income.unknown)
        unknown, used = income.unknown, income.rates
        return Statement(Verdict.QUESTION, income, (), reasons, income.questions, unknown, used, None)
    at_home = applicant.circumstances.lives_with_parents
    least, most = (
        affordability(
            income.household(applicant, after_tax),
            home.as_dwelling(),
            rates,
            on,
            cost=home.cost,
            others=home.others,
            at_home=at_home,
        )
        for after_tax in (income.at_least, income.at_most)
    )
    verdict = _verdict(least, most)
    questions = (_after_tax(income.at_least, least),) if verdict is Verdict.QUESTION and least.least is not None else ()
    highest = highest_rent(
        income.household(applicant, income.at_least),
        rates,
        on,
        home.utilities,
        cost=home.cost,
        others=sum((other.amount for other in home.others), NONE),
        at_home=at_home,
    )
    used = tuple(dict.fromkeys((*income.rates, *least.rates)))
    reasons = (*least.reasons[:-1], *bounds(least.bounds, least.rates), least.reasons[-1])
    reasons += tuple(_asked(question) for question in questions)
    return Statement(verdict, income, least.lines, reasons, questions, least.unknown, used, highest)


def _verdict(least: Affordability, most: Affordability) -> Verdict:
    return least.verdict if least.verdict is most.verdict else Verdict.QUESTION


def _after_tax(at_least: Decimal, least: Affordability) -> FactQuestion:
    """Between the bounds the income after tax decides: from which amount the guideline is met."""
    assert least.least is not None
    needed = in_kroner(at_least + least.least - least.left)
    text = Text(
        f"Er indkomsten efter skat mindst {needed.da}? Da er det vejledende beløb nået; indtast den.",
        f"Is income after tax at least {needed.en}? Then the guideline is met; enter it.",
    )
    return FactQuestion("/household/income_after_tax_dkk", text)


def _asked(question: FactQuestion) -> Reason:
    return Reason("fact_needed", "retssikkerhedsloven § 10", False, question.text)
