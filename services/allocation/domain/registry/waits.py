"""Local choices of days that have a default: how long something waits until somebody is told or it is no longer shown.

Where the municipality has entered nothing the default stands; none of them is settled by a law that was found.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kit.values.problems import FieldError
from kit.values.texts import Text
from services.allocation.domain.registry.choices import LocalChoice


@dataclass(frozen=True, slots=True)
class Wait:
    """A whole number of days under a key of the municipality's own choices."""

    key: str
    default: int
    most: int

    def days(self, choice: LocalChoice | None) -> int:
        """The days chosen, or the default."""
        return int(choice.value) if choice is not None else self.default


OFFER_REMINDER = Wait("offer_reminder", 1, 30)
"""Working days before an offer's deadline on which the social centre is told."""
ASSESSMENT_DEADLINE = Wait("assessment_deadline", 10, 250)
DOCUMENTS_DEADLINE = Wait("documents_deadline", 10, 250)
CONSENT_DEADLINE = Wait("consent_deadline", 2, 250)
CONSENT_RENEWAL = Wait("consent_renewal", 10, 250)
"""Days before a consent ends by which it is renewed."""
DEBT_NOTICE_DEADLINE = Wait("debt_notice_deadline", 2, 250)
TENANT_SHOWN = Wait("tenant_shown_days", 14, 366)
"""Days after the start of a lease in which the organisation can still read who the tenant is."""
LEASE_NEEDS_CPR = Wait("lease_needs_cpr", 0, 1)
"""1 where the leases of the municipality's organisations need the tenant's CPR number (databeskyttelsesloven § 11)."""

WAITS = (
    OFFER_REMINDER,
    ASSESSMENT_DEADLINE,
    DOCUMENTS_DEADLINE,
    CONSENT_DEADLINE,
    CONSENT_RENEWAL,
    DEBT_NOTICE_DEADLINE,
    TENANT_SHOWN,
    LEASE_NEEDS_CPR,
)


def find_faults(choices: Sequence[LocalChoice]) -> list[FieldError]:
    """Values that are no number of days for their key."""
    most = {wait.key: wait.most for wait in WAITS}
    return [
        FieldError(
            f"/rates/{number}/value",
            Text(f"Skal være et helt tal fra 0 til {most[choice.key]}", f"A whole number from 0 to {most[choice.key]}"),
        )
        for number, choice in enumerate(choices)
        if choice.key in most and not (choice.value == int(choice.value) and 0 <= choice.value <= most[choice.key])
    ]
