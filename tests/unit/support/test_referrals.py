"""What an offer's outcome makes of the referral it opened."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from services.support.domain.methods.methods import Method
from services.support.domain.referrals.outcomes import (
    HeardOutcome,
    MoveInMissing,
    OfferEndedOtherwise,
    apply_outcome,
)
from services.support.domain.referrals.pointers import Situation, SupportNeeds
from services.support.domain.referrals.referral import OfferedHome, OfferOutcome, Opening, Referral, ReferralState

NOW = datetime(2025, 6, 1, tzinfo=UTC)
MOVE = date(2025, 7, 1)
ID = UUID(int=1)
OFFERED = OfferedHome(ID, ID, "C1", 1980, SupportNeeds.MEDIUM, Situation.SHELTER, NOW, datetime(2025, 6, 9, tzinfo=UTC))
CTI, NOT_YET = Method.CTI, (None,) * 6
OPEN = Referral(ID, Opening.by_offer(OFFERED), ReferralState.OPEN, NOW, CTI, CTI, True, (), *NOT_YET, 1)
ASSIGNED = replace(OPEN, state=ReferralState.ASSIGNED, worker_reference="W1", method=Method.CTI, assigned_at=NOW)
SIGNED, DECLINED = OfferOutcome.SIGNED, OfferOutcome.DECLINED


@pytest.mark.parametrize(
    ("referral", "outcome", "state", "starts_on", "frees", "reason"),
    [
        (ASSIGNED, SIGNED, ReferralState.COURSE, MOVE, False, "a lease makes it a course; the place stays taken"),
        (OPEN, SIGNED, ReferralState.COURSE, MOVE, False, "a course without a worker is still owed one"),
        (ASSIGNED, DECLINED, ReferralState.CLOSED, None, True, "no lease, no course: the place is free at once"),
        (ASSIGNED, OfferOutcome.EXPIRED, ReferralState.CLOSED, None, True, "likewise when the offer ran out"),
        (ASSIGNED, OfferOutcome.WITHDRAWN, ReferralState.CLOSED, None, True, "likewise when it was withdrawn"),
        (ASSIGNED, OfferOutcome.REFUSED, ReferralState.CLOSED, None, True, "likewise when it could not go through"),
        (OPEN, DECLINED, ReferralState.CLOSED, None, False, "nobody had it: no place to free"),
    ],
)
def test_an_outcome_changes_the_referral(
    referral: Referral, outcome: OfferOutcome, state: ReferralState, starts_on: date | None, frees: bool, reason: str
) -> None:
    change = apply_outcome(referral, outcome, MOVE)
    assert change is not None, reason
    assert (change.state, change.starts_on, change.frees_place) == (state, starts_on, frees), reason


@pytest.mark.parametrize("outcome", list(OfferOutcome))
def test_the_same_outcome_again_changes_nothing(outcome: OfferOutcome) -> None:
    ended = replace(ASSIGNED, state=ReferralState.CLOSED, outcome=outcome, starts_on=MOVE)
    assert apply_outcome(ended, outcome, MOVE, HeardOutcome(outcome, MOVE)) is None


def test_an_offer_does_not_end_twice_in_different_ways() -> None:
    ended = replace(ASSIGNED, state=ReferralState.CLOSED, outcome=DECLINED)
    with pytest.raises(OfferEndedOtherwise) as raised:
        apply_outcome(ended, SIGNED, MOVE, HeardOutcome(DECLINED, None))
    assert raised.value.extra == {"outcome": "declined"}


def test_another_day_of_the_move_is_another_outcome() -> None:
    signed = replace(ASSIGNED, state=ReferralState.COURSE, outcome=SIGNED, starts_on=MOVE)
    with pytest.raises(OfferEndedOtherwise):
        apply_outcome(signed, SIGNED, date(2025, 8, 1), HeardOutcome(SIGNED, MOVE))


def test_a_lease_names_the_day_of_the_move() -> None:
    with pytest.raises(MoveInMissing) as raised:
        apply_outcome(ASSIGNED, SIGNED, None)
    assert [error.pointer for error in raised.value.errors] == ["/move_in_on"]


def test_a_course_without_a_worker_says_so() -> None:
    change = apply_outcome(OPEN, SIGNED, MOVE)
    assert change is not None and not change.reason.met
    assert "mangler en støttemedarbejder" in change.reason.text.da and "no support worker" in change.reason.text.en
