"""Leases as rows, and back."""

from uuid import UUID

from kit.database.stories import Story
from services.allocation.domain.offers.lease import Lease
from services.allocation.store import tables


async def find_lease(story: Story, vacancy_id: UUID) -> Lease | None:
    """The lease of a vacancy, or None."""
    row = await story.session.get(tables.Lease, (story.municipality_code, vacancy_id))
    return Lease(row.vacancy_id, row.offer_id, row.signed_on, row.starts_on) if row else None


async def save_lease(story: Story, lease: Lease, organisation_cvr: str) -> None:
    """Store a signed lease."""
    story.session.add(
        tables.Lease(
            municipality_code=story.municipality_code,
            vacancy_id=lease.vacancy_id,
            organisation_cvr=organisation_cvr,
            offer_id=lease.offer_id,
            signed_on=lease.signed_on,
            starts_on=lease.starts_on,
        )
    )
    await story.session.flush()
