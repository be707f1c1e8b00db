"""A referral from the offer that opened it to a course of support, or to its end without one.

A missed appointment never closes anything here: the only closing is the offer's own end without a lease, since
the referral was opened by that offer. What closes a course comes later and needs the citizen's wish, a need met
or death.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kit.values.texts import Text
from services.support.domain.methods import Method


class ReferralState(StrEnum):
    """`open` has no worker yet, `assigned` has one, `course` began with a lease, `closed` ended without."""

    OPEN = "open"
    ASSIGNED = "assigned"
    COURSE = "course"
    CLOSED = "closed"


class OfferOutcome(StrEnum):
    """How an offer of a dwelling ended."""

    SIGNED = "signed"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Change:
    """What an offer's outcome makes of its referral."""

    state: ReferralState
    starts_on: date | None
    frees_place: bool
    text: Text


class OutcomeMismatch(Exception):
    """The offer has already ended in another way."""


class MoveInMissing(Exception):
    """A signed lease starts a course, and a course needs the day it starts."""


@dataclass(frozen=True, slots=True)
class ReferralStanding:
    """Where a referral stands when its offer's outcome arrives."""

    state: ReferralState
    outcome: OfferOutcome | None
    worker_reference: str | None


def apply_outcome(
    standing: ReferralStanding, outcome: OfferOutcome, move_in_on: date | None, method: Method | None
) -> Change | None:
    """What changes; None where the same outcome has been heard before.

    - Signed: the referral becomes a course that starts on the day of the move; also without a worker, who is
      then still owed.
    - Any other end closes the referral, and a worker's place is free again at once.
    """
    if standing.outcome is not None:
        if standing.outcome is outcome:
            return None
        raise OutcomeMismatch
    if outcome is OfferOutcome.SIGNED:
        if move_in_on is None:
            raise MoveInMissing
        return Change(ReferralState.COURSE, move_in_on, False, _started(move_in_on, method))
    freed = standing.worker_reference is not None
    return Change(ReferralState.CLOSED, None, freed, _ENDED[outcome])


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
