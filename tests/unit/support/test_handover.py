"""When a citizen may be handed from one worker to another."""

from dataclasses import replace
from datetime import date

import pytest

from services.support.domain.capacity.assignments import Taker
from services.support.domain.capacity.handovers import (
    Meeting,
    NoMeetingReason,
    NothingToHandOver,
    errors_in_handover,
    handover_reason,
    require_worker,
)
from services.support.domain.referrals.referral import ReferralState
from tests.unit.support.test_referrals import ASSIGNED, OPEN

TODAY, ASSIGNED_ON = date(2025, 6, 2), date(2025, 3, 4)
MET = Meeting(joint_meeting_on=date(2025, 6, 1))
W2 = Taker("W2")


@pytest.mark.parametrize(
    ("taker", "meeting", "pointers", "reason"),
    [
        (W2, MET, [], "they met the citizen together yesterday"),
        (W2, Meeting(joint_meeting_on=TODAY), [], "they met today"),
        (W2, Meeting(no_meeting_reason=NoMeetingReason.OLD_WORKER_ILL), [], "a person says why not"),
        (W2, Meeting(), ["/joint_meeting_on"], "neither a meeting nor a reason"),
        (W2, Meeting(TODAY, NoMeetingReason.ACUTE), ["/joint_meeting_on"], "a meeting and a reason for none"),
        (W2, Meeting(joint_meeting_on=date(2025, 6, 3)), ["/joint_meeting_on"], "a meeting to come is no meeting"),
        (W2, Meeting(joint_meeting_on=date(2025, 3, 3)), ["/joint_meeting_on"], "before the old one was assigned"),
        (Taker("W1"), MET, ["/worker_reference"], "to the same worker"),
        (Taker(), MET, ["/worker_reference"], "to nobody"),
        (Taker("W2", "T1"), MET, ["/worker_reference"], "to a worker and a team"),
        (Taker(None, "T1"), MET, [], "to a team as a whole"),
        (Taker(), Meeting(), ["/worker_reference", "/joint_meeting_on"], "all that is wrong at once"),
    ],
)
def test_what_is_wrong_with_a_handover(taker: Taker, meeting: Meeting, pointers: list[str], reason: str) -> None:
    errors = errors_in_handover(ASSIGNED, taker, meeting, ASSIGNED_ON, TODAY)
    assert [error.pointer for error in errors] == pointers, reason


def test_a_citizen_without_a_worker_or_after_the_end_is_not_handed_over() -> None:
    for referral in (OPEN, replace(ASSIGNED, state=ReferralState.CLOSED)):
        with pytest.raises(NothingToHandOver):
            require_worker(referral)


def test_a_handover_without_a_meeting_is_never_said_to_keep_the_relation() -> None:
    assert handover_reason(MET).met
    assert not handover_reason(Meeting(no_meeting_reason=NoMeetingReason.ACUTE)).met
