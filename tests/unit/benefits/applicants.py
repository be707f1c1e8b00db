"""Applicants and homes for statements, every field optional."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

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


any_applicant = st.builds(
    an_applicant,
    benefit=st.sampled_from(list(Benefit)),
    born=st.integers(1940, 2007),
    adults=st.integers(1, 3),
    children=st.integers(0, 5),
    wealth=st.integers(0, 40_000).map(str),
    others=st.one_of(st.none(), st.integers(0, 30_000).map(str)),
    lives_with_parents=st.booleans(),
    provides_elsewhere=st.booleans(),
    extra_child_benefit=st.sampled_from([None, True, False]),
    activity_supplement=st.booleans(),
    diagnosis=st.booleans(),
    pregnant=st.booleans(),
    meets_residence_requirement=st.sampled_from([None, True, False]),
    worked_two_and_a_half_years=st.sampled_from([None, True, False]),
    ready_for_activity=st.booleans(),
    adaptation_supplement=st.booleans(),
    residence_years=st.one_of(st.none(), st.integers(0, 60)),
    pension_age_reached_on=st.one_of(st.none(), st.dates(date(2015, 1, 1), date(2026, 1, 1))),
)
