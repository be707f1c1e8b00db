"""What allocation tells support."""

from datetime import date
from uuid import UUID

from kit.calls.neighbours import Neighbour
from services.allocation.domain.nominations.nomination import Nomination
from services.allocation.domain.offers.offer import Offer


class Support:
    def __init__(self, neighbour: Neighbour) -> None:
        self._neighbour = neighbour

    async def open_referral(
        self, offer: Offer, nomination: Nomination, municipality_code: str, caused_by: str | None
    ) -> None:
        """Open the referral of an offer: support starts at once, not at move-in."""
        body = {
            "citizen_id": str(nomination.citizen_id),
            "nomination_reference": nomination.facts.reference,
            "birth_year": nomination.facts.birth_year,
            "support_needs": nomination.facts.support_needs,
            "situation": nomination.facts.situation,
            "offered_at": offer.offered_at.isoformat(),
            "offer_due_at": offer.due_at.isoformat(),
        }
        await self._neighbour.put(
            f"/support/v1/referrals/{offer.id}", body, municipality_code=municipality_code, caused_by=caused_by
        )

    async def tell_outcome(
        self, offer: Offer, move_in_on: date | None, municipality_code: str, caused_by: str | None
    ) -> None:
        """How the offer ended, and when the citizen moves in if it was signed."""
        assert offer.ended_at is not None
        await self._neighbour.put(
            f"/support/v1/referrals/{offer.id}/offer-outcome",
            {
                "outcome": offer.status,
                "at": offer.ended_at.isoformat(),
                "move_in_on": move_in_on.isoformat() if move_in_on else None,
            },
            municipality_code=municipality_code,
            caused_by=caused_by,
        )

    async def tell_merge(
        self, old_citizen_id: UUID, citizen_id: UUID, municipality_code: str, caused_by: str | None
    ) -> None:
        """The citizen is known by another identifier from now on."""
        await self._neighbour.put(
            f"/support/v1/citizens/{old_citizen_id}/merge",
            {"into": str(citizen_id)},
            municipality_code=municipality_code,
            caused_by=caused_by,
        )
