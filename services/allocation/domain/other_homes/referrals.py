"""A nominated citizen referred to one home: what may follow what, from the referral to moving out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from kit.values.problems import FieldError
from kit.values.texts import Text
from services.allocation.domain.other_homes.homes import Occupancy, WaitingOrder
from services.allocation.domain.other_homes.problems import (
    LivesInOtherHome,
    NotNextOnList,
    ReferralNotThere,
    ReferralOver,
)
from services.allocation.domain.other_homes.reasons import DecisionCode, Need, WhyNotAlone


class ReferralStatus(StrEnum):
    """Where a referral stands."""

    REFERRED = "referred"
    WAITING = "waiting"
    REFUSED = "refused"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    RESIDENT = "resident"
    MOVED_OUT = "moved_out"
    WITHDRAWN = "withdrawn"


REFERRED, WAITING, REFUSED, OFFERED, ACCEPTED, RESIDENT, MOVED_OUT, WITHDRAWN = ReferralStatus

OPEN_REFERRALS = frozenset({REFERRED, WAITING, OFFERED, ACCEPTED})
"""A citizen has at most one of these per home, and as many homes as it takes."""

REFERRAL_WAYS: Mapping[tuple[ReferralStatus, ReferralStatus], Text] = {
    (REFERRED, WAITING): Text("Godkendt: på ventelisten", "Approved: on the waiting list"),
    (REFERRED, REFUSED): Text("Afslag, med begrundelse", "Refused, with reasons"),
    (WAITING, OFFERED): Text("Tilbudt en plads", "Offered a place"),
    (OFFERED, ACCEPTED): Text("Borgeren sagde ja", "The citizen said yes"),
    (OFFERED, WAITING): Text("Borgeren sagde nej: venter som før", "The citizen said no: waits as before"),
    (ACCEPTED, WAITING): Text("Borgeren fortrød: venter som før", "The citizen had second thoughts: waits as before"),
    (ACCEPTED, RESIDENT): Text("Flyttet ind", "Moved in"),
    (RESIDENT, MOVED_OUT): Text("Flyttet ud: pladsen er ledig", "Moved out: the place is free"),
    **{(before, WITHDRAWN): Text("Trukket tilbage", "Withdrawn") for before in sorted(OPEN_REFERRALS)},
}
"""Each step a referral can take, and what it means."""


class DeclineCode(StrEnum):
    """Why the citizen said no to a place; it costs nothing, and the place on the list stands."""

    AREA = "area"
    HOME = "home"
    NOT_NOW = "not_now"
    OWN_DWELLING_COMING = "own_dwelling_coming"
    NO_ANSWER = "no_answer"
    NOT_SAID = "not_said"


class WithdrawalCode(StrEnum):
    """Why a person withdraws a referral."""

    CITIZENS_WISH = "citizens_wish"
    NEED_CHANGED = "need_changed"
    MADE_IN_ERROR = "made_in_error"


class EndCode(StrEnum):
    """Why a referral ends with something else."""

    MOVED_INTO_ANOTHER = "moved_into_another"
    """Into another of these homes."""
    NOMINATION_OVER = "nomination_over"


class OutOfOrderCode(StrEnum):
    """Why a place is offered to somebody who is not next on the list."""

    CANNOT_STAY = "cannot_stay"
    HOME_SUITS_THE_NEED = "home_suits_the_need"
    NEXT_DECLINED = "next_declined"
    NEXT_NOT_READY = "next_not_ready"
    NEXT_NOT_REACHED = "next_not_reached"


class MoveOutCode(StrEnum):
    """Where the citizen went."""

    OWN_DWELLING = "own_dwelling"
    ANOTHER_HOME = "another_home"
    HOSPITAL = "hospital"
    NOT_KNOWN = "not_known"
    DIED = "died"


@dataclass(frozen=True, slots=True)
class HomeReferral:
    """One citizen, known by the nomination, and one home; with the decision, the place and the dates.

    `number` counts the referrals to the home as they came in: it orders those of the same moment.
    `also_ordinary_dwellings` says whether the citizen is offered ordinary dwellings too while the referral is open.
    """

    id: UUID
    home_id: UUID
    nomination_id: UUID
    number: int
    status: ReferralStatus
    why: tuple[WhyNotAlone, ...]
    referred_at: datetime
    referred_by: str
    also_ordinary_dwellings: bool = True
    decided_at: datetime | None = None
    decided_by: str | None = None
    decision_codes: tuple[DecisionCode, ...] = ()
    need: Need | None = None
    offered_at: datetime | None = None
    offered_by: str | None = None
    why_out_of_order: str | None = None
    moved_in_on: date | None = None
    moved_out_on: date | None = None
    ended_at: datetime | None = None
    end_code: str | None = None
    version: int = 1


def moved_referral(referral: ReferralStatus, wanted: ReferralStatus) -> ReferralStatus:
    """The wanted status where the table has the way to it; otherwise the problem that says why not."""
    if (referral, wanted) in REFERRAL_WAYS:
        return wanted
    if referral is RESIDENT:
        raise LivesInOtherHome
    raise ReferralNotThere if referral in OPEN_REFERRALS else ReferralOver


def occupancy_of(referrals: Sequence[HomeReferral]) -> Occupancy:
    """Who holds a place of one home: those who live there, and those to whom one is offered."""
    states = [referral.status for referral in referrals]
    return Occupancy(states.count(RESIDENT), states.count(OFFERED) + states.count(ACCEPTED))


def _by_referral(referral: HomeReferral) -> tuple[object, ...]:
    return (referral.referred_at, referral.number)


def _by_decision(referral: HomeReferral) -> tuple[object, ...]:
    return (referral.decided_at or referral.referred_at, referral.referred_at, referral.number)


def _acute_first(referral: HomeReferral) -> tuple[object, ...]:
    return (referral.need is not Need.ACUTE, referral.referred_at, referral.number)


ORDERS: Mapping[WaitingOrder, Callable[[HomeReferral], tuple[object, ...]]] = {
    WaitingOrder.REFERRAL_DATE: _by_referral,
    WaitingOrder.DECISION_DATE: _by_decision,
    WaitingOrder.ACUTE_FIRST: _acute_first,
}


def waiting_list(order: WaitingOrder, referrals: Sequence[HomeReferral]) -> list[HomeReferral]:
    """Those who wait for a place of one home, in the council's order."""
    waiting = [referral for referral in referrals if referral.status is WAITING]
    return sorted(waiting, key=ORDERS[order])


def require_next(waiting: Sequence[HomeReferral], referral: HomeReferral, why: OutOfOrderCode | None) -> None:
    """Raises NotNextOnList where the order is departed from without a reason."""
    if waiting and waiting[0].id != referral.id and why is None:
        raise NotNextOnList(errors=[FieldError("/why_out_of_order", NotNextOnList.title)])


def find_faults_of_dates(
    moved_on: date, today: date, *, earliest: date, pointer: str, what_before: Text
) -> list[FieldError]:
    """A move lies neither in the future nor before what must come before it."""
    if moved_on > today:
        return [FieldError(pointer, Text("Kan ikke ligge i fremtiden", "Cannot lie in the future"))]
    if moved_on < earliest:
        return [FieldError(pointer, what_before)]
    return []
