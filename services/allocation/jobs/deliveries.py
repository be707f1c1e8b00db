"""What allocation delivers to the other services. Each delivery reads what it sends at the moment it is sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from kit.database.stories import Stories
from kit.database.worker import Delivery
from kit.values.callers import Caller
from services.allocation.clients.benefits import Benefits
from services.allocation.clients.support import Support
from services.allocation.store import outbox
from services.allocation.store.leases import find_lease
from services.allocation.store.nominations import get_nomination
from services.allocation.store.offers import get_offer
from services.allocation.store.vacancies import get_vacancy
from services.allocation.usecases.nominations.note_ability import note_ability


@dataclass(frozen=True, slots=True)
class Deliveries:
    """Every task of allocation's outbox."""

    stories: Stories
    caller: Caller
    benefits: Benefits
    support: Support

    def by_task(self) -> Mapping[str, Delivery]:
        """The deliveries by the names under which they are enqueued."""
        return {
            outbox.ASSESS_ABILITY: self.assess_ability,
            outbox.OPEN_BENEFITS_CASE: self.open_benefits_case,
            outbox.OPEN_REFERRAL: self.open_referral,
            outbox.TELL_BENEFITS_OUTCOME: self.tell_benefits_outcome,
            outbox.TELL_SUPPORT_OUTCOME: self.tell_support_outcome,
            outbox.TELL_BENEFITS_MERGE: self.tell_benefits_merge,
            outbox.TELL_SUPPORT_MERGE: self.tell_support_merge,
        }

    async def assess_ability(self, municipality_code: str, caused_by: str | None, nomination_id: str) -> None:
        async with self.stories.begin(self.caller, municipality_code, caused_by) as story:
            nomination = await get_nomination(story, UUID(nomination_id))
        highest, question = await self.benefits.assess_ability(nomination, municipality_code, caused_by)
        async with self.stories.begin(self.caller, municipality_code, caused_by) as story:
            await note_ability(story, nomination.id, highest, question)

    async def open_benefits_case(self, municipality_code: str, caused_by: str | None, offer_id: str) -> None:
        async with self.stories.begin(self.caller, municipality_code, caused_by) as story:
            offer = await get_offer(story, UUID(offer_id))
            vacancy = await get_vacancy(story, offer.vacancy_id)
            nomination = await get_nomination(story, offer.nomination_id)
        await self.benefits.open_case(offer, vacancy, nomination, municipality_code, caused_by)

    async def open_referral(self, municipality_code: str, caused_by: str | None, offer_id: str) -> None:
        async with self.stories.begin(self.caller, municipality_code, caused_by) as story:
            offer = await get_offer(story, UUID(offer_id))
            nomination = await get_nomination(story, offer.nomination_id)
        await self.support.open_referral(offer, nomination, municipality_code, caused_by)

    async def tell_benefits_outcome(self, municipality_code: str, caused_by: str | None, offer_id: str) -> None:
        async with self.stories.begin(self.caller, municipality_code, caused_by) as story:
            offer = await get_offer(story, UUID(offer_id))
            organisation_cvr = (await get_vacancy(story, offer.vacancy_id)).facts.organisation_cvr
            lease = await find_lease(story, offer.vacancy_id) if offer.status == "signed" else None
        await self.benefits.tell_outcome(offer, lease, organisation_cvr, municipality_code, caused_by)

    async def tell_support_outcome(self, municipality_code: str, caused_by: str | None, offer_id: str) -> None:
        async with self.stories.begin(self.caller, municipality_code, caused_by) as story:
            offer = await get_offer(story, UUID(offer_id))
            lease = await find_lease(story, offer.vacancy_id) if offer.status == "signed" else None
        move_in_on = lease.starts_on if lease else None
        await self.support.tell_outcome(offer, move_in_on, municipality_code, caused_by)

    async def tell_benefits_merge(
        self, municipality_code: str, caused_by: str | None, old_citizen_id: str, citizen_id: str
    ) -> None:
        await self.benefits.tell_merge(UUID(old_citizen_id), UUID(citizen_id), municipality_code, caused_by)

    async def tell_support_merge(
        self, municipality_code: str, caused_by: str | None, old_citizen_id: str, citizen_id: str
    ) -> None:
        await self.support.tell_merge(UUID(old_citizen_id), UUID(citizen_id), municipality_code, caused_by)
