"""A person finds that the same citizen is nominated twice."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.values.callers import Party
from kit.values.problems import FieldError, NotFound, PreconditionFailed, Unprocessable
from kit.values.texts import Text
from services.allocation.domain.nominations.merging import Known, Merge, merged
from services.allocation.domain.nominations.nomination import Nomination
from services.allocation.domain.nominations.tasks import OF_A_NOMINATION
from services.allocation.domain.offers.offer import Offer
from services.allocation.store.citizens import SealedCitizen, find_citizen, forget_citizen, save_citizen
from services.allocation.store.consents import point_consents_anew
from services.allocation.store.nominations import (
    change_nomination,
    get_nomination,
    keep_replaced_facts,
    point_citizen_anew,
)
from services.allocation.store.offers import find_open_offer_of, lock_offer, point_offers_anew
from services.allocation.store.other_home_referrals import point_referrals_anew
from services.allocation.store.outbox import tell_of_merge
from services.allocation.store.requests import point_requests_anew
from services.allocation.store.tasks import close_tasks, point_tasks_anew
from services.allocation.usecases.nominations.ask_for import ask_what_is_needed

WHO_HEARS = (
    Party.ALLOCATION_OFFICE,
    Party.SOCIAL_CENTRE,
    Party.SHELTER,
    Party.BENEFITS_DEPARTMENT,
    Party.SUPPORT_TEAM,
)


async def merge_nominations(story: Story, nomination_id: UUID, version: int, into_id: UUID) -> Nomination:
    """Merge a nomination into another; the one that stays.

    - The older waiting start stands, and the lottery number of the one that stays: no better chance by merging.
    - One remains under way; its open offer, whichever it came from, is not lost. Refused while both hold one.
    - Everything of the other identifier bears the one that stays, here and in benefits and support, which hear of it.
    - It is never undone: of a wrong merge, the citizen who was left out is nominated anew.
    """
    offers = await _lock_offers(story, nomination_id, into_id)
    gone, stays = await _lock_both(story, nomination_id, into_id)
    if gone.version != version or offers != await _open_offers(story, nomination_id, into_id):
        raise PreconditionFailed
    held = {offer.nomination_id for offer in offers}
    merge = merged(
        Known(gone, await _is_known_by_number(story, gone), gone.id in held),
        Known(stays, await _is_known_by_number(story, stays), stays.id in held),
    )
    await change_nomination(story, merge.gone, expected_version=gone.version)
    await point_citizen_anew(story, merge.old_citizen_id, merge.citizen_id)
    if merge.stays.facts != stays.facts:
        await keep_replaced_facts(story, stays)
    await change_nomination(story, merge.stays, expected_version=stays.version)
    await _move_what_follows(story, merge)
    await tell_of_merge(story, merge.old_citizen_id, merge.citizen_id, offers[0].id if offers else None)
    facts = {"nomination_id": merge.gone.id, "into": merge.stays.id}
    await record(story, "nominations_merged", merge.stays.id, WHO_HEARS, facts=facts)
    await record(story, "nomination_closed", merge.gone.id, WHO_HEARS, facts={"code": merge.gone.close_code})
    return merge.stays


async def _open_offers(story: Story, *nomination_ids: UUID) -> list[Offer]:
    found = [await find_open_offer_of(story, each) for each in sorted(set(nomination_ids))]
    return [offer for offer in found if offer is not None]


async def _lock_offers(story: Story, *nomination_ids: UUID) -> list[Offer]:
    """Vacancy before offer before nomination, as everywhere, so that two stories never wait crosswise."""
    found = sorted(await _open_offers(story, *nomination_ids), key=lambda offer: offer.vacancy_id)
    locked = {offer.nomination_id: (await lock_offer(story, offer.id))[0] for offer in found}
    return [locked[each] for each in sorted(locked)]


async def _lock_both(story: Story, nomination_id: UUID, into_id: UUID) -> tuple[Nomination, Nomination]:
    found: dict[UUID, Nomination] = {}
    for each in sorted({nomination_id, into_id}):
        try:
            found[each] = await get_nomination(story, each, lock=True)
        except NotFound:
            if each == nomination_id:
                raise
            text = Text("Indstillingen findes ikke", "There is no such nomination")
            raise Unprocessable(errors=[FieldError("/into", text)]) from None
    return found[nomination_id], found[into_id]


async def _is_known_by_number(story: Story, nomination: Nomination) -> bool:
    citizen = await find_citizen(story, nomination.citizen_id)
    return citizen is not None and citizen.cpr_number is not None


async def _move_what_follows(story: Story, merge: Merge) -> None:
    """Offers, consents, referrals, tasks and who the citizen is follow to the nomination and identifier that stay."""
    await point_offers_anew(story, merge.gone.id, merge.stays.id)
    await point_consents_anew(story, merge.gone.id, merge.stays.id)
    await point_referrals_anew(story, merge.gone.id, merge.stays.id)
    await point_requests_anew(story, merge.gone.id, merge.stays.id)
    await close_tasks(story, merge.gone.id, OF_A_NOMINATION)
    await point_tasks_anew(story, merge.gone.id, merge.stays.id)
    await ask_what_is_needed(story, merge.stays)
    old = await find_citizen(story, merge.old_citizen_id, lock=True)
    if old is not None:
        kept = await find_citizen(story, merge.citizen_id, lock=True)
        name, number = (kept.name, kept.cpr_number) if kept else (None, None)
        # Two keys may have closed what now stands in one row: unmarked, the next rotation closes both under the newest.
        both = SealedCitizen(merge.citizen_id, name or old.name, number or old.cpr_number, None)
        await save_citizen(story, both)
        await forget_citizen(story, merge.old_citizen_id)
