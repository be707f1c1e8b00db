"""What ends a course of support, and what never does: every ground in every situation."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.support.domain.courses.closing import (
    Circumstances,
    ClosingRefused,
    Ending,
    Receiving,
    Wish,
    decide_closing,
    require_ending,
)
from services.support.domain.courses.never_closing import NEVER_CLOSING, Ground

DAY = date(2025, 6, 16)
BARE = Circumstances(on=DAY, cooling_days=14)
TEN_MISSED = Circumstances(on=DAY, cooling_days=14, missed_visits=10)
ENDING = (Ground.CITIZENS_WISH, Ground.NEED_MET, Ground.DEATH, Ground.MOVED_TO_OTHER_MUNICIPALITY)


def wished(days_ago: int, withdrawn_on: date | None = None) -> Circumstances:
    return Circumstances(on=DAY, cooling_days=14, wish=Wish(DAY - timedelta(days=days_ago), withdrawn_on))


def moving(days_ago: int, acknowledged_on: date | None) -> Circumstances:
    receiving = Receiving("0269", DAY - timedelta(days=days_ago), acknowledged_on)
    return Circumstances(on=DAY, cooling_days=14, receiving=receiving)


def assessed(on: date) -> Circumstances:
    return Circumstances(on=DAY, cooling_days=14, need_assessed_on=on)


def dead(on: date) -> Circumstances:
    return Circumstances(on=DAY, cooling_days=14, died_on=on)


EVERYTHING = Circumstances(
    on=DAY,
    cooling_days=14,
    missed_visits=10,
    wish=Wish(date(2025, 1, 1)),
    need_assessed_on=DAY,
    died_on=DAY,
    receiving=Receiving("0269", DAY, DAY),
)


@pytest.mark.parametrize(
    ("ground", "circumstances", "ending", "rule", "reason"),
    [
        (Ground.CITIZENS_WISH, BARE, Ending.REFUSED, "wish-recorded", "nobody has heard the citizen say it"),
        (Ground.CITIZENS_WISH, TEN_MISSED, Ending.REFUSED, "wish-recorded", "a closed door is not a spoken wish"),
        (Ground.CITIZENS_WISH, wished(0), Ending.REFUSED, "wish-cooled-off", "said today, perhaps in anger"),
        (Ground.CITIZENS_WISH, wished(13), Ending.REFUSED, "wish-cooled-off", "one day of thinking is left"),
        (Ground.CITIZENS_WISH, wished(14), Ending.CLOSED, "citizens-wish", "thought over, and it still stands"),
        (Ground.CITIZENS_WISH, wished(400), Ending.CLOSED, "citizens-wish", "an old wish that still stands"),
        (Ground.CITIZENS_WISH, wished(20, DAY), Ending.REFUSED, "wish-recorded", "the citizen thought again"),
        (Ground.NEED_MET, BARE, Ending.REFUSED, "need-assessed", "nobody has assessed it"),
        (Ground.NEED_MET, TEN_MISSED, Ending.REFUSED, "need-assessed", "who does not open may need more, not less"),
        (Ground.NEED_MET, assessed(DAY + timedelta(days=1)), Ending.REFUSED, "need-assessed", "assessed tomorrow"),
        (Ground.NEED_MET, assessed(DAY), Ending.CLOSED, "need-met", "a person has assessed it today"),
        (Ground.DEATH, BARE, Ending.REFUSED, "death-known", "no day of death is known"),
        (Ground.DEATH, dead(DAY + timedelta(days=1)), Ending.REFUSED, "death-known", "nobody has died tomorrow"),
        (Ground.DEATH, dead(DAY), Ending.CLOSED, "death", "there is nobody left to help"),
        (Ground.MOVED_TO_OTHER_MUNICIPALITY, BARE, Ending.REFUSED, "handover-acknowledged", "moved where to?"),
        (
            Ground.MOVED_TO_OTHER_MUNICIPALITY,
            moving(30, None),
            Ending.REFUSED,
            "handover-acknowledged",
            "moved a month ago, but nobody there has the citizen yet",
        ),
        (
            Ground.MOVED_TO_OTHER_MUNICIPALITY,
            moving(-1, DAY),
            Ending.REFUSED,
            "citizen-has-moved",
            "acknowledged, but the move is tomorrow",
        ),
        (
            Ground.MOVED_TO_OTHER_MUNICIPALITY,
            moving(0, DAY),
            Ending.HANDED_OVER,
            "handed-over",
            "moved today, and the other municipality has the citizen",
        ),
    ],
)
def test_what_can_end_a_course(
    ground: Ground, circumstances: Circumstances, ending: Ending, rule: str, reason: str
) -> None:
    closing = decide_closing(ground, circumstances)
    assert (closing.ending, closing.reason.rule) == (ending, rule), reason
    assert closing.reason.met is closing.ends, reason


@pytest.mark.parametrize("circumstances", [BARE, TEN_MISSED, EVERYTHING], ids=["nothing", "ten missed", "everything"])
@pytest.mark.parametrize(
    ("ground", "rule", "reason"),
    [
        (Ground.MISSED_APPOINTMENTS, "missed-appointments-never-close", "did not answer the door ten times"),
        (Ground.NO_CONTACT, "no-contact-is-sought", "nobody has seen the citizen for weeks"),
        (Ground.TIME_RUN_OUT, "time-run-out-is-assessed", "refused by the method's time"),
        (Ground.DECLINED_METHOD, "another-method-is-offered", "no to CTI is not no to help"),
        (Ground.RULES_BROKEN, "support-has-no-conditions", "drank at home"),
        (Ground.WORKER_LEFT, "worker-is-replaced", "the worker has another job"),
        (Ground.NO_ROOM, "room-is-found", "the caseload is full"),
        (Ground.SANCTION, "sanction-asks-for-support", "the job centre cut the benefit"),
        (Ground.MOVED_IN_WITH_SOMEBODY, "support-follows-the-citizen", "moved in with somebody"),
        (Ground.HOSPITAL, "contact-is-kept-in-hospital", "admitted to a psychiatric ward"),
        (Ground.PRISON, "contact-is-kept-in-prison", "serves a sentence"),
        (Ground.RESIDENCE, "stay-is-assessed", "stays at a temporary residence"),
        (Ground.HOME_LOST, "support-outlives-the-home", "evicted"),
        (Ground.OTHER, "only-named-grounds-close", "whatever nobody has thought of"),
    ],
)
def test_what_never_ends_a_course(ground: Ground, circumstances: Circumstances, rule: str, reason: str) -> None:
    closing = decide_closing(ground, circumstances)
    assert (closing.ending, closing.reason.rule, closing.reason.met) == (Ending.REFUSED, rule, False), reason
    with pytest.raises(ClosingRefused) as refused:
        require_ending(closing)
    assert refused.value.extra == {"rule": rule, "source": closing.reason.source}, reason


def test_each_ground_either_can_end_a_course_or_says_why_it_never_does() -> None:
    assert set(NEVER_CLOSING) == set(Ground) - set(ENDING)
    rules = [reason.rule for reason in NEVER_CLOSING.values()]
    assert len(rules) == len(set(rules))


def test_the_refusal_of_missed_appointments_counts_them() -> None:
    assert "10 visits" in decide_closing(Ground.MISSED_APPOINTMENTS, TEN_MISSED).reason.text.en
    assert "10 udeblivelser" in decide_closing(Ground.MISSED_APPOINTMENTS, TEN_MISSED).reason.text.da


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(Ground), st.integers(0, 10_000), st.integers(0, 365))
def test_no_number_of_missed_visits_ends_a_course(ground: Ground, missed: int, cooling_days: int) -> None:
    circumstances = Circumstances(on=DAY, cooling_days=cooling_days, missed_visits=missed)
    assert not decide_closing(ground, circumstances).ends


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(Ground), st.integers(0, 10_000))
def test_missed_visits_change_no_decision(ground: Ground, missed: int) -> None:
    full = Circumstances(
        DAY, 14, missed, EVERYTHING.wish, EVERYTHING.need_assessed_on, EVERYTHING.died_on, EVERYTHING.receiving
    )
    assert decide_closing(ground, full).ending is decide_closing(ground, EVERYTHING).ending
