"""Amounts that may be right but rarely are: questioned, never lost and never silently used.

A person who sends one is asked at the door, and may confirm it. An offer's file comes from another service that cannot
answer: the case is opened, and the question stands first in the proposal (docs/decisions/0204).

The bounds are wide: a rent below 1,500 DKK is more often an amount in euros, an income above 100,000 DKK a month more
often a year's. What is impossible (negative, no adult) is refused by the shape of the request itself.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from kit.values.problems import FieldError, Unprocessable
from kit.values.texts import Text
from services.benefits.domain.households.households import Dwelling, Household
from services.benefits.domain.judgements import Judgement, Outcome, met, unmet
from services.benefits.domain.wording import in_kroner

# Where the caller sent the amounts of a dwelling, and where the highest amounts that a pre-approval asks for.
OF_DWELLING = {"rent": "/dwelling/rent_dkk", "utilities": "/dwelling/utilities_dkk", "deposit": "/dwelling/deposit_dkk"}
HIGHEST = {"rent": "/highest_rent_dkk", "utilities": "/highest_utilities_dkk", "deposit": "/highest_deposit_dkk"}

YOUNGEST_APPLICANT = 15
OLDEST_APPLICANT = 110


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between what an amount usually lies; nothing at all is usual where `or_none`."""

    low: Decimal
    high: Decimal
    or_none: bool = False

    def hold(self, amount: Decimal) -> bool:
        """Whether the amount is usual."""
        return (self.or_none and amount == 0) or self.low <= amount <= self.high


INCOME = Bounds(Decimal(2_000), Decimal(100_000), or_none=True)
WEALTH = Bounds(Decimal(0), Decimal(10_000_000))
RENT = Bounds(Decimal(1_500), Decimal(25_000))
UTILITIES = Bounds(Decimal(100), Decimal(6_000), or_none=True)
DEPOSIT = Bounds(Decimal(1_500), Decimal(200_000), or_none=True)


class ImplausibleAmount(Unprocessable):
    slug = "implausible-amount"
    title = Text(
        "Et beløb er usædvanligt: ret det, eller bekræft det i `confirmed`",
        "An amount is unusual: put it right, or confirm it in `confirmed`",
    )


def unusual_amounts(
    household: Household | None, dwelling: Dwelling | None, sent_as: Mapping[str, str] = OF_DWELLING
) -> dict[str, FieldError]:
    """The unusual amounts by JSON pointer, each with the question to ask."""
    checks: list[tuple[str, Decimal, Bounds]] = []
    if household is not None:
        checks += [
            ("/household/income_after_tax_dkk", household.income_after_tax, INCOME),
            ("/household/wealth_dkk", household.wealth, WEALTH),
        ]
        if household.income_before_tax is not None:
            checks.append(("/household/income_before_tax_dkk", household.income_before_tax, INCOME))
    if dwelling is not None:
        checks += [
            (sent_as["rent"], dwelling.rent, RENT),
            (sent_as["utilities"], dwelling.utilities, UTILITIES),
            (sent_as["deposit"], dwelling.deposit, DEPOSIT),
        ]
    return {pointer: question_about(pointer, amount) for pointer, amount, usual in checks if not usual.hold(amount)}


def require_plausible(
    household: Household | None,
    dwelling: Dwelling | None,
    confirmed: Collection[str],
    sent_as: Mapping[str, str] = OF_DWELLING,
) -> None:
    """Raises ImplausibleAmount with every unusual amount that nobody has confirmed."""
    unusual = unusual_amounts(household, dwelling, sent_as)
    errors = [error for pointer, error in unusual.items() if pointer not in confirmed]
    if errors:
        raise ImplausibleAmount(errors=errors)


def judge_amounts(household: Household | None, dwelling: Dwelling | None, confirmed: Collection[str] = ()) -> Judgement:
    """The authority answers for the case being sufficiently informed (retssikkerhedsloven § 10)."""
    rule, source = "amounts_usual", "retssikkerhedsloven § 10"
    unusual = [
        question for pointer, question in unusual_amounts(household, dwelling).items() if pointer not in confirmed
    ]
    if unusual:
        return unmet(rule, source, Outcome.QUESTION, unusual[0].text)
    text = Text("De oplyste beløb er sædvanlige.", "The amounts given are usual.")
    return met(rule, source, text)


def require_possible(household: Household | None, year: int) -> None:
    """Raises Unprocessable where the facts contradict each other."""
    errors = contradictions(household, year) if household is not None else []
    if errors:
        raise Unprocessable(errors=errors)


def contradictions(household: Household, year: int) -> list[FieldError]:
    """What cannot be: the applicant's age, and an income before tax below the one after tax."""
    errors = []
    age = year - household.birth_year
    if not YOUNGEST_APPLICANT <= age <= OLDEST_APPLICANT:
        text = Text(f"Ansøgeren ville være {age} år", f"The applicant would be {age} years old")
        errors.append(FieldError("/household/birth_year", text))
    if household.income_before_tax is not None and household.income_before_tax < household.income_after_tax:
        text = Text("Er mindre end indkomsten efter skat", "Is less than income after tax")
        errors.append(FieldError("/household/income_before_tax_dkk", text))
    return errors


def question_about(pointer: str, amount: Decimal) -> FieldError:
    """The question about an unusual amount."""
    words = in_kroner(amount)
    text = Text(
        f"{words.da} er usædvanligt: er det kroner om måneden (indskud: én gang), og ikke euro eller et årsbeløb?",
        f"{words.en} is unusual: is it kroner a month (a deposit: once), and neither euros nor a year's amount?",
    )
    return FieldError(pointer, text)
