"""Agreements and histories drawn for the properties of the ledger, and sums made here on their own."""

from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.agreements.conditions import Condition
from services.allocation.domain.agreements.shares import Share
from services.allocation.domain.agreements.terms import (
    AgreementKind,
    EstateShare,
    HandedBack,
    Overlap,
    Place,
    Spread,
    Target,
)
from services.allocation.domain.ledger.ledger import Decision
from services.allocation.domain.ledger.replays import Event, Missed, Posted, Replay
from services.allocation.domain.ledger.replays import HandedBack as GivenBack
from services.allocation.domain.ledger.state import PlaceCount
from services.allocation.domain.vacancies.outcomes import Outcome
from tests.unit.allocation.builders import an_agreement
from tests.unit.allocation.histories import MOST_USABLE_ROOMS, SMALL_M2, event_of

quick = settings(max_examples=25, deadline=None)

PLAIN = ["V", "S"]
POSTINGS = ["V", "V", "V", "U", "S", "S", "X", "L"]
ALL = [*POSTINGS, "d", "r", "r", "z", "M", "MS"]
ESTATES = ("01", "02", "03")

FRACTIONS = st.integers(1, 12).flatmap(lambda d: st.integers(0, d).map(lambda n: Fraction(n, d)))
SHARES = FRACTIONS.map(Share)
TARGET_SHARES = FRACTIONS.filter(bool).map(Share)
CARRIES = st.integers(0, 3)
HANDED_BACK = st.sampled_from(HandedBack)


def _agreement(**terms: Any) -> Agreement:
    return an_agreement(kind=AgreementKind.AGREEMENT, usable=Condition(max_rooms=MOST_USABLE_ROOMS), **terms)


def _by_target(share: Share, overlap: Overlap) -> Target:
    return Target(Condition(max_area_m2=SMALL_M2), share, overlap)


TARGET = st.builds(_by_target, TARGET_SHARES, st.sampled_from(Overlap))
PLAIN_SHARES = st.builds(_agreement, share=SHARES, carry=CARRIES)
AGREEMENTS = st.builds(_agreement, share=SHARES, carry=CARRIES, handed_back=HANDED_BACK)
TARGETS = st.builds(_agreement, share=SHARES, carry=CARRIES, handed_back=HANDED_BACK, target=TARGET)
SPREADS = st.builds(Spread, st.sampled_from(Place), TARGET_SHARES)
ESTATE_SHARES = st.tuples(SHARES, SHARES).map(
    lambda shares: tuple(EstateShare(estate, share) for estate, share in zip(ESTATES, shares, strict=False))
)
BY_PLACE = st.one_of(
    st.builds(_agreement, share=SHARES, carry=CARRIES, handed_back=HANDED_BACK, spread=SPREADS),
    st.builds(_agreement, share=SHARES, carry=CARRIES, handed_back=HANDED_BACK, estate_shares=ESTATE_SHARES),
    st.builds(
        _agreement,
        share=SHARES,
        carry=CARRIES,
        handed_back=HANDED_BACK,
        estate_shares=ESTATE_SHARES,
        spread=SPREADS,
        target=st.builds(_by_target, TARGET_SHARES, st.sampled_from([Overlap.MAX, Overlap.SUM])),
    ),
)


@dataclass(frozen=True, slots=True)
class History:
    """A history as it was played under an agreement: an entry per event."""

    agreement: Agreement
    events: list[Event]
    entries: list[Decision]

    @staticmethod
    def reference(event: Event) -> str:
        return event.facts.reference if isinstance(event, Posted | Missed) else event.reference

    @staticmethod
    def is_missed(event: Event) -> bool:
        return isinstance(event, Missed)

    def decisions(self) -> list[tuple[str, Decision]]:
        """The entry that decided on each vacancy, by its reference."""
        told = zip(self.events, self.entries, strict=True)
        return [(self.reference(event), entry) for event, entry in told if isinstance(event, Posted | Missed)]


@st.composite
def played(draw: st.DrawFn, agreements: st.SearchStrategy[Agreement], kinds: list[str], most: int = 40) -> History:
    """A history of these kinds of steps. A hand-back or a withdrawal is of a vacancy that can be handed back or
    withdrawn where the history stands, and is left out where there is none."""
    agreement = draw(agreements)
    steps = draw(st.lists(st.tuples(st.sampled_from(kinds), st.integers(0, 999)), min_size=1, max_size=most))
    ledger = Replay(lambda facts: agreement if agreement.in_force_on(facts.posted_on) else None)
    events: list[Event] = [event_of(0, "V@01/1")]
    entries = [*ledger.tell(events[0])]
    for number, (kind, pick) in enumerate(steps, start=1):
        event = _event(number, kind, pick, events, entries)
        if event is not None and (told := ledger.tell(event)):
            events.append(event)
            entries.extend(told)
    return History(agreement, events, entries)


def _event(number: int, kind: str, pick: int, events: list[Event], entries: list[Decision]) -> Event | None:
    where = f"@{ESTATES[pick % 3]}/{pick % 2}"
    if kind not in {"r", "z", "d", "L"}:
        return event_of(number, kind + where)
    over = {History.reference(event) for event in events if not isinstance(event, Posted | Missed | GivenBack)}
    over |= {History.reference(event) for event in events if isinstance(event, GivenBack)} if kind == "r" else set()
    found = [
        History.reference(event)
        for event, entry in zip(events, entries, strict=True)
        if isinstance(event, Posted) and (kind != "r" or entry.outcome is Outcome.CLAIMED)
    ]
    open_ones = [reference for reference in found if kind in {"d", "L"} or reference not in over]
    return event_of(number, f"{kind}{open_ones[pick % len(open_ones)]}") if open_ones else None


def overlap_of(agreement: Agreement) -> Overlap | None:
    return agreement.target.overlap if agreement.target else None


def arisen(agreement: Agreement, entry: Decision) -> int:
    """G after the entry, summed here on its own and not by the ledger."""
    if overlap_of(agreement) is Overlap.INSTEAD:
        return 0
    own = {each.estate: each.share.fraction for each in agreement.estate_shares}
    by_estate = {name: entry.after.places.get(name, PlaceCount()).countable for name in own}
    others = entry.after.countable - sum(by_estate.values())
    return floor(sum((own[name] * count for name, count in by_estate.items()), agreement.share.fraction * others))


def targeted_arisen(agreement: Agreement, entry: Decision) -> int:
    return floor(entry.after.targeted_countable * agreement.target.share.fraction) if agreement.target else 0


def used(agreement: Agreement, entry: Decision) -> int:
    """The rights used, as in what is available: a targeted use counts under MAX."""
    targeted = entry.after.used_targeted if overlap_of(agreement) is Overlap.MAX else 0
    return entry.after.used_general + targeted


def multiplied(agreement: Agreement, times: int) -> Agreement:
    """The same agreement, every share n/d written as kn/kd."""

    def same(share: Share) -> Share:
        return Share.parse(f"{share.fraction.numerator * times}/{share.fraction.denominator * times}")

    return replace(
        agreement,
        share=same(agreement.share),
        target=replace(agreement.target, share=same(agreement.target.share)) if agreement.target else None,
        estate_shares=tuple(replace(each, share=same(each.share)) for each in agreement.estate_shares),
        spread=replace(agreement.spread, share=same(agreement.spread.share)) if agreement.spread else None,
    )
