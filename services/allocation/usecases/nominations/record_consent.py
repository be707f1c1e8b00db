"""What may be passed on about a citizen is given, and taken back."""

from datetime import timedelta
from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import local_day, midnight_ending
from kit.values.callers import Party
from kit.values.problems import Unprocessable
from services.allocation.domain.nominations.consents import (
    Basis,
    Consent,
    ConsentWithdrawn,
    Item,
    LawNotWithdrawn,
    find_faults,
)
from services.allocation.domain.nominations.situations import UNDER_WAY
from services.allocation.domain.nominations.tasks import TaskKind
from services.allocation.domain.registry.waits import CONSENT_RENEWAL
from services.allocation.store.consents import get_consent, list_consents, save_consent, withdraw
from services.allocation.store.nominations import get_nomination
from services.allocation.store.offers import find_open_offer_of
from services.allocation.store.tasks import close_tasks
from services.allocation.usecases.nominations.ask_for import ask_for, days_of

WHO_HEARS = (Party.ALLOCATION_OFFICE, Party.SOCIAL_CENTRE, Party.SHELTER)


async def record_consent(story: Story, consent: Consent) -> Consent:
    """Record what may be passed on, to whom, and on which basis.

    - The citizen's consent, or a rule that the person who records it names.
    - It counts from its day until its end or until it is withdrawn, which is at any time and costs nothing.
    - Whoever waited for it waits no longer; where it ends, its renewal is asked for in time.
    """
    faults = find_faults(consent, local_day(story.now))
    if faults:
        raise Unprocessable(errors=faults)
    nomination = await get_nomination(story, consent.nomination_id, lock=True)
    await save_consent(story, consent)
    await close_tasks(story, nomination.id, {TaskKind.RENEW_CONSENT})
    offer = await find_open_offer_of(story, nomination.id)
    if offer is not None and Item.NAME in consent.items:
        await close_tasks(story, offer.id, {TaskKind.OBTAIN_CONSENT})
    if consent.valid_to is not None and nomination.status in UNDER_WAY:
        renew_by = consent.valid_to - timedelta(days=await days_of(story, CONSENT_RENEWAL))
        await ask_for(story, TaskKind.RENEW_CONSENT, nomination.id, nomination.id, midnight_ending(renew_by))
    facts = {"consent_id": consent.id, "items": list(consent.items), "basis": consent.basis}
    await record(story, "consent_given", nomination.id, WHO_HEARS, facts=facts)
    return consent


async def withdraw_consent(story: Story, nomination_id: UUID, consent_id: UUID) -> Consent:
    """The citizen takes a consent back: from now on nothing is passed on by it. A rule of law is not withdrawn."""
    consent = await get_consent(story, nomination_id, consent_id)
    if consent.basis is Basis.LAW:
        raise LawNotWithdrawn
    if consent.withdrawn_at is not None:
        raise ConsentWithdrawn
    await withdraw(story, consent_id)
    if not any(
        each.withdrawn_at is None and each.id != consent_id for each in await list_consents(story, nomination_id)
    ):
        await close_tasks(story, nomination_id, {TaskKind.RENEW_CONSENT})
    await record(story, "consent_withdrawn", nomination_id, WHO_HEARS, facts={"consent_id": consent_id})
    return await get_consent(story, nomination_id, consent_id)
