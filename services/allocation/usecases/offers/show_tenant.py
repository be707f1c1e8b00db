"""The organisation asks who has accepted its dwelling."""

from uuid import UUID

from kit.database.journal import record
from kit.database.stories import Story
from kit.database.vault import Vault
from kit.values.calendar import local_day
from kit.values.callers import Party
from kit.values.problems import Forbidden, NotFound
from kit.values.texts import Text
from services.allocation.domain.nominations.consents import Item
from services.allocation.domain.offers.disclosure import Identity, Tenant, is_shown, items_to_pass, tenant_of
from services.allocation.domain.offers.offer import Offer
from services.allocation.domain.registry.waits import LEASE_NEEDS_CPR, TENANT_SHOWN
from services.allocation.store.citizens import find_citizen
from services.allocation.store.consents import list_consents
from services.allocation.store.contacts import find_contact_point
from services.allocation.store.leases import find_lease
from services.allocation.store.nominations import get_nomination
from services.allocation.store.offers import find_offer_of_tenant
from services.allocation.store.vacancies import get_vacancy
from services.allocation.usecases.nominations.ask_for import days_of


class OnlyTheOrganisation(Forbidden):
    slug = "only-the-organisation"
    title = Text(
        "Kun boligorganisationen selv kan se lejeren her",
        "Only the housing organisation itself can see the tenant here",
    )


async def show_tenant(story: Story, vault: Vault, vacancy_id: UUID) -> Tenant:
    """Show what the lease needs.

    - From the citizen's yes until some days after the lease starts; before and after it looks as if nobody were there.
    - The size of the household, whether the deposit is secured, when it moves in, and whom to call.
    - The name where the citizen consents or a rule allows it; the CPR number where leases here need it besides.
    - A protected name and address is marked. Every reading is recorded, with who read and what was shown.
    """
    if story.caller.cvr is None:
        raise OnlyTheOrganisation
    vacancy = await get_vacancy(story, vacancy_id)
    await story.act_in(vacancy.facts.municipality_code)
    async with story.as_municipality():
        offer = await find_offer_of_tenant(story, vacancy_id)
        tenant = await _tenant(story, vault, offer, vacancy.facts.organisation_cvr) if offer else None
    if tenant is None:
        raise NotFound
    return tenant


async def _tenant(story: Story, vault: Vault, offer: Offer, cvr: str) -> Tenant | None:
    today = local_day(story.now)
    lease = await find_lease(story, offer.vacancy_id)
    starts_on = lease.starts_on if lease else None
    if not is_shown(offer.status, starts_on, await days_of(story, TENANT_SHOWN), today):
        return None
    nomination = await get_nomination(story, offer.nomination_id)
    needs_cpr = bool(await days_of(story, LEASE_NEEDS_CPR))
    consents = await list_consents(story, nomination.id)
    items = items_to_pass(consents, cvr, today, lease_needs_cpr=needs_cpr)
    citizen = await find_citizen(story, nomination.citizen_id) if items else None
    name = vault.open(citizen.name) if citizen and Item.NAME in items else None
    number = vault.open(citizen.cpr_number) if citizen and Item.CPR_NUMBER in items else None
    shown = [item for item, value in ((Item.NAME, name), (Item.CPR_NUMBER, number)) if value is not None]
    await record(
        story,
        "tenant_disclosed",
        offer.vacancy_id,
        (Party.ALLOCATION_OFFICE, Party.SOCIAL_CENTRE),
        facts={"offer_id": offer.id, "nomination_id": nomination.id, "items": shown, "to_cvr": cvr},
    )
    return tenant_of(offer, nomination, Identity(name, number), items, starts_on, await find_contact_point(story))
