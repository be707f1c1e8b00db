"""Benefits and support tell what has become of an offer's deposit and support."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.allocation.domain.nominations.tasks import TaskKind
from services.allocation.domain.offers.offer import (
    HEARD_AFTER,
    SECURED,
    DepositDecision,
    Offer,
    OfferStatus,
    SupportAnswer,
)
from services.allocation.store.offers import get_offer, save_offer
from services.allocation.store.tasks import close_tasks
from services.allocation.store.vacancies import get_vacancy

AFTER_THE_DECISION = {DepositDecision.WITHDRAWN, DepositDecision.PAID}
WITH_A_TENANT = {OfferStatus.ACCEPTED, OfferStatus.SIGNED}
MUNICIPALITY = (Party.ALLOCATION_OFFICE, Party.SOCIAL_CENTRE, Party.SHELTER, Party.MANAGEMENT)


@dataclass(frozen=True, slots=True)
class DepositAnswer:
    """What benefits says: the outcome, when, after how many hours, and the names of the rules behind it."""

    outcome: DepositDecision
    decided_at: datetime
    hours: Decimal | None
    reasons: Sequence[str]


async def hear_deposit(story: Story, offer_id: UUID, answer: DepositAnswer) -> Offer:
    """Keep benefits' answer.

    - The same answer again changes nothing; a late notice never overwrites a decision, and nothing a payment.
    - When it was decided and after how many hours stays as it is, once the deposit is withdrawn or paid.
    - The organisation hears only that the deposit is secured, and only once a tenant is found: not that it is late,
      refused, withdrawn or paid.
    """
    offer = await get_offer(story, offer_id, lock=True)
    if answer.outcome not in HEARD_AFTER[offer.deposit]:
        return offer
    after = replace(offer, deposit=answer.outcome, version=offer.version + 1)
    if answer.outcome not in AFTER_THE_DECISION:
        after = replace(after, deposit_decided_at=answer.decided_at, deposit_hours=answer.hours)
    await save_offer(story, after, expected_version=offer.version)
    if answer.outcome is not DepositDecision.LATE:
        await close_tasks(story, offer.id, {TaskKind.CHASE_BENEFITS})
    facts = {"offer_id": offer.id, "hours": answer.hours, "rules": list(answer.reasons)}
    await record(story, f"deposit_{answer.outcome}", offer.vacancy_id, MUNICIPALITY, facts=facts)
    if answer.outcome in SECURED and offer.deposit not in SECURED and offer.status in WITH_A_TENANT:
        await _tell_organisation(story, offer)
    return after


async def hear_support(
    story: Story, offer_id: UUID, answer: SupportAnswer, method: str | None, worker_reference: str | None
) -> Offer:
    """Keep support's answer; the same answer again changes nothing."""
    offer = await get_offer(story, offer_id, lock=True)
    if (offer.support, offer.worker_reference) == (answer, worker_reference):
        return offer
    after = replace(
        offer, support=answer, support_method=method, worker_reference=worker_reference, version=offer.version + 1
    )
    await save_offer(story, after, expected_version=offer.version)
    await close_tasks(story, offer.id, {TaskKind.CHASE_SUPPORT})
    facts = {"offer_id": offer.id, "method": method}
    await record(story, f"support_{answer}", offer.vacancy_id, MUNICIPALITY, facts=facts)
    return after


async def _tell_organisation(story: Story, offer: Offer) -> None:
    vacancy = await get_vacancy(story, offer.vacancy_id)
    await record(
        story,
        "deposit_secured",
        vacancy.id,
        (Party.HOUSING_ORGANISATION, Party.PARTNER),
        facts={"reference": vacancy.facts.reference},
        organisation_cvr=vacancy.facts.organisation_cvr,
    )
