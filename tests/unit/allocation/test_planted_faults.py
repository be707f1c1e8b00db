"""Faults planted in the ledger on purpose: a published vector must go red on each, or the vectors prove nothing."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.agreements.shares import Share
from services.allocation.domain.agreements.terms import EstateShare, HandedBack, InternalMoves, Overlap, Place, Spread
from services.allocation.domain.ledger import ledger, replays, rights
from services.allocation.domain.ledger.corrections import miss, withdraw
from services.allocation.domain.ledger.countable import ORDINARY
from services.allocation.domain.ledger.ledger import Decision
from services.allocation.domain.ledger.replays import Event, Posted
from services.allocation.domain.ledger.state import LedgerState, Movement
from tests.unit.allocation.histories import VECTORS, Play, a_ledger, events_of, replayed, symbols

THREE_ESTATES = tuple(EstateShare(estate, Share.parse("1/4")) for estate in ("01", "02", "03"))


A_QUARTER_OF_EACH = Spread(Place.ESTATE, Share.parse("1/4"))
HUNDRED_AT_29 = "".join("A" if n * 29 // 100 > (n - 1) * 29 // 100 else "." for n in range(1, 101))
"""29 claims, and not the 28 that binary fractions make of it."""

HISTORIES: dict[object, tuple[Agreement, str, str]] = {
    **{number: VECTORS[number] for number in VECTORS},
    "29 of a hundred": (a_ledger("29/100"), "V×100", HUNDRED_AT_29),
    "a lapse taken back": (a_ledger("1/4"), "V V V U z4 V V", "...wzA."),
    "a full estate": (a_ledger("1/4", spread=A_QUARTER_OF_EACH), "V@01 V@01 V@02 V@02 V@01 V@01 V@02 V@02", "...A...b"),
    "estates together": (a_ledger("1/4", estate_shares=THREE_ESTATES), "V@01 V@02 V@03 V@01", "...A"),
}
"""The published vectors, and histories of our own where those are silent."""


def is_green(play: Play, name: object) -> bool:
    """Whether a ledger gives a history what it should."""
    agreement, history, out = HISTORIES[name]
    return symbols(play(agreement, events_of(history))) == out


@pytest.mark.parametrize("name", HISTORIES)
def test_the_ledger_itself_is_green(name: object) -> None:
    assert is_green(replayed, name)


def repeats_counted(agreement: Agreement, events: Sequence[Event]) -> Sequence[Decision]:
    seen: set[str] = set()
    unlike: list[Event] = []
    for number, event in enumerate(events):
        if isinstance(event, Posted) and event.facts.reference in seen:
            unlike.append(replace(event, facts=replace(event.facts, reference=f"again-{number}")))
            continue
        seen |= {event.facts.reference} if isinstance(event, Posted) else set()
        unlike.append(event)
    return replayed(agreement, unlike)


def exempt_counted(agreement: Agreement, events: Sequence[Event]) -> Sequence[Decision]:
    return replayed(agreement, [replace(each, known=ORDINARY) if isinstance(each, Posted) else each for each in events])


def chain_counted_twice(agreement: Agreement, events: Sequence[Event]) -> Sequence[Decision]:
    return replayed(replace(agreement, internal_moves=InternalMoves.COUNT), events)


def always_banking(agreement: Agreement, events: Sequence[Event]) -> Sequence[Decision]:
    return replayed(replace(agreement, handed_back=HandedBack.BANK), events)


def max_as_sum(agreement: Agreement, events: Sequence[Event]) -> Sequence[Decision]:
    if agreement.target is None or agreement.target.overlap is not Overlap.MAX:
        return replayed(agreement, events)
    return replayed(replace(agreement, target=replace(agreement.target, overlap=Overlap.SUM)), events)


def reset_halfway(agreement: Agreement, events: Sequence[Event]) -> Sequence[Decision]:
    if not all(isinstance(each, Posted) for each in events):
        return replayed(agreement, events)
    half = len(events) // 2
    return [*replayed(agreement, events[:half]), *replayed(agreement, events[half:])]


PLAYED: list[tuple[str, Play, object]] = [
    ("counting repeats", repeats_counted, 8),
    ("counting exempt ones", exempt_counted, 4),
    ("a chain counted twice", chain_counted_twice, 5),
    ("always banking", always_banking, 9),
    ("MAX treated as SUM", max_as_sum, 12),
    ("a reset", reset_halfway, 1),
]


@pytest.mark.parametrize(("fault", "play", "red"), PLAYED, ids=[row[0] for row in PLAYED])
def test_a_ledger_with_the_fault_turns_its_vector_red(fault: str, play: Play, red: object) -> None:
    assert not is_green(play, red), fault


def rounded_up(agreement: Agreement, state: LedgerState) -> int:
    share = agreement.share.fraction
    return -(-state.countable * share.numerator // share.denominator)


def in_floats(agreement: Agreement, state: LedgerState) -> int:
    return int(state.countable * float(agreement.share.fraction))


def each_estate_rounded_alone(agreement: Agreement, state: LedgerState) -> int:
    counted = {name: each.countable for name, each in state.places.items()}
    return sum(agreement.share_of(estate).rights_of(count) for estate, count in counted.items())


def nothing_lapses(_agreement: Agreement, _state: LedgerState) -> int:
    return 0


def keeps_the_count(state: LedgerState, moved: Movement, **more: Any) -> Decision:
    return withdraw(state, replace(moved, countable=0, targeted_countable=0), **more)


def keeps_the_use(state: LedgerState, moved: Movement, **more: Any) -> Decision:
    return withdraw(state, replace(moved, used_general=0, used_targeted=0), **more)


def keeps_the_lapse(state: LedgerState, moved: Movement, **more: Any) -> Decision:
    return withdraw(state, replace(moved, lapsed=0), **more)


def missed_and_not_owed(*of: Any) -> Decision:
    found = miss(*of)
    return replace(found, after=replace(found.after, owed=found.before.owed))


RULES: list[tuple[str, Any, str, Callable[..., Any], object]] = [
    ("rounding up", rights, "rights_arisen", rounded_up, 1),
    ("floats", rights, "rights_arisen", in_floats, "29 of a hundred"),
    ("each estate rounded alone", rights, "rights_arisen", each_estate_rounded_alone, "estates together"),
    ("rights that never lapse", rights, "surplus", nothing_lapses, 6),
    ("a withdrawal that keeps the count", replays, "withdraw", keeps_the_count, 10),
    ("a withdrawal that keeps the use", replays, "withdraw", keeps_the_use, 10),
    ("a withdrawal that keeps the lapse", replays, "withdraw", keeps_the_lapse, "a lapse taken back"),
    ("a missed vacancy that is not owed", replays, "miss", missed_and_not_owed, 11),
    ("an estate that is never full", rights, "is_full", lambda *_of: False, "a full estate"),
    ("a surplus that waits after every vacancy", ledger, "_surplus_waits", lambda *_of: True, 6),
]


@pytest.mark.parametrize(("fault", "room", "name", "planted", "red"), RULES, ids=[row[0] for row in RULES])
def test_a_rule_with_the_fault_turns_its_vector_red(
    monkeypatch: pytest.MonkeyPatch, fault: str, room: Any, name: str, planted: Callable[..., Any], red: object
) -> None:
    monkeypatch.setattr(room, name, planted)
    assert not is_green(replayed, red), fault
