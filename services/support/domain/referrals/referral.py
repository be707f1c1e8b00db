"""A referral from the offer that opened it to a course of support, or to its end without one.

A missed appointment never closes anything here: the only closings are the offer's own end without a lease, since
the referral was opened by that offer, and a need that a person has assessed as met.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from kit.values.decisions import Reason
from kit.values.problems import Conflict, FieldError, Unprocessable
from kit.values.texts import Text
from services.support.domain.methods.methods import Method
from services.support.domain.referrals.recommendation import Situation, SupportNeeds


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
class Referral:
    """A citizen referred to support, and where the referral stands."""

    id: UUID
    home: OfferedHome
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


@dataclass(frozen=True, slots=True)
class Change:
    """What an offer's outcome makes of its referral."""

    state: ReferralState
    starts_on: date | None
    frees_place: bool
    reason: Reason


class OfferEndedOtherwise(Conflict):
    slug = "offer-ended-otherwise"
    title = Text("Tilbuddet er allerede endt på en anden måde", "The offer has already ended in another way")


class MoveInMissing(Unprocessable):
    slug = "move-in-missing"
    title = Text("En underskrevet lejekontrakt kræver indflytningsdagen", "A signed lease needs the day of the move")


def apply_outcome(referral: Referral, outcome: OfferOutcome, move_in_on: date | None) -> Change | None:
    """What changes; None where the same outcome has been heard before.

    - Signed: the referral becomes a course that starts on the day of the move; also without a worker, who is
      then still owed.
    - Any other end closes the referral, and a worker's place is free again at once.
    """
    if referral.outcome is not None:
        same_move = outcome is not OfferOutcome.SIGNED or move_in_on in (None, referral.starts_on)
        if referral.outcome is outcome and same_move:
            return None
        raise OfferEndedOtherwise(extra={"outcome": referral.outcome.value})
    if outcome is OfferOutcome.SIGNED:
        if move_in_on is None:
            text = Text("Feltet mangler, når udfaldet er signed", "The field is missing where the outcome is signed")
            raise MoveInMissing(errors=[FieldError("/move_in_on", text)])
        text = _started(move_in_on, referral.method)
        reason = Reason("worker-in-place-at-signing", "serviceloven § 85 a", referral.method is not None, text)
        return Change(ReferralState.COURSE, move_in_on, False, reason)
    freed = referral.worker_reference is not None
    reason = Reason("offer-ended-without-lease", "boligtilbuddet", True, _ENDED[outcome])
    return Change(ReferralState.CLOSED, None, freed, reason)


def _started(move_in_on: date, method: Method | None) -> Text:
    if method is None:
        return Text(
            f"Lejekontrakten er underskrevet. Borgeren flytter ind {move_in_on} og mangler en støttemedarbejder.",
            f"The lease is signed. The citizen moves in on {move_in_on} and still has no support worker.",
        )
    return Text(
        f"Lejekontrakten er underskrevet. Støtteforløbet begynder {move_in_on}.",
        f"The lease is signed. The course of support starts on {move_in_on}.",
    )


_ENDED = {
    OfferOutcome.DECLINED: Text(
        "Borgeren sagde nej til boligen. Henvisningen er afsluttet.",
        "The citizen declined the dwelling. The referral is closed.",
    ),
    OfferOutcome.EXPIRED: Text(
        "Boligtilbuddet udløb. Henvisningen er afsluttet.", "The offer expired. The referral is closed."
    ),
    OfferOutcome.WITHDRAWN: Text(
        "Boligtilbuddet blev trukket tilbage. Henvisningen er afsluttet.",
        "The offer was withdrawn. The referral is closed.",
    ),
    OfferOutcome.REFUSED: Text(
        "Tilbuddet kunne ikke gennemføres. Henvisningen er afsluttet.",
        "The offer could not be carried through. The referral is closed.",
    ),
}
