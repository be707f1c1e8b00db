"""The claim ledger: whose is this vacancy?

The right is up to every fourth vacancy (ABL § 59). No law says how to count, so this is a definition that both sides
can read, recompute and trust: one ledger per organisation and dwelling class, in the order the vacancies were posted.
Every sum is in whole numbers, and every decision shows it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kit.values.decisions import Reason
from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.agreements.conditions import TARGET, USABLE
from services.allocation.domain.agreements.terms import Overlap
from services.allocation.domain.ledger import arithmetic, rights
from services.allocation.domain.ledger.countable import ORDINARY, Circumstances, waiting_list_reasons, why_not_countable
from services.allocation.domain.ledger.state import LedgerState, Movement, PlaceCount
from services.allocation.domain.vacancies.facts import VacancyFacts
from services.allocation.domain.vacancies.outcomes import Outcome, Right


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of a ledger with its arithmetic, never edited: a decision on a vacancy, or a correction.

    `known` is what was known of the dwelling beside its facts, kept so that the entry can be recomputed.
    """

    outcome: Outcome
    counted: bool
    reasons: tuple[Reason, ...]
    before: LedgerState
    after: LedgerState
    right: Right | None = None
    known: Circumstances = ORDINARY

    @property
    def movement(self) -> Movement:
        """What this entry added to the ledger."""
        return self.after.since(self.before)


USE: Mapping[Right, Movement] = {
    Right.GENERAL: Movement(used_general=1),
    Right.TARGETED: Movement(used_targeted=1),
    Right.OWED: Movement(owed=-1),
}
"""What a claim takes from the ledger."""


def decide(
    state: LedgerState, agreement: Agreement | None, facts: VacancyFacts, known: Circumstances = ORDINARY
) -> Decision:
    """Whose the vacancy is.

    - A right of 100 % claims it outside the count. A vacancy outside the count changes nothing, and says why.
    - Otherwise it counts. Where it meets the target and a targeted right is there, it is claimed by that right.
    - Otherwise, where a general right is available: claimed; not demanded where the municipality cannot use the
      dwelling; blocked where its estate or stairwell is full, and the right waits.
    - Otherwise, where a right is owed and the dwelling is usable, it is claimed by that. Otherwise it is released.
    - Last, unused rights above what may be carried lapse; not after a blocked vacancy, and not after a targeted claim
      that runs beside the general right, whose general right waits for the next vacancy.
    """
    if known.full_right is not None:
        full = arithmetic.full_right_reason(known.full_right)
        return Decision(Outcome.CLAIMED, False, (full,), state, state, Right.FULL, known)
    outside = why_not_countable(agreement, facts, known)
    if outside is not None:
        reasons = (outside, *waiting_list_reasons(known))
        return Decision(Outcome.NOT_COUNTABLE, False, reasons, state, state, known=known)
    assert agreement is not None  # without an agreement nothing counts
    counted = count(state, agreement, facts)
    outcome, right = _outcome(agreement, counted, facts)
    used = counted.plus(_use(right, agreement, facts)) if right else counted
    after = used if _surplus_waits(agreement, outcome, right) else lapse(agreement, used)
    reasons = (arithmetic.counted_reason(agreement, facts), *_reasons(agreement, facts, outcome, right, counted, used))
    elsewhere = waiting_list_reasons(known) if right is None else ()
    return Decision(outcome, True, (*reasons, *elsewhere), state, after, right, known)


def count(state: LedgerState, agreement: Agreement, facts: VacancyFacts) -> LedgerState:
    """The ledger with one more vacancy in it: C, T where it meets the target, and its places."""
    meets = agreement.target is not None and agreement.target.condition.met_by(facts)
    places = {name: PlaceCount(countable=1) for name in rights.places_of(agreement, facts)}
    return state.plus(Movement(countable=1, targeted_countable=int(meets), places=places))


def lapse(agreement: Agreement, state: LedgerState) -> LedgerState:
    """The ledger once the rights above what may be carried have lapsed."""
    surplus = rights.surplus(agreement, state)
    return state.plus(Movement(lapsed=surplus)) if surplus else state


def _outcome(agreement: Agreement, counted: LedgerState, facts: VacancyFacts) -> tuple[Outcome, Right | None]:
    meets = agreement.target is not None and agreement.target.condition.met_by(facts)
    if meets and rights.targeted_available(agreement, counted) > 0:
        return Outcome.CLAIMED, Right.TARGETED
    usable = agreement.usable.met_by(facts)
    if rights.available(agreement, counted) > 0:
        if not usable:
            return Outcome.NOT_DEMANDED, None
        if rights.is_full(agreement, counted, facts):
            return Outcome.BLOCKED, None
        return Outcome.CLAIMED, Right.GENERAL
    if counted.owed > 0 and usable:
        return Outcome.CLAIMED, Right.OWED
    return Outcome.RELEASED, None


def _use(right: Right, agreement: Agreement, facts: VacancyFacts) -> Movement:
    use = USE[right]
    places = {name: PlaceCount(used=1) for name in rights.places_of(agreement, facts)}
    return Movement(used_general=use.used_general, used_targeted=use.used_targeted, owed=use.owed, places=places)


def _surplus_waits(agreement: Agreement, outcome: Outcome, right: Right | None) -> bool:
    beside = agreement.target is not None and agreement.target.overlap is Overlap.SUM
    return outcome is Outcome.BLOCKED or (right is Right.TARGETED and beside)


def _reasons(
    agreement: Agreement,
    facts: VacancyFacts,
    outcome: Outcome,
    right: Right | None,
    counted: LedgerState,
    used: LedgerState,
) -> Iterator[Reason]:
    if agreement.target is not None:
        yield agreement.target.condition.judge(facts, TARGET)
        if agreement.target.condition.met_by(facts):
            yield arithmetic.targeted_right_reason(agreement, counted, claimed=right is Right.TARGETED)
    if right is Right.TARGETED:
        return
    if not agreement.usable.blind:
        yield agreement.usable.judge(facts, USABLE)
    yield arithmetic.right_reason(agreement, counted, outcome, right)
    if right is Right.OWED:
        yield arithmetic.owed_reason(agreement, counted)
    elif outcome is not Outcome.BLOCKED and rights.available(agreement, used) > 0:
        yield arithmetic.carry_reason(agreement, used)
