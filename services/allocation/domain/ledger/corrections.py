"""Entries that decide on no vacancy: a hand-back, a withdrawal, a vacancy found by audit, a share that changes.

A correction is a new entry, never an edit: the decisions already executed stand.
"""

from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.agreements.terms import HandedBack, Overlap
from services.allocation.domain.ledger import arithmetic, rights
from services.allocation.domain.ledger.countable import ORDINARY, Circumstances, why_not_countable
from services.allocation.domain.ledger.ledger import Decision, count, lapse
from services.allocation.domain.ledger.state import LedgerState, Movement, PlaceCount
from services.allocation.domain.vacancies.facts import VacancyFacts
from services.allocation.domain.vacancies.outcomes import Outcome, Right


def miss(
    state: LedgerState, agreement: Agreement | None, facts: VacancyFacts, known: Circumstances = ORDINARY
) -> Decision:
    """A vacancy that was let without having been posted, found by audit.

    It is counted when found. Each right that arises with it is booked as lapsed (a targeted one as used) and as owed,
    so the municipality gets it at a later usable dwelling. Under MAX one vacancy gives at most one. A dwelling under a
    right of 100 % is outside the count, found or not.
    """
    if known.full_right is not None:
        full = arithmetic.missed_full_right_reason(known.full_right)
        return Decision(Outcome.NOT_COUNTABLE, False, (full,), state, state, known=known)
    outside = why_not_countable(agreement, facts, known)
    if outside is not None:
        return Decision(Outcome.NOT_COUNTABLE, False, (outside,), state, state, known=known)
    assert agreement is not None  # without an agreement nothing counts
    counted = count(state, agreement, facts)
    targeted = rights.targeted_rights_arisen(agreement, counted) - rights.targeted_rights_arisen(agreement, state)
    general = rights.rights_arisen(agreement, counted) - rights.rights_arisen(agreement, state)
    if targeted and agreement.target is not None and agreement.target.overlap is Overlap.MAX:
        general = 0
    after = counted.plus(Movement(lapsed=general, used_targeted=targeted, owed=general + targeted))
    reasons = (arithmetic.counted_reason(agreement, facts), arithmetic.missed_reason(agreement, general, targeted))
    return Decision(Outcome.MISSED, True, reasons, state, after, known=known)


def hand_back(
    state: LedgerState,
    agreement: Agreement | None,
    facts: VacancyFacts,
    right: Right,
    *,
    of_earlier_count: bool = False,
) -> Decision:
    """The municipality gives a claimed dwelling back.

    Under CONSUME the right is spent. Under BANK it returns: a general or targeted right within what may be carried,
    an owed right whole, since what is owed never lapses. A right of 100 % is outside the count, and a right of a count
    that has ended since is spent.
    """
    banks = agreement is not None and agreement.handed_back is HandedBack.BANK
    stands = right is Right.OWED or (right is not Right.FULL and not of_earlier_count)
    returns = agreement is not None and banks and stands
    after = _returned(state, agreement, facts, right, of_earlier_count) if agreement and returns else state
    reasons = (arithmetic.handed_back_reason(agreement, returns=after != state),)
    return Decision(Outcome.HANDED_BACK, False, reasons, state, after, right)


def _returned(
    state: LedgerState, agreement: Agreement, facts: VacancyFacts, right: Right, of_earlier_count: bool
) -> LedgerState:
    filled = () if of_earlier_count else rights.places_of(agreement, facts)
    places = {name: PlaceCount(used=-1) for name in filled}
    match right:
        case Right.OWED:
            return state.plus(Movement(owed=1, places=places))
        case Right.TARGETED:
            returned = state.plus(Movement(used_targeted=-1, places=places))
            if rights.targeted_available(agreement, returned) > agreement.carry:
                return state
            return lapse(agreement, returned)
        case _:
            return lapse(agreement, state.plus(Movement(used_general=-1, places=places)))


def withdraw(state: LedgerState, moved: Movement, *, of_earlier_count: bool) -> Decision:
    """The organisation withdraws a vacancy (a fire, posted in error): as if it had never been posted.

    What its entries `moved` together is taken back: C, T, its use and what lapsed with it. Nothing lapses anew, and
    later decisions stand. Of a vacancy counted before the share changed only what is owed still stands in the ledger.
    """
    back = Movement(owed=-moved.owed) if of_earlier_count else moved.reversed()
    after = state.plus(back)
    return Decision(Outcome.WITHDRAWN, False, (arithmetic.withdrawn_reason(moved, of_earlier_count),), state, after)


def restart(state: LedgerState, old: Agreement, new: Agreement) -> Decision:
    """The counting terms change, or nothing was agreed for a time: C and T start again.

    Owed rights and a negative balance carry over; the rest lapses.
    """
    overdrawn = max(0, -rights.available(old, state))
    targeted = max(0, -rights.targeted_available(old, state)) if new.target is not None else 0
    beside = targeted if new.target is not None and new.target.overlap is Overlap.MAX else 0
    after = LedgerState(used_general=max(0, overdrawn - beside), used_targeted=targeted, owed=state.owed)
    return Decision(Outcome.RESTARTED, False, (arithmetic.restarted_reason(new, after),), state, after)
