"""What an organisation is told of the household that has accepted its dwelling: what a lease needs, and no more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from services.allocation.domain.nominations.consents import Consent, Item, items_allowed
from services.allocation.domain.nominations.nomination import Nomination
from services.allocation.domain.offers.offer import SECURED, Offer, OfferStatus


@dataclass(frozen=True, slots=True)
class ContactPoint:
    """Whom the organisation calls in the municipality."""

    name: str
    phone: str | None
    email: str | None


@dataclass(frozen=True, slots=True)
class Identity:
    """The citizen's name and CPR number, opened."""

    name: str | None
    cpr_number: str | None


@dataclass(frozen=True, slots=True)
class Tenant:
    """The lease's needs. Benefit, diagnosis, stay, ranking, reasons, wishes and age have no place here.

    A protected name and address is marked: the organisation keeps it out of lists, doorbells and notices.
    """

    vacancy_id: UUID
    name: str | None
    cpr_number: str | None
    protected_name_and_address: bool
    adults: int
    children: int
    move_in_on: date | None
    deposit_secured: bool
    contact: ContactPoint | None


def is_shown(status: OfferStatus, lease_starts_on: date | None, days: int, today: date) -> bool:
    """Whether the organisation may read who the tenant is: from the yes until some days after the lease starts."""
    if status is OfferStatus.SIGNED and lease_starts_on is not None:
        return today <= lease_starts_on + timedelta(days=days)
    return status is OfferStatus.ACCEPTED


def items_to_pass(consents: Sequence[Consent], cvr: str, day: date, *, lease_needs_cpr: bool) -> frozenset[Item]:
    """What of the citizen's identity is passed on: what the lease needs, where there is a consent or a rule for it."""
    allowed = items_allowed(consents, cvr, day)
    return allowed if lease_needs_cpr else allowed - {Item.CPR_NUMBER}


def tenant_of(
    offer: Offer,
    nomination: Nomination,
    identity: Identity,
    items: frozenset[Item],
    move_in_on: date | None,
    contact: ContactPoint | None,
) -> Tenant:
    """The tenant as the organisation reads it."""
    return Tenant(
        vacancy_id=offer.vacancy_id,
        name=identity.name if Item.NAME in items else None,
        cpr_number=identity.cpr_number if Item.CPR_NUMBER in items else None,
        protected_name_and_address=nomination.facts.protected_address,
        adults=nomination.facts.adults,
        children=nomination.facts.children,
        move_in_on=move_in_on,
        deposit_secured=offer.deposit in SECURED,
        contact=contact,
    )
