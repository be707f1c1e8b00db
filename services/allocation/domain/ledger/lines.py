"""One line of a ledger as both parties read it, with all that it takes to recompute it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.allocation.domain.ledger.countable import Circumstances
from services.allocation.domain.ledger.state import LedgerState, Movement
from services.allocation.domain.vacancies.facts import VacancyFacts
from services.allocation.domain.vacancies.outcomes import Outcome, Right


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A decision on a vacancy, or a correction.

    `facts` are the vacancy's as posted; the line of a count that starts again has none. `after` holds the counts that
    stand after the line, without its places, and `movement` what the line added, places too. `made_by` is the system
    that made it, with the `person` behind.
    """

    sequence: int
    vacancy_id: UUID | None
    facts: VacancyFacts | None
    agreement_id: UUID | None
    outcome: Outcome
    right: Right | None
    counted: bool
    known: Circumstances
    movement: Movement
    after: LedgerState
    reasons: Sequence[Mapping[str, object]]
    decided_at: datetime
    made_by: str | None
    person: str | None
