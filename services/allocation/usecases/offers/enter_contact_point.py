"""The municipality says whom organisations call about a tenancy."""

from kit.database.stories import Story
from services.allocation.domain.offers.disclosure import ContactPoint
from services.allocation.store.contacts import save_contact_point


async def enter_contact_point(story: Story, contact: ContactPoint) -> ContactPoint:
    """Enter it, in place of what stood before."""
    await save_contact_point(story, contact)
    return contact
