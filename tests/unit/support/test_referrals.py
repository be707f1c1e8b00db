"""What an offer's outcome makes of the referral it opened."""

from datetime import date

import pytest

from services.support.domain.methods import Method
from services.support.domain.referrals import (
    MoveInMissing,
    OfferOutcome,
    OutcomeMismatch,
    ReferralStanding,
    ReferralState,
    apply_outcome,
)

MOVE = date(2025, 7, 1)
OPEN = ReferralStanding(ReferralState.OPEN, None, None)
ASSIGNED = ReferralStanding(ReferralState.ASSIGNED, None, "W1")
SIGNED, DECLINED = OfferOutcome.SIGNED, OfferOutcome.DECLINED


@pytest.mark.parametrize(
    ("standing", "outcome", "state", "starts_on", "frees", "reason"),
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
    standing: ReferralStanding,
    outcome: OfferOutcome,
    state: ReferralState,
    starts_on: date | None,
    frees: bool,
    reason: str,
) -> None:
    change = apply_outcome(standing, outcome, MOVE, Method.CTI if standing.worker_reference else None)
    assert change is not None, reason
    assert (change.state, change.starts_on, change.frees_place) == (state, starts_on, frees), reason


@pytest.mark.parametrize("outcome", list(OfferOutcome))
def test_the_same_outcome_again_changes_nothing(outcome: OfferOutcome) -> None:
    standing = ReferralStanding(ReferralState.CLOSED, outcome, None)
    assert apply_outcome(standing, outcome, MOVE, None) is None


def test_an_offer_does_not_end_twice_in_different_ways() -> None:
    with pytest.raises(OutcomeMismatch):
        apply_outcome(ReferralStanding(ReferralState.CLOSED, DECLINED, None), SIGNED, MOVE, None)


def test_a_lease_names_the_day_of_the_move() -> None:
    with pytest.raises(MoveInMissing):
        apply_outcome(ASSIGNED, SIGNED, None, Method.ICM)


def test_a_course_without_a_worker_says_so() -> None:
    change = apply_outcome(OPEN, SIGNED, MOVE, None)
    assert change is not None
    assert "mangler en støttemedarbejder" in change.text.da and "no support worker" in change.text.en
