"""What follows when an offer ends without a lease: the dwelling is free for the next household at once."""

from dataclasses import replace

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from services.allocation.domain.nominations.tasks import OF_AN_OFFER
from services.allocation.domain.offers.offer import VACANCY_AFTER_OFFER, Offer, OfferStatus
from services.allocation.domain.vacancies.life import moved_vacancy
from services.allocation.domain.vacancies.posted import PostedVacancy
from services.allocation.store.offers import save_offer
from services.allocation.store.outbox import tell_outcome
from services.allocation.store.tasks import close_tasks
from services.allocation.store.vacancies import save_vacancy

WHO_HEARS = (
    Party.ALLOCATION_OFFICE,
    Party.SOCIAL_CENTRE,
    Party.SHELTER,
    Party.BENEFITS_DEPARTMENT,
    Party.SUPPORT_TEAM,
    Party.MANAGEMENT,
)


async def end_offer(
    story: Story, offer: Offer, vacancy: PostedVacancy, status: OfferStatus, code: str, *, offered_on: bool = True
) -> Offer:
    """End an offer; it and its vacancy are locked by the story.

    - The household and the dwelling are free the moment the offer ends; it costs the citizen nothing.
    - Benefits and support hear of it. The organisation hears that the dwelling is offered on, and nothing of why;
      not where it has taken the dwelling back itself.
    """
    ended = replace(offer, status=status, ended_at=story.now, end_code=code, version=offer.version + 1)
    await save_offer(story, ended, expected_version=offer.version)
    after = moved_vacancy(vacancy.status, VACANCY_AFTER_OFFER[status])
    await save_vacancy(story, replace(vacancy, status=after), expected_version=vacancy.version)
    await close_tasks(story, offer.id, OF_AN_OFFER)
    await tell_outcome(story, offer.id)
    facts = {"offer_id": offer.id, "nomination_id": offer.nomination_id, "code": code}
    await record(story, f"offer_{status}", vacancy.id, WHO_HEARS, facts=facts)
    if offered_on:
        await record(
            story,
            "vacancy_to_be_offered_on",
            vacancy.id,
            (Party.HOUSING_ORGANISATION, Party.PARTNER),
            facts={"reference": vacancy.facts.reference},
            organisation_cvr=vacancy.facts.organisation_cvr,
        )
    return ended
