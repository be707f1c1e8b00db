"""A dwelling to be matched: what was posted, and what else decides who may live there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.allocation.domain.nominations.assessments import RestrictedArea
from services.allocation.domain.registry.standings import Standing, StandingKind
from services.allocation.domain.vacancies.facts import VacancyFacts

RESTRICTED = {
    StandingKind.VULNERABLE: RestrictedArea.VULNERABLE,
    StandingKind.PARALLEL_SOCIETY: RestrictedArea.VULNERABLE,
    StandingKind.TRANSFORMATION: RestrictedArea.VULNERABLE,
    StandingKind.PREVENTION: RestrictedArea.PREVENTION,
}


@dataclass(frozen=True, slots=True)
class Dwelling:
    """The facts as posted, the restricted areas it lies in on the day, and whom it has been offered to in vain.

    `offered_to` holds nominations by their identifier as text.
    """

    vacancy_id: UUID
    facts: VacancyFacts
    areas: frozenset[RestrictedArea] = frozenset()
    offered_to: frozenset[str] = frozenset()

    @property
    def estate(self) -> str:
        """The estate as citizens' wishes name it."""
        return f"{self.facts.organisation_cvr}/{self.facts.estate}"


def restricted_areas(standings: Iterable[Standing], day: date) -> frozenset[RestrictedArea]:
    """The kinds of restricted area that one estate lies in on a day."""
    return frozenset(
        RESTRICTED[standing.kind] for standing in standings if standing.kind in RESTRICTED and standing.in_force_on(day)
    )
