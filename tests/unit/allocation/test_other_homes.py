"""Places, waiting lists and decisions of homes for those who cannot live alone."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.values.problems import Problem
from kit.values.texts import Text
from services.allocation.domain.other_homes import homes, reasons, referrals
from services.allocation.domain.other_homes.homes import Capacity, HomeKind, Occupancy, WaitingOrder
from services.allocation.domain.other_homes.problems import (
    LivesInOtherHome,
    NoPlaceFree,
    NotNextOnList,
    PlacesTaken,
    ReferralNotThere,
    ReferralOver,
)
from services.allocation.domain.other_homes.reasons import DecisionCode, Need, Verdict, WhyNotAlone
from services.allocation.domain.other_homes.referrals import HomeReferral, OutOfOrderCode, ReferralStatus
from services.allocation.domain.other_homes.waits import Days, waiting_times

TODAY = date(2025, 3, 3)
NOW = datetime(2025, 3, 3, 9, tzinfo=UTC)
HOME = UUID(int=7)


def a_referral(number: int, **changes: Any) -> HomeReferral:
    """Referred `number` days after the first, approved and waiting."""
    one = HomeReferral(
        id=UUID(int=number),
        home_id=HOME,
        nomination_id=UUID(int=100 + number),
        number=number,
        status=ReferralStatus.WAITING,
        why=(WhyNotAlone.UNSAFE_ALONE,),
        referred_at=NOW + timedelta(days=number),
        referred_by="social-worker",
        decided_at=NOW + timedelta(days=40),
        need=Need.ORDINARY,
    )
    return replace(one, **changes)


TEN, EIGHT_NEXT_YEAR = Capacity(date(2025, 1, 1), 10), Capacity(date(2026, 1, 1), 8)

PLACES: list[tuple[list[Capacity], Occupancy, date, int, int, str]] = [
    ([], Occupancy(), TODAY, 0, 0, "a home without a line has no places"),
    ([TEN], Occupancy(), date(2024, 12, 31), 0, 0, "not open yet: nobody lives there before its first day"),
    ([TEN], Occupancy(), TODAY, 10, 10, "ten places, nobody there"),
    ([TEN], Occupancy(7, 2), TODAY, 10, 1, "who is promised a place has it"),
    ([TEN], Occupancy(10), TODAY, 10, 0, "full"),
    ([TEN, EIGHT_NEXT_YEAR], Occupancy(7), TODAY, 10, 1, "a place that is to be closed is not given away"),
    ([TEN, EIGHT_NEXT_YEAR], Occupancy(8), TODAY, 10, 0, "two stand empty until they are closed"),
    ([EIGHT_NEXT_YEAR, TEN], Occupancy(), date(2026, 1, 1), 8, 8, "the order of the lines does not matter"),
    ([TEN, Capacity(date(2026, 1, 1), 12)], Occupancy(10), TODAY, 10, 0, "places to come are not there yet"),
]


@pytest.mark.parametrize(("lines", "taken", "day", "places", "free", "reason"), PLACES, ids=[row[5] for row in PLACES])
def test_places_and_those_free(
    lines: list[Capacity], taken: Occupancy, day: date, places: int, free: int, reason: str
) -> None:
    assert homes.places_on(lines, day) == places, reason
    assert homes.free_places(lines, taken, day) == free, reason


def test_a_place_is_refused_where_none_is_free() -> None:
    homes.require_free_place([TEN], Occupancy(9), TODAY)
    with pytest.raises(NoPlaceFree):
        homes.require_free_place([TEN], Occupancy(9, 1), TODAY)


LINES = st.lists(
    st.builds(Capacity, st.dates(date(2025, 1, 1), date(2025, 12, 31)), st.integers(0, 6)), max_size=5
).map(lambda lines: list({line.valid_from: line for line in lines}.values()))


@settings(max_examples=40)
@given(lines=LINES, wishes=st.integers(0, 12), day=st.dates(date(2025, 1, 1), date(2025, 12, 31)))
def test_giving_places_while_free_never_fills_a_home_beyond_its_places(
    lines: list[Capacity], wishes: int, day: date
) -> None:
    """However many ask, on no day from then on do more live there than there are places."""
    residents = 0
    for _ in range(wishes):
        residents += homes.free_places(lines, Occupancy(residents), day) > 0
    later = [day, *(line.valid_from for line in lines if line.valid_from > day)]
    assert all(residents <= homes.places_on(lines, each) for each in later)


CUTS: list[tuple[Capacity, Occupancy, bool, str]] = [
    (Capacity(TODAY, 6), Occupancy(6), True, "as many as live there"),
    (Capacity(TODAY, 5), Occupancy(6), False, "one lives in a place that would be gone"),
    (Capacity(TODAY, 6), Occupancy(6, 1), False, "one is promised a place that would be gone"),
    (Capacity(date(2027, 1, 1), 0), Occupancy(1), False, "closing in two years: the resident moves first"),
    (Capacity(date(2024, 1, 1), 1), Occupancy(6), True, "the past changes nothing today"),
    (Capacity(TEN.valid_from, 3), Occupancy(3), True, "a line put right in its place"),
]


@pytest.mark.parametrize(("line", "taken", "allowed", "reason"), CUTS, ids=[row[3] for row in CUTS])
def test_places_are_not_cut_below_those_who_hold_them(
    line: Capacity, taken: Occupancy, allowed: bool, reason: str
) -> None:
    after = homes.with_line([TEN], line)
    if allowed:
        homes.require_room_for_residents(after, taken, TODAY)
        return
    with pytest.raises(PlacesTaken) as told:
        homes.require_room_for_residents(after, taken, TODAY)
    assert str(taken.residents) in str(told.value), reason


def test_wrong_lines_are_pointed_out_all_at_once() -> None:
    lines = [Capacity(TODAY, -1), Capacity(TODAY, 3), Capacity(date(2026, 1, 1), 2_001)]
    found = [fault.pointer for fault in homes.find_faults(lines)]
    assert found == ["/capacity/0/places", "/capacity/1/valid_from", "/capacity/2/places"]


ORDERED: list[tuple[WaitingOrder, list[int], str]] = [
    (WaitingOrder.REFERRAL_DATE, [1, 2, 3], "who was referred first waits longest"),
    (WaitingOrder.DECISION_DATE, [2, 3, 1], "by the day of the decision"),
    (WaitingOrder.ACUTE_FIRST, [3, 1, 2], "who cannot stay where they are, then by referral"),
]


@pytest.mark.parametrize(("order", "numbers", "reason"), ORDERED, ids=[row[0] for row in ORDERED])
def test_the_list_is_kept_in_the_councils_order(order: WaitingOrder, numbers: list[int], reason: str) -> None:
    everybody = [
        a_referral(3, need=Need.ACUTE, decided_at=NOW + timedelta(days=6)),
        a_referral(4, status=ReferralStatus.OFFERED),
        a_referral(1, decided_at=NOW + timedelta(days=9)),
        a_referral(2, decided_at=NOW + timedelta(days=5)),
        a_referral(5, status=ReferralStatus.REFERRED),
    ]
    waiting = referrals.waiting_list(order, everybody)
    assert [one.id.int for one in waiting] == numbers, reason
    assert referrals.occupancy_of(everybody) == Occupancy(residents=0, promised=1)


def test_the_order_is_departed_from_with_a_reason_only() -> None:
    waiting = [a_referral(1), a_referral(2)]
    referrals.require_next(waiting, a_referral(1), None)
    referrals.require_next(waiting, a_referral(2), OutOfOrderCode.NEXT_DECLINED)
    with pytest.raises(NotNextOnList) as told:
        referrals.require_next(waiting, a_referral(2), None)
    assert [error.pointer for error in told.value.errors] == ["/why_out_of_order"]


def test_every_pair_of_steps_is_allowed_or_says_why_not() -> None:
    for before in ReferralStatus:
        for wanted in ReferralStatus:
            if (before, wanted) in referrals.REFERRAL_WAYS:
                assert referrals.moved_referral(before, wanted) is wanted
                continue
            problem: type[Problem] = ReferralOver
            if before is ReferralStatus.RESIDENT:
                problem = LivesInOtherHome
            elif before in referrals.OPEN_REFERRALS:
                problem = ReferralNotThere
            with pytest.raises(problem):
                referrals.moved_referral(before, wanted)


def test_nobody_moves_in_without_a_yes_and_nobody_twice() -> None:
    ways_in = [before for before, after in referrals.REFERRAL_WAYS if after is ReferralStatus.RESIDENT]
    assert ways_in == [ReferralStatus.ACCEPTED]
    with pytest.raises(LivesInOtherHome):
        referrals.moved_referral(ReferralStatus.RESIDENT, ReferralStatus.RESIDENT)


DECIDED: list[tuple[Verdict, list[DecisionCode], Need | None, list[str], str]] = [
    (Verdict.APPROVED, [DecisionCode.NEED_CONFIRMED], Need.ACUTE, [], "approved, with the need"),
    (Verdict.APPROVED, [DecisionCode.NEED_CONFIRMED], None, ["/need"], "no need recorded"),
    (Verdict.REFUSED, [DecisionCode.OUTSIDE_TARGET_GROUP], None, [], "refused, with a ground"),
    (Verdict.REFUSED, [DecisionCode.OUTSIDE_TARGET_GROUP], Need.ACUTE, ["/need"], "a refusal records no need"),
    (
        Verdict.REFUSED,
        [DecisionCode.OUTSIDE_TARGET_GROUP, DecisionCode.NEED_CONFIRMED],
        None,
        ["/reasons/1"],
        "the second ground says the opposite",
    ),
]


@pytest.mark.parametrize(("verdict", "codes", "need", "wrong", "reason"), DECIDED, ids=[row[4] for row in DECIDED])
def test_a_decision_says_one_thing(
    verdict: Verdict, codes: list[DecisionCode], need: Need | None, wrong: list[str], reason: str
) -> None:
    assert [fault.pointer for fault in reasons.find_faults(verdict, codes, need)] == wrong, reason


@pytest.mark.parametrize("kind", HomeKind)
def test_each_ground_is_a_sentence_by_the_homes_section_of_law(kind: HomeKind) -> None:
    for reason in reasons.reasons_of(DecisionCode, kind):
        assert reason.source == homes.LAW[kind]
        assert reason.text.da.endswith(".")
        assert reason.text.en.endswith(".")
        assert reason.met == (reasons.SAYS[DecisionCode(reason.rule)][0] is Verdict.APPROVED)


def test_a_referral_has_no_score() -> None:
    kinds = {field.name: field.type for field in fields(HomeReferral)}
    assert {name for name, kind in kinds.items() if "int" in str(kind).lower()} <= {"version", "number"}


MOVES: list[tuple[date, list[str], str]] = [
    (TODAY, [], "today"),
    (date(2025, 3, 4), ["/moved_in_on"], "tomorrow"),
    (date(2025, 2, 1), [], "on the earliest day"),
    (date(2025, 1, 31), ["/moved_in_on"], "before it"),
]


@pytest.mark.parametrize(("day", "wrong", "reason"), MOVES, ids=[row[2] for row in MOVES])
def test_a_move_is_neither_ahead_nor_too_early(day: date, wrong: list[str], reason: str) -> None:
    faults = referrals.find_faults_of_dates(
        day, TODAY, earliest=date(2025, 2, 1), pointer="/moved_in_on", what_before=Text("For tidligt", "Too early")
    )
    assert [fault.pointer for fault in faults] == wrong, reason


def test_waiting_times_tell_no_single_citizen() -> None:
    """Three wait and one has moved in: the days of the three are told, of the one only that there is one."""
    everybody = [a_referral(number) for number in (0, 10, 30)]
    everybody.append(a_referral(1, status=ReferralStatus.RESIDENT, moved_in_on=date(2025, 4, 1)))
    told = waiting_times(HOME, everybody, date(2025, 4, 2))
    assert told.waiting == Days(people=3, shortest=0, median=20.0, longest=30)
    assert told.moved_in == Days(people=1)
