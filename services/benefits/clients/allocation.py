"""What benefits tells allocation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kit.calls.neighbours import Neighbour


@dataclass(frozen=True, slots=True)
class DepositNews:
    """What was decided on the deposit of an offer, that it is late or paid: codes only, nothing of the citizen's means
    and no amount. `hours` only where an answer took time."""

    outcome: str
    decided_at: datetime
    reasons: Sequence[str]
    hours: float | None


class Allocation:
    def __init__(self, neighbour: Neighbour) -> None:
        self._neighbour = neighbour

    async def tell_deposit(
        self, offer_id: UUID, news: DepositNews, municipality_code: str, caused_by: str | None
    ) -> None:
        """Committed, refused, withdrawn, late or paid."""
        body = {
            "outcome": news.outcome,
            "decided_at": news.decided_at.isoformat(),
            "reasons": list(news.reasons),
            "hours": news.hours,
        }
        await self._neighbour.put(
            f"/allocation/v1/offers/{offer_id}/deposit-decision",
            body,
            municipality_code=municipality_code,
            caused_by=caused_by,
        )
