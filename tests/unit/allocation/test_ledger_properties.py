"""What always holds in a ledger, by its published numbers: for any agreement and any history, the fourteenth on the
service (tests/integration/allocation/test_ledger_at_once.py)."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import ceil

from hypothesis import given
from hypothesis import strategies as st

from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.agreements.terms import HandedBack, Overlap
from services.allocation.domain.ledger.corrections import restart
from services.allocation.domain.ledger.ledger import Decision
from services.allocation.domain.ledger.replays import Posted, Withdrawn
from services.allocation.domain.ledger.rights import available, targeted_available
from services.allocation.domain.ledger.state import EMPTY, balance
from services.allocation.domain.vacancies.outcomes import Outcome, Right
from tests.unit.allocation.histories import replayed
from tests.unit.allocation.ledger_histories import (
    AGREEMENTS,
    ALL,
    BY_PLACE,
    PLAIN,
    PLAIN_SHARES,
    POSTINGS,
    TARGETS,
    History,
    arisen,
    multiplied,
    overlap_of,
    played,
    quick,
    targeted_arisen,
    used,
)

AGREED = st.one_of(AGREEMENTS, TARGETS, BY_PLACE)
WITHOUT_WITHDRAWALS = [kind for kind in ALL if kind != "z"]


@quick
@given(played(AGREED, ALL))
def test_1_never_early(history: History) -> None:
    """No general claim is made while the general rights used have reached those arisen."""
    for entry in history.entries:
        if entry.right is Right.GENERAL and entry.outcome is Outcome.CLAIMED:
            assert entry.before.used_general < arisen(history.agreement, entry)


@quick
@given(played(TARGETS, WITHOUT_WITHDRAWALS))
def test_2_targeted_claims_number_what_the_target_gives(history: History) -> None:
    """Booked as used as they arise, whether claimed or missed; what a hand-back banks waits for the next dwelling of
    the target, and there is never more of it than may be carried."""
    banked = history.agreement.handed_back is HandedBack.BANK
    for entry in history.entries:
        waiting = targeted_arisen(history.agreement, entry) - entry.after.used_targeted
        assert 0 <= waiting <= (history.agreement.carry if banked else 0)
        if entry.outcome is not Outcome.HANDED_BACK:
            assert waiting <= targeted_available(history.agreement, entry.before)


@quick
@given(played(AGREED, POSTINGS), st.integers(1, 40))
def test_3_no_run_of_vacancies_holds_more_claims_than_its_share_and_what_was_kept(history: History, width: int) -> None:
    """Kept is at most `carry`; a right that waits, after a blocked vacancy or beside a target, is kept too."""
    counted = [entry for entry in history.entries if entry.counted]
    for start, first in enumerate(counted):
        run = counted[start : start + width]
        claims = sum(entry.right is Right.GENERAL for entry in run)
        kept = max(history.agreement.carry, available(history.agreement, first.before))
        waits = any(entry.outcome is Outcome.BLOCKED for entry in counted[: start + width])
        sums = overlap_of(history.agreement) is Overlap.SUM
        assert kept == history.agreement.carry or waits or sums
        if not history.agreement.estate_shares:
            assert claims <= ceil(len(run) * history.agreement.share.fraction) + kept


@quick
@given(played(PLAIN_SHARES, PLAIN))
def test_4_where_all_are_usable_every_right_is_used(history: History) -> None:
    assert all(entry.after.used_general == arisen(history.agreement, entry) for entry in history.entries)


@quick
@given(played(TARGETS, ALL))
def test_5_under_max_a_targeted_use_is_a_use_of_the_general_right(history: History) -> None:
    if overlap_of(history.agreement) is Overlap.MAX:
        for entry in history.entries:
            if entry.right is Right.GENERAL and entry.outcome is Outcome.CLAIMED:
                assert entry.before.used_general + entry.before.used_targeted < arisen(history.agreement, entry)


@quick
@given(played(AGREED, ALL))
def test_6_no_more_is_kept_than_may_be_carried(history: History) -> None:
    """Wherever the last step is run: not after a blocked vacancy, a targeted claim beside the general right, a
    correction, or a missed one, which books its own."""
    beside = overlap_of(history.agreement) is Overlap.SUM
    for entry in history.entries:
        waits = entry.outcome is Outcome.BLOCKED or (entry.right is Right.TARGETED and beside)
        if entry.counted and entry.outcome is not Outcome.MISSED and not waits:
            assert available(history.agreement, entry.after) <= history.agreement.carry


@quick
@given(played(AGREEMENTS, WITHOUT_WITHDRAWALS))
def test_6_without_withdrawals_and_places_it_holds_after_every_entry(history: History) -> None:
    assert all(available(history.agreement, entry.after) <= history.agreement.carry for entry in history.entries)


@quick
@given(played(AGREED, ALL), st.data())
def test_7_the_same_vacancy_again_changes_nothing(history: History, data: st.DataObject) -> None:
    posted = [number for number, event in enumerate(history.events) if isinstance(event, Posted)]
    again = data.draw(st.sampled_from(posted))
    at = data.draw(st.integers(again + 1, len(history.events)))
    repeated = replayed(history.agreement, [*history.events[:at], history.events[again], *history.events[at:]])
    assert repeated[at] is repeated[again]
    assert [*repeated[:at], *repeated[at + 1 :]] == history.entries


@quick
@given(played(AGREED, ALL))
def test_8_replaying_the_entries_gives_the_state(history: History) -> None:
    assert balance([entry.movement for entry in history.entries]) == history.entries[-1].after
    assert history.entries[0].before == EMPTY
    assert all(earlier.after == later.before for earlier, later in pairwise(history.entries))
    assert replayed(history.agreement, history.events) == history.entries


@quick
@given(played(AGREED, ALL))
def test_9_entries_that_do_not_count_change_no_other_decision(history: History) -> None:
    beside = {reference for reference, entry in history.decisions() if not entry.counted}
    kept = [event for event in history.events if history.reference(event) not in beside]
    others = [
        entry
        for event, entry in zip(history.events, history.entries, strict=True)
        if history.reference(event) not in beside
    ]
    assert replayed(history.agreement, kept) == others


@quick
@given(played(AGREED, ALL), st.integers(2, 50))
def test_10_a_share_and_its_multiple_decide_alike(history: History, times: int) -> None:
    assert replayed(multiplied(history.agreement, times), history.events) == history.entries


@quick
@given(played(AGREED, ALL))
def test_11_after_a_withdrawal_the_counts_are_those_of_the_history_without_it(history: History) -> None:
    gone = {event.reference for event in history.events if isinstance(event, Withdrawn)}
    kept = [event for event in history.events if isinstance(event, Posted) or history.is_missed(event)]
    without = replayed(history.agreement, [event for event in kept if history.reference(event) not in gone])
    left = without[-1].after if without else EMPTY
    stands = history.entries[-1].after
    assert (stands.countable, stands.targeted_countable) == (left.countable, left.targeted_countable)
    assert {name: each.countable for name, each in stands.places.items() if each.countable} == {
        name: each.countable for name, each in left.places.items() if each.countable
    }


@quick
@given(played(AGREED, ALL), st.data())
def test_12_executed_decisions_never_change(history: History, data: st.DataObject) -> None:
    length = data.draw(st.integers(1, len(history.events)))
    assert replayed(history.agreement, history.events[:length]) == history.entries[:length]


@quick
@given(played(AGREED, ALL), AGREED)
def test_12_owed_rights_never_lapse(history: History, other: Agreement) -> None:
    """They are paid one by one, and outlive the count."""
    for entry in history.entries:
        moved = entry.movement.owed
        if moved < 0:
            paid = entry.outcome is Outcome.CLAIMED and entry.right is Right.OWED
            taken_back = entry.outcome is Outcome.WITHDRAWN
            assert moved == -1
            assert paid or taken_back
    stands = history.entries[-1].after
    assert restart(stands, history.agreement, other).after.owed == stands.owed


@quick
@given(played(AGREED, ALL))
def test_13_every_right_is_used_lapsed_or_available(history: History) -> None:
    for entry in history.entries:
        left = available(history.agreement, entry.after)
        assert arisen(history.agreement, entry) == used(history.agreement, entry) + entry.after.lapsed + left


@quick
@given(played(AGREED, ALL), AGREED)
def test_a_new_share_begins_at_nothing_but_what_is_owed_and_taken_too_many(history: History, other: Agreement) -> None:
    stands = history.entries[-1].after
    begun = restart(stands, history.agreement, other).after
    assert (begun.countable, begun.targeted_countable, begun.lapsed, begun.places) == (0, 0, 0, {})
    overdrawn = min(0, available(history.agreement, stands))
    targeted = min(0, targeted_available(history.agreement, stands)) if other.target else 0
    expected = min(overdrawn, targeted) if overlap_of(other) is Overlap.MAX else overdrawn
    assert available(other, begun) == expected


@quick
@given(played(TARGETS, ALL))
def test_under_max_a_missed_vacancy_owes_at_most_one_right(history: History) -> None:
    for entry in history.entries:
        if entry.outcome is Outcome.MISSED:
            most = 1 if overlap_of(history.agreement) is Overlap.MAX else 2
            assert entry.movement.owed == entry.movement.lapsed + entry.movement.used_targeted <= most


def claims(entries: Sequence[Decision]) -> int:
    return sum(entry.outcome is Outcome.CLAIMED for entry in entries)


@quick
@given(played(PLAIN_SHARES, ["V"]))
def test_more_carry_never_gives_fewer_claims(history: History) -> None:
    more = replace(history.agreement, carry=history.agreement.carry + 1)
    assert claims(replayed(more, history.events)) >= claims(history.entries)
