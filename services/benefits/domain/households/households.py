"""The facts that benefits decides by: a household and a dwelling, as the case carries them."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

AMOUNTS = frozenset({"income_after_tax", "income_before_tax", "wealth", "rent", "utilities", "deposit"})
"""The fields below that are amounts in kroner."""


class Benefit(StrEnum):
    """What the applicant lives on.

    The rates of the one kontanthjælp (minimum, basic, higher, at home) are from 2025-07-01; education benefit and
    self-support benefit (SHO) end with 2025-06-30; plain cash benefit is of both times, its rate found from the facts.
    Other kinds are counted as bearing the tax of wages, which is the highest.
    """

    CASH_BENEFIT = "cash_benefit"
    EDUCATION_BENEFIT = "education_benefit"
    SELF_SUPPORT_BENEFIT = "self_support_benefit"
    CASH_BENEFIT_AT_HOME = "cash_benefit_at_home"
    CASH_BENEFIT_MINIMUM = "cash_benefit_minimum"
    CASH_BENEFIT_BASIC = "cash_benefit_basic"
    CASH_BENEFIT_HIGHER = "cash_benefit_higher"
    SICKNESS_BENEFIT = "sickness_benefit"
    STUDENT_GRANT = "student_grant"
    DISABILITY_PENSION = "disability_pension"
    DISABILITY_PENSION_BEFORE_2003 = "disability_pension_before_2003"
    STATE_PENSION = "state_pension"
    FRACTIONAL_PENSION = "fractional_pension"
    WORK = "work"
    OTHER = "other"


class DwellingClass(StrEnum):
    """The class under which a dwelling is let."""

    FAMILY = "family"
    YOUTH = "youth"
    ELDERLY = "elderly"
    ROOM = "room"


@dataclass(frozen=True, slots=True)
class Household:
    """Who moves in and what they live on, a month.

    `income_before_tax` is known only where somebody has seen it; `first_home_after_eviction` answers the question of
    boligstøtteloven § 55 about an unpaid earlier loan, None while nobody has asked.
    """

    adults: int
    children: int
    birth_year: int
    benefit: Benefit
    income_after_tax: Decimal
    wealth: Decimal
    unpaid_deposit_loan: bool = False
    income_before_tax: Decimal | None = None
    first_home_after_eviction: bool | None = None

    @property
    def persons(self) -> int:
        """Everybody in the household; children count as persons."""
        return self.adults + self.children


@dataclass(frozen=True, slots=True)
class Dwelling:
    """What the dwelling costs: rent without water, heat and electricity, those apart, a month; the deposit once.

    In an approval before there is an offer these are the highest amounts, and `first_let_year` is None.
    """

    rent: Decimal
    utilities: Decimal
    deposit: Decimal
    first_let_year: int | None
    dwelling_class: DwellingClass
    has_kitchen: bool = True
    area_m2: int | None = None
