"""The organisation reports that the tenant has signed."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import ContentDiffers, Unprocessable
from services.allocation.domain.nominations.situations import NominationStatus
from services.allocation.domain.nominations.tasks import OF_A_NOMINATION, OF_AN_OFFER
from services.allocation.domain.nominations.ways import moved_nomination
from services.allocation.domain.offers.lease import Lease, find_faults
from services.allocation.domain.offers.offer import Offer, SupportAnswer, signed
from services.allocation.domain.offers.problems import LeaseNeedsAcceptance
from services.allocation.domain.vacancies.life import VacancyStatus, moved_vacancy
from services.allocation.store.leases import find_lease, save_lease
from services.allocation.store.nominations import change_nomination, get_nomination
from services.allocation.store.offers import find_open_offer, get_offer, save_offer
from services.allocation.store.outbox import tell_outcome
from services.allocation.store.tasks import close_tasks
from services.allocation.store.vacancies import get_vacancy, save_vacancy
from services.allocation.usecases.account.settle_rent import settle_rent


async def sign_lease(story: Story, vacancy_id: UUID, signed_on: date, starts_on: date) -> Lease:
    """Sign the lease.

    - The citizen has accepted, the deposit is decided, and a support worker is named, or a person has said why not.
    - The vacancy is let and the nomination closed; benefits and support hear of it.
    - Vacancy rent stops the day the lease starts, and its amount is put on the account in the same transaction.
    - The same lease again is the same lease.
    """
    vacancy = await get_vacancy(story, vacancy_id, lock=True)
    await story.act_in(vacancy.facts.municipality_code)
    earlier = await find_lease(story, vacancy_id)
    if earlier is not None:
        if (earlier.signed_on, earlier.starts_on) != (signed_on, starts_on):
            raise ContentDiffers
        return earlier
    faults = find_faults(vacancy, signed_on, starts_on, local_day(story.now))
    if faults:
        raise Unprocessable(errors=faults)
    async with story.as_municipality():
        offer_id = await _close_offer(story, vacancy_id)
    lease = Lease(vacancy_id, offer_id, signed_on, starts_on)
    moved = replace(vacancy, status=moved_vacancy(vacancy.status, VacancyStatus.LET))
    await save_vacancy(story, moved, expected_version=vacancy.version)
    await save_lease(story, lease, vacancy.facts.organisation_cvr)
    amount = await settle_rent(story, vacancy, let_from=starts_on)
    await record(
        story,
        "lease_signed",
        vacancy_id,
        (Party.HOUSING_ORGANISATION, Party.ALLOCATION_OFFICE, Party.MANAGEMENT, Party.PARTNER),
        facts={"reference": vacancy.facts.reference, "starts_on": starts_on, "vacancy_rent_dkk": amount},
        organisation_cvr=vacancy.facts.organisation_cvr,
    )
    return lease


async def _close_offer(story: Story, vacancy_id: UUID) -> UUID:
    found = await find_open_offer(story, vacancy_id)
    if found is None:
        raise LeaseNeedsAcceptance
    offer = await get_offer(story, found.id, lock=True)
    worker_named = offer.support is SupportAnswer.ASSIGNED
    status = signed(
        offer.status, deposit=offer.deposit, worker_named=worker_named, why_without_worker=offer.why_without_worker
    )
    ended = replace(offer, status=status, ended_at=story.now, version=offer.version + 1)
    await save_offer(story, ended, expected_version=offer.version)
    await _house(story, offer)
    await tell_outcome(story, offer.id)
    await record(
        story,
        "citizen_housed",
        vacancy_id,
        (Party.ALLOCATION_OFFICE, Party.SOCIAL_CENTRE, Party.SHELTER, Party.SUPPORT_TEAM, Party.BENEFITS_DEPARTMENT),
        facts={"offer_id": offer.id, "nomination_id": offer.nomination_id, "worker_named": worker_named},
    )
    return offer.id


async def _house(story: Story, offer: Offer) -> None:
    """The household waits no longer, and nothing more is asked for."""
    nomination = await get_nomination(story, offer.nomination_id, lock=True)
    status = moved_nomination(nomination.status, NominationStatus.HOUSED)
    housed = replace(nomination, status=status, version=nomination.version + 1)
    await change_nomination(story, housed, expected_version=nomination.version)
    await close_tasks(story, offer.id, OF_AN_OFFER)
    await close_tasks(story, nomination.id, OF_A_NOMINATION)
