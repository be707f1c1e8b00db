"""A caseworker offers a claimed dwelling to one household, with one deadline."""

from dataclasses import replace
from uuid import UUID, uuid4

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.calendar import due_after_working_days, local_day
from kit.values.callers import Party
from services.allocation.domain.matching.criteria import FIRST_CRITERIA
from services.allocation.domain.matching.shortlist import require_fit
from services.allocation.domain.offers.offer import Offer, OfferStatus, offered
from services.allocation.domain.registry.choices import require_choice
from services.allocation.store.nominations import get_candidate, get_nomination
from services.allocation.store.offers import add_offer
from services.allocation.store.outbox import tell_of_offer
from services.allocation.store.rates import find_choice
from services.allocation.store.vacancies import get_vacancy, save_vacancy
from services.allocation.usecases.vacancies.confirm_claim import confirmed_by_offer

DEADLINE = "offer_deadline"


async def make_offer(story: Story, vacancy_id: UUID, nomination_id: UUID, offered_by: str) -> Offer:
    """Make an offer.

    - The vacancy is claimed, offered to nobody else, and the household holds no other open offer.
    - The household fits: every hard condition is met at this moment, and is kept with the offer as its basis.
    - The deadline is the municipality's own, in working days.
    - Benefits and support hear of it at once, in parallel. The organisation hears that the municipality takes the
      dwelling, where it has not said so before, and that it is offered; not to whom.
    """
    vacancy = await get_vacancy(story, vacancy_id, lock=True)
    nomination = await get_nomination(story, nomination_id, lock=True)
    candidate = await get_candidate(story, nomination, vacancy_id)
    status = offered(vacancy.status, citizen_has_open_offer=candidate.has_open_offer)
    fitting = require_fit(vacancy.facts, candidate, FIRST_CRITERIA)
    today = local_day(story.now)
    days = require_choice(await find_choice(story, DEADLINE, today), DEADLINE, today)
    offer = Offer(
        id=uuid4(),
        vacancy_id=vacancy_id,
        nomination_id=nomination_id,
        status=OfferStatus.MADE,
        offered_at=story.now,
        due_at=due_after_working_days(story.now, int(days.value)),
        offered_by=offered_by,
    )
    basis = {"criteria": FIRST_CRITERIA.version, "reasons": [reason.as_json() for reason in fitting.reasons]}
    await add_offer(story, offer, basis)
    answered = await confirmed_by_offer(story, vacancy)
    await save_vacancy(story, replace(answered, status=status), expected_version=vacancy.version)
    await tell_of_offer(story, offer.id)
    await record(
        story,
        "offer_made",
        vacancy_id,
        (Party.ALLOCATION_OFFICE, Party.SOCIAL_CENTRE, Party.SHELTER, Party.BENEFITS_DEPARTMENT, Party.SUPPORT_TEAM),
        facts={"offer_id": offer.id, "nomination_id": nomination_id, "due_at": offer.due_at},
        reasons=fitting.reasons,
    )
    await record(
        story,
        "vacancy_offered",
        vacancy_id,
        (Party.HOUSING_ORGANISATION, Party.PARTNER),
        facts={"reference": vacancy.facts.reference},
        organisation_cvr=vacancy.facts.organisation_cvr,
    )
    return offer
