"""What support's worker delivers."""

from uuid import UUID

from kit.database.stories import Stories
from kit.database.worker import Delivery
from kit.values.callers import Caller
from services.support.clients.allocation import Allocation
from services.support.store.outbox import TELL_ALLOCATION
from services.support.usecases.referrals.tell_allocation import standing_to_tell, tell_allocation


class Deliveries:
    """Reads what is to be told in a transaction of its own, and calls when that has ended."""

    def __init__(self, stories: Stories, caller: Caller, allocation: Allocation) -> None:
        self._stories = stories
        self._caller = caller
        self._allocation = allocation

    def by_task(self) -> dict[str, Delivery]:
        """Each task's name with what delivers it."""
        return {TELL_ALLOCATION: self.tell_allocation}

    async def tell_allocation(self, municipality_code: str, caused_by: str | None, referral_id: str) -> None:
        """Where support for an offer stands."""
        async with self._stories.begin(self._caller, municipality_code, caused_by) as story:
            referral = await standing_to_tell(story, UUID(referral_id))
        if referral is not None:
            await tell_allocation(referral, self._allocation, municipality_code, caused_by)
