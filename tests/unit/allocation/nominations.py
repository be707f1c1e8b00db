"""A nomination and its facts with every field optional."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from kit.values.texts import Text
from services.allocation.domain.nominations.criteria import AllocationCriteria, Criterion
from services.allocation.domain.nominations.judging import judge
from services.allocation.domain.nominations.nomination import Nomination, NominationFacts
from services.allocation.domain.nominations.situations import NominationStatus, Situation, SupportNeeds

DAY = date(2025, 3, 3)

_FACTS = NominationFacts(
    reference="C0001",
    nominated_on=date(2025, 3, 1),
    homeless_since_on=date(2024, 11, 19),
    birth_year=1984,
    adults=1,
    children=0,
    benefit="cash_benefit_higher",
    income_after_tax_dkk=Decimal("10110.00"),
    wealth_dkk=Decimal("0.00"),
    situation=Situation.SHELTER,
    support_needs=SupportNeeds.MEDIUM,
    needs_lift=False,
    has_pet=False,
    debt_to_cvr=None,
    unpaid_deposit_loan=False,
    protected_address=False,
)


def facts(**changes: Any) -> NominationFacts:
    """A single person in a shelter, changed as told."""
    return replace(_FACTS, **changes)


def a_nomination(number: int = 1, **changes: Any) -> Nomination:
    """A nomination on the list under the first criteria, changed as told."""
    own = facts(reference=f"C{number:04}")
    plain = Nomination(
        id=UUID(int=number),
        citizen_id=UUID(int=1000 + number),
        facts=own,
        lottery=number,
        status=NominationStatus.OPEN,
        highest_rent_dkk=None,
        ability_question=None,
        version=1,
        judgement=judge(own, None, ()),
        waiting_since_on=own.nominated_on,
        facts_on=own.nominated_on,
        qualified_on=own.nominated_on,
    )
    return replace(plain, **changes)


def a_criterion(code: str, **changes: Any) -> Criterion:
    """One way to qualify that asks nothing, changed as told."""
    return replace(Criterion(code, Text(f"{code} på dansk", f"{code} in English"), "drawn for a test"), **changes)


def council(*criteria: Criterion, **changes: Any) -> AllocationCriteria:
    """A version in force from 2025 on, changed as told."""
    return replace(AllocationCriteria("council-1", date(2025, 1, 1), None, False, criteria), **changes)
