"""Applicants and homes for statements, every field optional."""

from datetime import date
from decimal import Decimal
from typing import Any

from services.benefits.domain.affordability.affordability import FixedCost
from services.benefits.domain.affordability.housing_benefit import HousingCost
from services.benefits.domain.affordability.statement import Home
from services.benefits.domain.households.circumstances import Applicant, Circumstances
from services.benefits.domain.households.households import Benefit
from services.benefits.domain.rates.rate_keys import RateKey
from services.benefits.domain.rates.rates import RateBook
from tests.unit.benefits.facts import a_book, a_rate

IN_MARCH, IN_AUGUST = date(2025, 3, 3), date(2025, 8, 1)
IN_2021, IN_2023, IN_2024, IN_2026 = date(2021, 3, 1), date(2023, 3, 1), date(2024, 3, 1), date(2026, 3, 2)


def _dkk(amount: str | None) -> Decimal | None:
    return None if amount is None else Decimal(amount)


def an_applicant(
    benefit: Benefit = Benefit.CASH_BENEFIT_HIGHER,
    born: int = 1980,
    adults: int = 1,
    children: int = 0,
    *,
    wealth: str = "0",
    after: str | None = None,
    before: str | None = None,
    others: str | None = None,
    **circumstances: Any,
) -> Applicant:
    """A single person on the higher cash benefit, whose income is not given, unless said otherwise."""
    return Applicant(
        adults=adults,
        children=children,
        birth_year=born,
        benefit=benefit,
        wealth=Decimal(wealth),
        income_after_tax=_dkk(after),
        income_before_tax=_dkk(before),
        others_after_tax=_dkk(others),
        circumstances=Circumstances(**circumstances),
    )


def a_home(rent: str = "4500", utilities: str = "700", *others: str, **cost: Any) -> Home:
    """A small home with a low rent unless said otherwise; `others` are other fixed costs."""
    costs = tuple(FixedCost("Forsikring", Decimal(other)) for other in others)
    return Home(HousingCost(Decimal(rent), **cost), Decimal(utilities), costs)


def as_furesoe() -> RateBook:
    """The guidelines of Furesø (facts.md 3.5), which sets the young, the minimum rate and pensions apart."""
    amounts = {
        RateKey.GUIDELINE_SINGLE: "4000",
        RateKey.GUIDELINE_COUPLE: "7150",
        RateKey.GUIDELINE_UNDER_25_AWAY: "3180",
        RateKey.GUIDELINE_UNDER_25_HOME: "1350",
        RateKey.GUIDELINE_CHILD: "1100",
        RateKey.GUIDELINE_MINIMUM_SINGLE: "2800",
        RateKey.GUIDELINE_MINIMUM_COUPLE: "5000",
        RateKey.GUIDELINE_PENSION_SINGLE: "5000",
        RateKey.GUIDELINE_PENSION_COUPLE: "8000",
        RateKey.GUIDELINE_PENSION_CHILD: "1000",
    }
    return a_book(*(a_rate(key, amount) for key, amount in amounts.items()))
