"""What benefits delivers to allocation. Each delivery reads what it sends at the moment it is sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from kit.database.stories import Stories
from kit.database.worker import Delivery
from kit.values.callers import Caller
from services.benefits.clients.allocation import Allocation
from services.benefits.store import outbox
from services.benefits.usecases.cases.tell_allocation import news_of_decision, news_of_lateness, news_of_payment


@dataclass(frozen=True, slots=True)
class Deliveries:
    """Every task of benefits' outbox."""

    stories: Stories
    caller: Caller
    allocation: Allocation

    def by_task(self) -> Mapping[str, Delivery]:
        """The deliveries by the names under which they are enqueued."""
        return {
            outbox.TELL_DECISION: self.tell_decision,
            outbox.TELL_LATE: self.tell_late,
            outbox.TELL_PAID: self.tell_paid,
        }

    async def tell_decision(self, municipality_code: str, caused_by: str | None, case_id: str) -> None:
        async with self.stories.begin(self.caller, municipality_code, caused_by) as story:
            news = await news_of_decision(story, UUID(case_id))
        await self.allocation.tell_deposit(UUID(case_id), news, municipality_code, caused_by)

    async def tell_late(self, municipality_code: str, caused_by: str | None, case_id: str) -> None:
        async with self.stories.begin(self.caller, municipality_code, caused_by) as story:
            news = await news_of_lateness(story, UUID(case_id))
        await self.allocation.tell_deposit(UUID(case_id), news, municipality_code, caused_by)

    async def tell_paid(self, municipality_code: str, caused_by: str | None, case_id: str) -> None:
        async with self.stories.begin(self.caller, municipality_code, caused_by) as story:
            news = await news_of_payment(story, UUID(case_id))
        await self.allocation.tell_deposit(UUID(case_id), news, municipality_code, caused_by)
