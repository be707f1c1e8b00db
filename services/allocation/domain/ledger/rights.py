"""What the counts of a ledger give: the rights arisen, those that can be used now, and the places that are full."""

from fractions import Fraction
from math import ceil, floor

from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.agreements.terms import Overlap, Place
from services.allocation.domain.ledger.state import LedgerState, PlaceCount
from services.allocation.domain.vacancies.facts import VacancyFacts


def rights_arisen(agreement: Agreement, state: LedgerState) -> int:
    """G: the whole general rights that the counted vacancies have given, floor(C·n/d).

    With shares by estate, floor(Σ share·C of each estate) in exact fractions: rounding each estate alone would lose
    rights. Where the target stands instead of a general right, none.
    """
    if agreement.target is not None and agreement.target.overlap is Overlap.INSTEAD:
        return 0
    if not agreement.estate_shares:
        return agreement.share.rights_of(state.countable)
    own = {each.estate: each.share.fraction - agreement.share.fraction for each in agreement.estate_shares}
    counted = {estate: state.places.get(estate, PlaceCount()).countable for estate in own}
    above = sum((own[estate] * counted[estate] for estate in own), start=Fraction(0))
    return floor(agreement.share.fraction * state.countable + above)


def targeted_rights_arisen(agreement: Agreement, state: LedgerState) -> int:
    """The whole targeted rights that the vacancies meeting the target have given, floor(T·tn/td)."""
    return agreement.target.share.rights_of(state.targeted_countable) if agreement.target else 0


def available(agreement: Agreement, state: LedgerState) -> int:
    """The general rights that can be used now: those arisen, less the lapsed and the used. It may be negative."""
    targeted = state.used_targeted if agreement.target and agreement.target.overlap is Overlap.MAX else 0
    return rights_arisen(agreement, state) - state.lapsed - state.used_general - targeted


def targeted_available(agreement: Agreement, state: LedgerState) -> int:
    """The targeted rights that can be used now."""
    return targeted_rights_arisen(agreement, state) - state.used_targeted


def surplus(agreement: Agreement, state: LedgerState) -> int:
    """The unused rights above what the agreement lets the municipality keep for later: these lapse."""
    return max(0, available(agreement, state) - agreement.carry)


def places_of(agreement: Agreement, facts: VacancyFacts) -> tuple[str, ...]:
    """Where the vacancy is counted besides the ledger: its estate, and its stairwell where spread is kept by it."""
    if not agreement.counts_places:
        return ()
    by_stairwell = agreement.spread is not None and agreement.spread.place is Place.STAIRWELL
    return (facts.estate, stairwell_of(facts)) if by_stairwell else (facts.estate,)


def stairwell_of(facts: VacancyFacts) -> str:
    """The name under which a stairwell is counted: it belongs to its estate."""
    return f"{facts.estate}/{facts.stairwell or ''}"


def is_full(agreement: Agreement, state: LedgerState, facts: VacancyFacts) -> bool:
    """Whether the municipality already holds its share of the estate, or what spread allows of its place.

    A place is full when the claims there have reached ceil(share·C) of the vacancies counted there.
    """
    limits = []
    if agreement.estate_shares:
        limits.append((facts.estate, agreement.share_of(facts.estate).fraction))
    if agreement.spread is not None:
        name = facts.estate if agreement.spread.place is Place.ESTATE else stairwell_of(facts)
        limits.append((name, agreement.spread.share.fraction))
    counts = [(state.places.get(name, PlaceCount()), share) for name, share in limits]
    return any(count.used >= ceil(share * count.countable) for count, share in counts)
