"""A vacancy with the decision on it, as it was told and as it now stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from services.allocation.domain.vacancies.facts import VacancyFacts
from services.allocation.domain.vacancies.life import VacancyStatus
from services.allocation.domain.vacancies.outcomes import Outcome, Right


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
    right: Right | None = None
    handed_back_on: date | None = None
    hand_back_reason: str | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One line of a ledger as both parties read it; the counts are those after the line.

    `outcome` says what the line is: the decision on a vacancy, or a correction. The line of a count that starts again
    has no vacancy.
    """

    sequence: int
    vacancy_id: UUID | None
    reference: str | None
    posted_on: date | None
    dwelling_class: str
    outcome: str
    claimed_by: str | None
    counted: bool
    countable: int
    targeted_countable: int
    used_general: int
    used_targeted: int
    lapsed: int
    owed: int
    reasons: Sequence[Mapping[str, object]]
    decided_at: datetime
