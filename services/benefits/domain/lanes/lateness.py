"""What a citizen is told once a deadline is exceeded: when an answer is expected now (retssikkerhedsloven § 3)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from services.benefits.domain.lanes.clock import Deadline, Lane, deadline
from services.benefits.domain.rates.rates import RateBook


@dataclass(frozen=True, slots=True)
class LatenessNotice:
    """The notice on one case: the deadline that was exceeded, when that was seen, and the new expected moment."""

    case_id: UUID
    due_at: datetime
    late_at: datetime
    expected_at: datetime


def expected_answer(
    lane: Lane, kind: str, complete_at: datetime, due_at: datetime, late_at: datetime, rates: RateBook
) -> datetime:
    """The lane's own time once more, from when it was seen to be late; where that is unknown, as long as the first."""
    again = deadline(lane, late_at, None, rates, kind=kind)
    if isinstance(again, Deadline):
        return again.due_at
    return late_at.astimezone(UTC) + (due_at.astimezone(UTC) - complete_at.astimezone(UTC))
