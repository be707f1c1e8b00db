"""A vacancy, a household and an agreement with every field optional; and Helsingør's year from its file."""

import csv
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.matching.candidates import Candidate
from services.allocation.domain.matching.dwellings import Dwelling
from services.allocation.domain.nominations.assessments import RestrictedArea
from services.allocation.domain.nominations.situations import Situation
from services.allocation.domain.vacancies.facts import DwellingClass, VacancyFacts

CVR = "99000236"
OTHER_CVR = "99000244"
YEAR_OF_VACANCIES = Path(__file__).parents[3] / "demo" / "data" / "vacancies.csv"

_VACANCY = VacancyFacts(
    reference="236-06-0001",
    municipality_code="0217",
    dwelling_id=UUID(int=1),
    posted_on=date(2025, 1, 8),
    notice_received_on=date(2025, 1, 6),
    vacant_from_on=date(2025, 3, 1),
    organisation_cvr=CVR,
    estate="06",
    dwelling_class=DwellingClass.FAMILY,
    rooms=2,
    area_m2=60,
    floor=2,
    lift=False,
    pets_allowed=False,
    first_let_year=1972,
    rent_dkk=Decimal("4500.00"),
    utilities_dkk=Decimal("600.00"),
    deposit_dkk=Decimal("20000.00"),
)

_CANDIDATE = Candidate(
    nomination_id=str(UUID(int=1)),
    reference="C0001",
    nominated_on=date(2025, 1, 3),
    homeless_since_on=date(2024, 11, 19),
    waiting_since_on=date(2025, 1, 3),
    birth_year=1980,
    adults=1,
    children=0,
    situation=Situation.SHELTER,
    needs_lift=False,
    has_pet=False,
    debt_to_cvr=None,
    highest_rent_oere=600_000,
    lottery=1,
)


def a_vacancy(**changes: Any) -> VacancyFacts:
    """A two-room family dwelling at 4,500 DKK, changed as told."""
    return replace(_VACANCY, **changes)


def a_dwelling(*, areas: Iterable[RestrictedArea] = (), offered_to: Iterable[str] = (), **changes: Any) -> Dwelling:
    """The dwelling of `a_vacancy()` as matching sees it, in no restricted area and offered to nobody before."""
    return Dwelling(UUID(int=2), a_vacancy(**changes), frozenset(areas), frozenset(offered_to))


def a_candidate(**changes: Any) -> Candidate:
    """One person who fits `a_vacancy()`, changed as told."""
    return replace(_CANDIDATE, **changes)


def an_agreement(**changes: Any) -> Agreement:
    """The blind quarter from 2025 on, changed as told."""
    return replace(Agreement(organisation_cvr=CVR, in_force_from=date(2025, 1, 1)), **changes)


def helsingor_year() -> list[VacancyFacts]:
    """The year's vacancies in the order in which they were posted."""
    with YEAR_OF_VACANCIES.open(encoding="utf-8", newline="") as lines:
        return [_from_row(row) for row in csv.DictReader(lines)]


def _from_row(row: dict[str, str]) -> VacancyFacts:
    return VacancyFacts(
        reference=row["reference"],
        municipality_code=row["municipality_code"],
        dwelling_id=UUID(row["dwelling_id"]),
        posted_on=date.fromisoformat(row["posted_on"]),
        notice_received_on=date.fromisoformat(row["notice_received_on"]),
        vacant_from_on=date.fromisoformat(row["vacant_from_on"]),
        organisation_cvr=row["organisation_cvr"],
        estate=row["estate"],
        dwelling_class=DwellingClass(row["dwelling_class"]),
        rooms=int(row["rooms"]),
        area_m2=int(row["area_m2"]),
        floor=int(row["floor"]),
        lift=row["lift"] == "1",
        pets_allowed=row["pets_allowed"] == "1",
        first_let_year=int(row["first_let_year"]),
        rent_dkk=Decimal(row["rent_dkk"]),
        utilities_dkk=Decimal(row["utilities_dkk"]),
        deposit_dkk=Decimal(row["deposit_dkk"]),
        chain_reference=row["chain_reference"] or None,
    )
