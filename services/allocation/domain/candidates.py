"""A household nominated for municipal allocation, as the shortlist sees it: the facts its rules need."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID


class Situation(StrEnum):
    """Where the citizen stays now, as in VIVE's count of homelessness."""

    STREET = "street"
    NIGHT_SHELTER = "night_shelter"
    SHELTER = "shelter"
    HOSPITAL_DISCHARGE = "hospital_discharge"
    PRISON_RELEASE = "prison_release"
    HOTEL = "hotel"
    TRANSITIONAL = "transitional"
    WITH_OTHERS = "with_others"
    OTHER = "other"


class SupportNeeds(StrEnum):
    """How much support the nominating worker expects; it decides no place on a shortlist."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class NominationStatus(StrEnum):
    """Whether the household still waits for a dwelling by this nomination."""

    OPEN = "open"
    HOUSED = "housed"
    CLOSED = "closed"


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
