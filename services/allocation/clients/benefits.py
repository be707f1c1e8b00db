"""What allocation asks of benefits, and tells it."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from kit.calls.neighbours import Neighbour
from services.allocation.domain.nominations.nomination import Nomination
from services.allocation.domain.offers.lease import Lease
from services.allocation.domain.offers.offer import Offer
from services.allocation.domain.vacancies.posted import PostedVacancy


def _household(nomination: Nomination) -> dict[str, object]:
    return {
        "adults": nomination.facts.adults,
        "children": nomination.facts.children,
        "birth_year": nomination.facts.birth_year,
        "benefit": nomination.facts.benefit,
        "income_after_tax_dkk": str(nomination.facts.income_after_tax_dkk),
        "wealth_dkk": str(nomination.facts.wealth_dkk),
    }


class Benefits:
    def __init__(self, neighbour: Neighbour) -> None:
        self._neighbour = neighbour

    async def assess_ability(
        self, nomination: Nomination, municipality_code: str, caused_by: str | None
    ) -> tuple[Decimal | None, dict[str, Any] | None]:
        """The highest rent with utilities that the household can pay; or the question that keeps it unknown."""
        body = {
            "citizen_id": str(nomination.citizen_id),
            "on": nomination.facts_on.isoformat(),
            **_household(nomination),
        }
        answer: Any = await self._neighbour.put(
            f"/benefits/v1/abilities/{nomination.id}", body, municipality_code=municipality_code, caused_by=caused_by
        )
        highest = answer["highest_rent_dkk"]
        return Decimal(highest) if highest is not None else None, answer["question"]

    async def open_case(
        self,
        offer: Offer,
        vacancy: PostedVacancy,
        nomination: Nomination,
        municipality_code: str,
        caused_by: str | None,
    ) -> None:
        """Open the fast-track case of an offer."""
        body = {
            "citizen_id": str(nomination.citizen_id),
            "nomination_reference": nomination.facts.reference,
            "household": {**_household(nomination), "unpaid_deposit_loan": nomination.facts.unpaid_deposit_loan},
            "dwelling": {
                "rent_dkk": str(vacancy.facts.rent_dkk),
                "utilities_dkk": str(vacancy.facts.utilities_dkk),
                "deposit_dkk": str(vacancy.facts.deposit_dkk),
                "first_let_year": vacancy.facts.first_let_year,
                "dwelling_class": vacancy.facts.dwelling_class,
                "area_m2": vacancy.facts.area_m2,
            },
            "offered_at": offer.offered_at.isoformat(),
            "offer_due_at": offer.due_at.isoformat(),
            "lane": "fast",
        }
        await self._neighbour.put(
            f"/benefits/v1/cases/{offer.id}", body, municipality_code=municipality_code, caused_by=caused_by
        )

    async def tell_outcome(
        self, offer: Offer, lease: Lease | None, organisation_cvr: str, municipality_code: str, caused_by: str | None
    ) -> None:
        """How the offer ended; of a signed lease also whom a deposit is paid to, and when the lease starts."""
        assert offer.ended_at is not None
        body: dict[str, object] = {"outcome": offer.status, "at": offer.ended_at.isoformat()}
        if lease is not None:
            body |= {"organisation_cvr": organisation_cvr, "lease_starts_on": lease.starts_on.isoformat()}
        await self._neighbour.put(
            f"/benefits/v1/cases/{offer.id}/offer-outcome",
            body,
            municipality_code=municipality_code,
            caused_by=caused_by,
        )

    async def tell_merge(
        self, old_citizen_id: UUID, citizen_id: UUID, municipality_code: str, caused_by: str | None
    ) -> None:
        """The citizen is known by another identifier from now on."""
        await self._neighbour.put(
            f"/benefits/v1/citizens/{old_citizen_id}/merge",
            {"into": str(citizen_id)},
            municipality_code=municipality_code,
            caused_by=caused_by,
        )
