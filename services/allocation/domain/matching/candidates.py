"""A household nominated for municipal allocation, as the shortlist sees it: the facts its rules need."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.allocation.domain.nominations.situations import NominationStatus, Situation, SupportNeeds


@dataclass(frozen=True, slots=True)
class Candidate:
    """One household of the shortlist.

    `highest_rent_dkk` is the rent with utilities a month that the benefits department finds it can pay, None while
    that is unknown. `has_open_offer` is of any dwelling; `had_this_dwelling` says that an offer of this very vacancy
    ended without a lease. `lottery` is drawn once per nomination, sealed, and decides only between equals.
    """

    nomination_id: UUID
    reference: str
    nominated_on: date
    homeless_since_on: date
    birth_year: int
    adults: int
    children: int
    situation: Situation
    support_needs: SupportNeeds
    needs_lift: bool
    has_pet: bool
    debt_to_cvr: str | None
    highest_rent_dkk: Decimal | None
    lottery: int
    status: NominationStatus = NominationStatus.OPEN
    has_open_offer: bool = False
    had_this_dwelling: bool = False

    @property
    def persons(self) -> int:
        """Adults and children of the household."""
        return self.adults + self.children
