"""What is said of housing benefit: the amount, what bounds it, and what could not be counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kit.values.decisions import Reason
from kit.values.texts import Text
from services.benefits.domain.affordability.schemes import LAW, Scheme
from services.benefits.domain.rates.rate_keys import RateKey
from services.benefits.domain.rates.rates import Rate, UnknownRate
from services.benefits.domain.wording import in_kroner, percent_in_words


@dataclass(frozen=True, slots=True)
class Bound:
    """What the amount, or the cost it is counted from, is bounded by: its name, the rate that says so, its value."""

    name: str
    key: RateKey
    value: Decimal


def not_counted(scheme: Scheme, unknown: tuple[UnknownRate, ...]) -> Reason:
    """Nothing is counted while a rate without a worst value is unknown."""
    question = unknown[0].question if unknown else _NO_BOUND
    text = Text(
        f"Boligstøtte ({scheme.name.da}) er ikke regnet med. {question.da}",
        f"Housing benefit ({scheme.name.en}) is not counted. {question.en}",
    )
    return Reason("housing_benefit_counted", LAW, False, text)


def too_wealthy(scheme: Scheme) -> Reason:
    """Wealth above the step lowers the benefit by a share that is not known."""
    text = Text(
        f"Boligstøtte ({scheme.name.da}) er ikke regnet med, fordi formuen er over den grænse, hvor den nedsættes.",
        f"Housing benefit ({scheme.name.en}) is not counted: the wealth is above the step where it is reduced.",
    )
    return Reason("housing_benefit_wealth", LAW, False, text)


def counted(scheme: Scheme, a_month: Decimal, exact: bool, unknown: tuple[UnknownRate, ...]) -> Reason:
    """The amount, and what it was counted without."""
    amount = in_kroner(a_month)
    least = Text("", "") if exact else Text("mindst ", "at least ")
    missing_da = "".join(f" {each.question.da} Til da regnes der uden." for each in unknown)
    missing_en = "".join(f" {each.question.en} Until then it is counted without." for each in unknown)
    text = Text(
        f"Boligstøtte ({scheme.name.da}) er {least.da}{amount.da} om måneden.{missing_da}",
        f"Housing benefit ({scheme.name.en}) is {least.en}{amount.en} a month.{missing_en}",
    )
    return Reason("housing_benefit_counted", LAW, True, text)


def bounds(found: Iterable[Bound], used: Iterable[Rate]) -> tuple[Reason, ...]:
    """A reason for each thing that bounds the amount, with the source of its rate."""
    rates = {rate.key: rate for rate in used}
    return tuple(
        Reason(
            f"housing_benefit_{bound.name}",
            f"{LAW}; {rates[bound.key].source}",
            True,
            _said(bound, rates[bound.key].value),
        )
        for bound in found
    )


def _said(bound: Bound, rate: Decimal) -> Text:
    kroner, percent, of_rate = in_kroner(bound.value), percent_in_words(rate), in_kroner(rate)
    sentences = {
        "area": Text(f"Der regnes kun med {bound.value:f} m².", f"Only {bound.value:f} m² are counted."),
        "rent_ceiling": Text(
            f"Der regnes kun med en husleje på {kroner.da} om året.", f"Only a rent of {kroner.en} a year is counted."
        ),
        "formula": Text(
            f"Beløbet er {percent.da} af boligudgiften, mindre et fradrag for indkomst: {kroner.da} om måneden.",
            f"The amount is {percent.en} of the cost less a deduction for income: {kroner.en} a month.",
        ),
        "own_payment": Text(
            f"Egenbetalingen begrænser beløbet til {kroner.da} om måneden.",
            f"The own payment bounds the amount to {kroner.en} a month.",
        ),
        "no_children": Text(
            f"Uden børn gives højst {percent.da} af boligudgiften: {kroner.da} om måneden.",
            f"Without children at most {percent.en} of the cost is given: {kroner.en} a month.",
        ),
        "maximum": Text(f"Det største beløb er {kroner.da} om måneden.", f"The largest amount is {kroner.en} a month."),
        "least": Text(
            f"Beløb under {of_rate.da} om måneden udbetales ikke.", f"Amounts below {of_rate.en} a month are not paid."
        ),
        "cap": Text(
            f"Boligstøtteloftet for par er {kroner.da} om måneden.",
            f"The housing benefit cap for couples is {kroner.en} a month.",
        ),
        "cash_ceiling": Text(
            f"Kontanthjælpsloftet giver plads til {kroner.da} om måneden.",
            f"The ceiling of cash benefits leaves room for {kroner.en} a month.",
        ),
    }
    return sentences[bound.name]


_NO_BOUND = Text("Indkomsten før skat har ingen øvre grænse.", "Income before tax has no upper bound.")
