"""The municipality's contact point, as a row and back."""

from dataclasses import asdict

from kit.database.stories import Story
from services.allocation.domain.offers.disclosure import ContactPoint
from services.allocation.store import tables


async def find_contact_point(story: Story) -> ContactPoint | None:
    """Whom an organisation calls, or None where nobody is entered."""
    row = await story.session.get(tables.ContactPoint, story.municipality_code)
    return ContactPoint(row.name, row.phone, row.email) if row else None


async def save_contact_point(story: Story, contact: ContactPoint) -> None:
    """Enter whom an organisation calls, in place of whom it called before."""
    await story.session.merge(tables.ContactPoint(municipality_code=story.municipality_code, **asdict(contact)))
    await story.session.flush()
