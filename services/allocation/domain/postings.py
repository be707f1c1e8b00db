"""A vacancy with the decision on it, as it was told and as it now stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from services.allocation.domain.ledger import Outcome
from services.allocation.domain.offers import VacancyStatus
from services.allocation.domain.vacancies import VacancyFacts


@dataclass(frozen=True, slots=True)
class PostedVacancy:
    """The facts as posted, the decision with its place in the ledger and its arithmetic, and where it stands."""

    id: UUID
    facts: VacancyFacts
    outcome: Outcome
    status: VacancyStatus
    posted_late: bool
    decided_at: datetime
    sequence: int
    counted: bool
    reasons: Sequence[Mapping[str, object]]
    handed_back_on: date | None = None
    hand_back_reason: str | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One line of a ledger as both parties read it; the counts are those after the line."""

    sequence: int
    vacancy_id: UUID
    reference: str
    posted_on: date
    dwelling_class: str
    outcome: str
    counted: bool
    countable: int
    used_general: int
    lapsed: int
    reasons: Sequence[Mapping[str, object]]
