"""A referral from what opened it to a course of support, or to its end without one.

A missed appointment never closes anything here: the only closings are the end of the offer that opened it, without a
lease and without another offer, a person's refusal, and what ends a course.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from kit.values.decisions import Reason
from services.support.domain.methods.methods import Method
from services.support.domain.referrals.needs import Needs
from services.support.domain.referrals.pointers import Situation, SupportNeeds
from services.support.domain.referrals.recommendation import Lacking


class ReferralState(StrEnum):
    """`open` has no worker yet, `assigned` has one, `course` began with a lease, `closed` has ended."""

    OPEN = "open"
    ASSIGNED = "assigned"
    COURSE = "course"
    CLOSED = "closed"


# A worker's place is taken from the assignment until the referral is closed, and by nothing else.
TAKES_A_PLACE = (ReferralState.ASSIGNED, ReferralState.COURSE)


class OfferOutcome(StrEnum):
    """How an offer of a dwelling ended."""

    SIGNED = "signed"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"


class ReferralSource(StrEnum):
    """Who or what opened a referral; `outreach` is outreach workers with authority."""

    OFFER = "offer"
    SHELTER = "shelter"
    CONCERN = "concern"
    DEPARTMENT = "department"
    OUTREACH = "outreach"


@dataclass(frozen=True, slots=True)
class OfferedHome:
    """What allocation sends of an offer: enough to find support, and no more."""

    offer_id: UUID
    citizen_id: UUID
    nomination_reference: str
    birth_year: int
    support_needs: SupportNeeds
    situation: Situation
    offered_at: datetime
    offer_due_at: datetime


@dataclass(frozen=True, slots=True)
class Opening:
    """What a referral is opened with: whom it is about, and the offer or the reference of whoever refers."""

    citizen_id: UUID
    birth_year: int
    support_needs: SupportNeeds
    situation: Situation
    source: ReferralSource = ReferralSource.OFFER
    reference: str | None = None
    needs: Needs | None = None
    offer_id: UUID | None = None
    nomination_reference: str | None = None
    offered_at: datetime | None = None
    offer_due_at: datetime | None = None

    @staticmethod
    def by_offer(home: OfferedHome) -> "Opening":
        """As an offer opens a referral."""
        return Opening(**{name: getattr(home, name) for name in OfferedHome.__dataclass_fields__})

    def home(self) -> OfferedHome | None:
        """The offer that opened the referral, where one did."""
        if self.offer_id is None:
            return None
        return OfferedHome(**{name: getattr(self, name) for name in OfferedHome.__dataclass_fields__})


class DepartureReason(StrEnum):
    """Why a person decides otherwise than recommended."""

    CITIZENS_CHOICE = "citizens_choice"
    NO_ROOM = "no_room"
    KNOWN_WORKER = "known_worker"
    NEEDS_DIFFER = "needs_differ"
    CITIZEN_DECLINES = "citizen_declines"
    NO_NEED_FOUND = "no_need_found"
    WITHDRAWN = "withdrawn"


# A decision that support is not given.
NO_METHOD = "none"


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's decision on a referral: a method, or none."""

    method: Method | None
    reason: DepartureReason | None
    decided_by: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Referral:
    """A citizen referred to support, and where the referral stands."""

    id: UUID
    opening: Opening
    state: ReferralState
    opened_at: datetime
    wanted_method: Method
    recommended_method: Method
    had_room: bool
    reasons: tuple[Reason, ...]
    worker_reference: str | None
    method: Method | None
    assigned_at: datetime | None
    outcome: OfferOutcome | None
    outcome_at: datetime | None
    starts_on: date | None
    version: int
    team_reference: str | None = None
    method_since: date | None = None
    lacking: Lacking | None = None
    duplicate_of: UUID | None = None
    decision: Decision | None = None
