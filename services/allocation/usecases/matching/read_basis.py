"""Whoever must explain an offer reads what it was made on."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.database.vault import Vault
from kit.values.callers import Party
from services.allocation.domain.matching.basis import digest_of
from services.allocation.domain.matching.overrides import OverrideCode
from services.allocation.store.offers import get_basis, get_offer
from services.allocation.store.overrides import find_override


@dataclass(frozen=True, slots=True)
class OfferBasis:
    """What was kept with an offer, its digest computed anew, and the override with what was written of it."""

    offer_id: UUID
    basis: dict[str, Any]
    digest: str
    override: OverrideCode | None
    why: str | None
    overridden_by: str | None


async def read_basis(story: Story, vault: Vault, offer_id: UUID) -> OfferBasis:
    """The whole basis of an offer; the reading is recorded, with the person who read."""
    offer = await get_offer(story, offer_id)
    basis = await get_basis(story, offer_id)
    code, why, by = await find_override(story, offer_id) or (None, None, None)
    await record(
        story,
        "offer_basis_read",
        offer.vacancy_id,
        (Party.ALLOCATION_OFFICE, Party.MANAGEMENT),
        facts={"offer_id": offer_id},
    )
    return OfferBasis(offer_id, basis, digest_of(basis), code, vault.open(why), by)
