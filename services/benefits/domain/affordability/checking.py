"""What cannot be right in what was sent for a statement, and what is unusual: all told at once, each at its field."""

from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal

from kit.values.problems import FieldError, Unprocessable
from kit.values.texts import Text
from services.benefits.domain.affordability.statement import Home
from services.benefits.domain.households.circumstances import Applicant
from services.benefits.domain.households.pensions import FIRST_AGE
from services.benefits.domain.households.plausibility import (
    INCOME,
    OLDEST_APPLICANT,
    RENT,
    UTILITIES,
    WEALTH,
    YOUNGEST_APPLICANT,
    Bounds,
    ImplausibleAmount,
    question_about,
)

OF_AGE = 18
MOST = Decimal(10_000_000)
YOUNGEST_PARENT = 12
OTHER_COST = Bounds(Decimal(0), Decimal(10_000))


def require_right(applicant: Applicant, home: Home, on: date, confirmed: Collection[str]) -> None:
    """Raises Unprocessable with all that contradicts itself and all that is unusual and that nobody has confirmed.

    ImplausibleAmount where every fault can be answered by confirming it.
    """
    impossible = [
        *_out_of_measure(applicant, home),
        *_impossible_people(applicant, on),
        *_impossible_facts(applicant, on),
    ]
    told = {error.pointer for error in impossible}
    unusual = [
        error for error in _unusual(applicant, home, on) if error.pointer not in told and error.pointer not in confirmed
    ]
    if impossible:
        raise Unprocessable(errors=[*impossible, *unusual])
    if unusual:
        raise ImplausibleAmount(errors=unusual)


def _amounts(applicant: Applicant, home: Home) -> Iterator[tuple[str, Decimal, Bounds]]:
    incomes = {
        "income_after_tax": applicant.income_after_tax,
        "income_before_tax": applicant.income_before_tax,
        "others_after_tax": applicant.others_after_tax,
    }
    for name, amount in incomes.items():
        if amount is not None:
            yield f"/household/{name}_dkk", amount, INCOME
    yield "/household/wealth_dkk", applicant.wealth, WEALTH
    yield "/dwelling/rent_dkk", home.cost.rent, RENT
    yield "/dwelling/utilities_dkk", home.utilities, UTILITIES
    for number, other in enumerate(home.others):
        yield f"/other_costs/{number}/amount_dkk", other.amount, OTHER_COST


def _out_of_measure(applicant: Applicant, home: Home) -> Iterator[FieldError]:
    negative = Text("Kan ikke være negativ", "Cannot be negative")
    too_much = Text("Er mere, end noget beløb her kan være", "Is more than any amount here can be")
    for pointer, amount, usual in _amounts(applicant, home):
        if amount < 0:
            yield FieldError(pointer, negative)
        elif amount > MOST and usual is not WEALTH:
            yield FieldError(pointer, too_much)


def _impossible_people(applicant: Applicant, on: date) -> Iterator[FieldError]:
    age = on.year - applicant.birth_year
    if age < 0:
        text = Text(f"Fødselsåret ligger efter {on.year}", f"The year of birth is after {on.year}")
        yield FieldError("/household/birth_year", text)
    elif not YOUNGEST_APPLICANT <= age <= OLDEST_APPLICANT:
        text = Text(f"Ansøgeren ville være {age} år", f"The applicant would be {age} years old")
        yield FieldError("/household/birth_year", text)
    years = applicant.children_birth_years
    if years and len(years) != applicant.children:
        text = Text(
            f"Der er {applicant.children} børn i husstanden", f"The household has {applicant.children} children"
        )
        yield FieldError("/household/children_birth_years", text)
    for number, year in enumerate(years):
        pointer = f"/household/children_birth_years/{number}"
        if year > on.year:
            text = Text(f"Fødselsåret ligger efter {on.year}", f"The year of birth is after {on.year}")
            yield FieldError(pointer, text)
        elif year <= applicant.birth_year:
            text = Text("Barnet ville være ældre end sin forælder", "The child would be older than its parent")
            yield FieldError(pointer, text)
        elif on.year - year > OF_AGE:
            text = Text(
                "Barnet er over 18 år: regn det med som voksen", "The child is over 18: count it among the adults"
            )
            yield FieldError(pointer, text)


def _impossible_facts(applicant: Applicant, on: date) -> Iterator[FieldError]:
    before, after, facts = applicant.income_before_tax, applicant.income_after_tax, applicant.circumstances
    if before is not None and after is not None and before < after:
        text = Text("Er mindre end indkomsten efter skat", "Is less than income after tax")
        yield FieldError("/household/income_before_tax_dkk", text)
    if facts.born_on is not None and facts.born_on.year != applicant.birth_year:
        text = Text("Passer ikke med fødselsåret", "Does not fit the year of birth")
        yield FieldError("/household/circumstances/born_on", text)
    elif facts.born_on is not None and facts.born_on > on:
        text = Text("Ligger efter den dag, der regnes for", "Is after the day that is counted for")
        yield FieldError("/household/circumstances/born_on", text)
    if facts.residence_years is not None and facts.residence_years > max(0, on.year - applicant.birth_year - FIRST_AGE):
        text = Text(
            f"Flere år, end der er gået, siden ansøgeren blev {FIRST_AGE}",
            f"More years than have passed since the applicant was {FIRST_AGE}",
        )
        yield FieldError("/household/circumstances/residence_years", text)
    reached = facts.pension_age_reached_on
    if reached is not None and reached > on:
        text = Text("Pensionsalderen er ikke nået på dagen", "Pension age is not reached on the day")
        yield FieldError("/household/circumstances/pension_age_reached_on", text)


def _unusual(applicant: Applicant, home: Home, on: date) -> Iterator[FieldError]:
    for pointer, amount, usual in _amounts(applicant, home):
        if not usual.hold(amount):
            yield question_about(pointer, amount)
    for number, year in enumerate(applicant.children_birth_years):
        if applicant.birth_year < year < applicant.birth_year + YOUNGEST_PARENT and year <= on.year:
            text = Text(
                f"Forælderen ville have været {year - applicant.birth_year} år: er det rigtigt?",
                f"The parent would have been {year - applicant.birth_year} years old: is that right?",
            )
            yield FieldError(f"/household/children_birth_years/{number}", text)
