"""A vacancy with the decision on it, as it was told and as it now stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from services.allocation.domain.vacancies.facts import VacancyFacts
from services.allocation.domain.vacancies.life import Answer, VacancyStatus
from services.allocation.domain.vacancies.outcomes import Outcome, Right


@dataclass(frozen=True, slots=True)
class PostedVacancy:
    """The facts as posted, the decision with its place in the ledger and its arithmetic, and where it stands.

    `answer_due_at` is the moment by which the municipality says whether it takes a dwelling that is claimed. A vacancy
    that was posted with wrong facts is withdrawn and names the one it is `corrected_by`, which `corrects` it.
    """

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
    answer_due_at: datetime | None = None
    answered_at: datetime | None = None
    answer: Answer | None = None
    handed_back_on: date | None = None
    hand_back_reason: str | None = None
    corrects: UUID | None = None
    corrected_by: UUID | None = None
    version: int = 1
