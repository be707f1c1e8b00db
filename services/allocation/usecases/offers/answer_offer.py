"""The citizen answers an offer, or the municipality takes it back."""

from dataclasses import replace
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import PreconditionFailed
from services.allocation.domain.nominations.consents import Item, items_allowed
from services.allocation.domain.nominations.tasks import TaskKind
from services.allocation.domain.offers.ends import DeclineCode, WithdrawalCode
from services.allocation.domain.offers.offer import (
    SECURED,
    VACANCY_AFTER_OFFER,
    Offer,
    accepted,
    declined,
    refused,
    withdrawn,
)
from services.allocation.domain.registry.waits import CONSENT_DEADLINE
from services.allocation.domain.vacancies.life import moved_vacancy
from services.allocation.domain.vacancies.posted import PostedVacancy
from services.allocation.store.consents import list_consents
from services.allocation.store.nominations import get_nomination
from services.allocation.store.offers import lock_offer, save_offer
from services.allocation.store.tasks import close_tasks
from services.allocation.store.vacancies import save_vacancy
from services.allocation.usecases.nominations.ask_for import ask_for, due_in
from services.allocation.usecases.offers.end_offer import end_offer


async def _held(story: Story, offer_id: UUID, version: int) -> tuple[Offer, PostedVacancy]:
    """The offer and its vacancy, locked; the offer in the version that the caller has read."""
    offer, vacancy = await lock_offer(story, offer_id)
    if offer.version != version:
        raise PreconditionFailed
    return offer, vacancy


async def accept_offer(story: Story, offer_id: UUID, version: int) -> Offer:
    """The citizen says yes before the deadline.

    - Only now does the organisation hear of a household: its size. It can ask for what the lease needs besides.
    - Where nothing lets the name be passed on yet, the centre is asked for the citizen's consent.
    """
    offer, vacancy = await _held(story, offer_id, version)
    status = accepted(offer.status, at=story.now, due_at=offer.due_at)
    after = replace(offer, status=status, version=offer.version + 1)
    await save_offer(story, after, expected_version=offer.version)
    moved = moved_vacancy(vacancy.status, VACANCY_AFTER_OFFER[status])
    await save_vacancy(story, replace(vacancy, status=moved), expected_version=vacancy.version)
    household = (await get_nomination(story, offer.nomination_id, lock=True)).facts
    await record(
        story,
        "offer_accepted",
        vacancy.id,
        (Party.ALLOCATION_OFFICE, Party.SOCIAL_CENTRE, Party.SHELTER, Party.BENEFITS_DEPARTMENT, Party.SUPPORT_TEAM),
        facts={"offer_id": offer.id, "nomination_id": offer.nomination_id},
    )
    await record(
        story,
        "tenant_found",
        vacancy.id,
        (Party.HOUSING_ORGANISATION,),
        facts={
            "reference": vacancy.facts.reference,
            "adults": household.adults,
            "children": household.children,
            "deposit_secured": offer.deposit in SECURED,
        },
        organisation_cvr=vacancy.facts.organisation_cvr,
    )
    await _ask_for_consent(story, after, vacancy)
    return after


async def _ask_for_consent(story: Story, offer: Offer, vacancy: PostedVacancy) -> None:
    await close_tasks(story, offer.id, {TaskKind.ANSWER_OFFER})
    consents = await list_consents(story, offer.nomination_id)
    if Item.NAME not in items_allowed(consents, vacancy.facts.organisation_cvr, local_day(story.now)):
        due_at = await due_in(story, CONSENT_DEADLINE)
        await ask_for(story, TaskKind.OBTAIN_CONSENT, offer.id, offer.nomination_id, due_at)


async def decline_offer(story: Story, offer_id: UUID, version: int, code: DeclineCode) -> Offer:
    """The citizen says no: before the deadline, or after a yes until the lease is signed."""
    offer, vacancy = await _held(story, offer_id, version)
    return await end_offer(story, offer, vacancy, declined(offer.status, at=story.now, due_at=offer.due_at), code)


async def withdraw_offer(story: Story, offer_id: UUID, version: int, code: WithdrawalCode) -> Offer:
    """The municipality takes the offer back; where the deposit was refused, the offer counts as refused."""
    offer, vacancy = await _held(story, offer_id, version)
    end = refused if code is WithdrawalCode.DEPOSIT_REFUSED else withdrawn
    return await end_offer(story, offer, vacancy, end(offer.status), code)
