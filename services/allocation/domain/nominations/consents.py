"""What may be passed on about a citizen, to whom and on which basis: given on a day, withdrawn at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from kit.values.problems import Conflict, FieldError
from kit.values.texts import Text


class Item(StrEnum):
    """What a lease can need to know of a tenant beyond the size of the household."""

    NAME = "name"
    CPR_NUMBER = "cpr_number"


class Basis(StrEnum):
    """The citizen's consent, or a rule that a person names."""

    CONSENT = "consent"
    LAW = "law"


@dataclass(frozen=True, slots=True)
class Consent:
    """In force from `given_on` up to, not including, `valid_to`, until it is withdrawn.

    `to_cvr` names one organisation; None is the organisation whose dwelling the citizen accepts.
    """

    id: UUID
    nomination_id: UUID
    items: tuple[Item, ...]
    to_cvr: str | None
    basis: Basis
    source: str | None
    given_on: date
    valid_to: date | None
    withdrawn_at: datetime | None
    recorded_at: datetime
    recorded_by: str

    def allows(self, item: Item, cvr: str, day: date) -> bool:
        """Whether the item may be passed to the organisation on the day."""
        return (
            item in self.items
            and self.to_cvr in (None, cvr)
            and self.withdrawn_at is None
            and self.given_on <= day
            and (self.valid_to is None or day < self.valid_to)
        )


class ConsentWithdrawn(Conflict):
    slug = "consent-withdrawn"
    title = Text("Samtykket er allerede trukket tilbage", "The consent is already withdrawn")


class LawNotWithdrawn(Conflict):
    slug = "legal-basis-not-withdrawn"
    title = Text(
        "En hjemmel i loven trækkes ikke tilbage af borgeren",
        "A legal basis is not the citizen's to withdraw",
    )


def find_faults(consent: Consent, today: date) -> list[FieldError]:
    """What cannot be right in a consent as recorded."""
    rules = (
        (
            consent.given_on > today,
            "/given_on",
            Text("Kan ikke ligge i fremtiden", "Cannot lie in the future"),
        ),
        (
            consent.valid_to is not None and consent.valid_to <= consent.given_on,
            "/valid_to",
            Text("Skal ligge efter given_on", "Must lie after given_on"),
        ),
        (
            consent.basis is Basis.LAW and not (consent.source or "").strip(),
            "/source",
            Text("Nævn reglen, når det ikke er samtykke", "Name the rule where it is not consent"),
        ),
    )
    return [FieldError(pointer, text) for wrong, pointer, text in rules if wrong]


def items_allowed(consents: Iterable[Consent], cvr: str, day: date) -> frozenset[Item]:
    """Everything that may be passed to the organisation on the day."""
    found = list(consents)
    return frozenset(item for item in Item if any(consent.allows(item, cvr, day) for consent in found))
