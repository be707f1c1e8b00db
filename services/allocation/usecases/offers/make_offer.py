"""A caseworker offers a claimed dwelling to one household, with one deadline."""

from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from kit.database.journal import record
from kit.database.stories import Story
from kit.database.vault import Vault
from kit.values.calendar import due_after_working_days, local_day
from kit.values.callers import Party
from kit.values.decisions import Reason
from services.allocation.domain.matching.basis import basis_of, digest_of
from services.allocation.domain.matching.overrides import Override, require_first
from services.allocation.domain.matching.shortlist import Shortlist
from services.allocation.domain.offers.offer import Offer, OfferStatus, offered
from services.allocation.domain.registry.choices import require_choice
from services.allocation.domain.vacancies.posted import PostedVacancy
from services.allocation.store.matchings import list_matched_elsewhere
from services.allocation.store.nominations import get_nomination
from services.allocation.store.offers import add_offer
from services.allocation.store.outbox import tell_of_offer
from services.allocation.store.overrides import save_override
from services.allocation.store.rates import find_choice
from services.allocation.store.vacancies import get_vacancy, save_vacancy
from services.allocation.usecases.answers.confirm_claim import confirmed_by_offer
from services.allocation.usecases.matching.draw_shortlist import draw_shortlist

DEADLINE = "offer_deadline"


@dataclass(frozen=True, slots=True)
class WantedOffer:
    """One dwelling to one household; past others by an override, or as a stored matching proposes."""

    vacancy_id: UUID
    nomination_id: UUID
    override: Override | None = None
    matching_id: UUID | None = None


async def make_offer(story: Story, vault: Vault, wanted: WantedOffer, offered_by: str) -> Offer:
    """Make an offer.

    - The vacancy is claimed, offered to nobody else, and the household holds no other open offer.
    - The household fits: every hard condition is met at this moment.
    - It stands first at this moment, judged while the vacancy is held; or a person overrides the order with a code
      about an applicant; or those before it are given other dwellings by the matching that the offer cites.
    - The order, the household's place and reasons, and who stood before it and why they were passed over, are kept
      with the offer; their digest stands in the sealed journal.
    - The deadline is the municipality's own, in working days.
    - Benefits and support hear of it at once, in parallel. The organisation hears that the municipality takes the
      dwelling, where it has not said so before, and that it is offered; not to whom.
    """
    vacancy = await get_vacancy(story, wanted.vacancy_id, lock=True)
    await get_nomination(story, wanted.nomination_id, lock=True)
    found = await draw_shortlist(story, vacancy)
    status = offered(vacancy.status, citizen_has_open_offer=found.holds_offer(str(wanted.nomination_id)))
    place = found.place_of(str(wanted.nomination_id))
    elsewhere = await list_matched_elsewhere(story, wanted.matching_id, vacancy.id, wanted.nomination_id)
    passed_over = require_first(found, place, wanted.override, matched_elsewhere=elsewhere)
    offer = await _new_offer(story, wanted, offered_by)
    await _keep_basis(story, vault, offer, wanted, (found, place, passed_over))
    answered = await confirmed_by_offer(story, vacancy)
    await save_vacancy(story, replace(answered, status=status), expected_version=vacancy.version)
    await tell_of_offer(story, offer.id)
    await _tell(story, offer, vacancy, found.reasons(place))
    return offer


async def _new_offer(story: Story, wanted: WantedOffer, offered_by: str) -> Offer:
    today = local_day(story.now)
    days = require_choice(await find_choice(story, DEADLINE, today), DEADLINE, today)
    return Offer(
        id=uuid4(),
        vacancy_id=wanted.vacancy_id,
        nomination_id=wanted.nomination_id,
        status=OfferStatus.MADE,
        offered_at=story.now,
        due_at=due_after_working_days(story.now, int(days.value)),
        offered_by=offered_by,
    )


async def _keep_basis(
    story: Story, vault: Vault, offer: Offer, wanted: WantedOffer, ground: tuple[Shortlist, int, tuple[str, ...]]
) -> None:
    """Keep what the offer rests on, and the override where others were passed over; seal both."""
    found, place, passed_over = ground
    override = wanted.override if passed_over else None
    basis = basis_of(found, place) | {
        "override": override.code if override else None,
        "matching_id": str(wanted.matching_id) if wanted.matching_id else None,
    }
    await add_offer(story, offer, basis)
    if override is not None:
        why, by = vault.close(override.why), offer.offered_by
        await save_override(story, offer.id, override.code, why, len(passed_over), by)
    facts = {
        "offer_id": offer.id,
        "place": place + 1,
        "passed_over": len(passed_over),
        "override": basis["override"],
        "matching_id": basis["matching_id"],
        "digest": digest_of(basis),
    }
    audiences = (Party.ALLOCATION_OFFICE, Party.MANAGEMENT)
    await record(story, "offer_reasoned", offer.vacancy_id, audiences, facts=facts)


async def _tell(story: Story, offer: Offer, vacancy: PostedVacancy, reasons: tuple[Reason, ...]) -> None:
    await record(
        story,
        "offer_made",
        vacancy.id,
        (Party.ALLOCATION_OFFICE, Party.SOCIAL_CENTRE, Party.SHELTER, Party.BENEFITS_DEPARTMENT, Party.SUPPORT_TEAM),
        facts={"offer_id": offer.id, "nomination_id": offer.nomination_id, "due_at": offer.due_at},
        reasons=reasons,
    )
    await record(
        story,
        "vacancy_offered",
        vacancy.id,
        (Party.HOUSING_ORGANISATION, Party.PARTNER),
        facts={"reference": vacancy.facts.reference},
        organisation_cvr=vacancy.facts.organisation_cvr,
    )
