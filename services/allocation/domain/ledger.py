"""The claim ledger: whose is this vacancy?

The right is up to every fourth vacancy (ABL § 59). No law says how to count, so this is a definition that both sides
can read, recompute and trust: one ledger per organisation and dwelling class, in the order the vacancies were posted.
Every sum is in whole numbers, and every decision shows it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from types import MappingProxyType

from kit.values.decisions import Reason
from kit.values.texts import Text
from services.allocation.domain.agreements import Agreement
from services.allocation.domain.arithmetic import carry_reason, counted_reason, right_reason
from services.allocation.domain.countable import ORDINARY, Circumstances, why_not_countable
from services.allocation.domain.vacancies import VacancyFacts


class Outcome(StrEnum):
    """Whose the vacancy is, as the ledger says."""

    CLAIMED = "claimed"
    """The municipality uses a right on it (in the ledger's vectors: A)."""
    NOT_DEMANDED = "not_demanded"
    """A right is there, but the municipality cannot use the dwelling (w)."""
    RELEASED = "released"
    """No right is there: the organisation lets it itself (.)."""
    NOT_COUNTABLE = "not_countable"
    """It is outside the count (-)."""


@dataclass(frozen=True, slots=True)
class Movement:
    """What one entry adds to a ledger; a correction is a new entry with a movement of its own."""

    countable: int = 0
    used_general: int = 0
    lapsed: int = 0


@dataclass(frozen=True, slots=True)
class LedgerState:
    """Where a ledger stands: vacancies counted (C), general rights used, rights lapsed."""

    countable: int = 0
    used_general: int = 0
    lapsed: int = 0

    def __post_init__(self) -> None:
        if min(self.countable, self.used_general, self.lapsed) < 0:
            raise ValueError("nothing in a ledger can be counted below zero")

    def plus(self, movement: Movement) -> "LedgerState":
        """The ledger after one more entry."""
        return LedgerState(
            self.countable + movement.countable,
            self.used_general + movement.used_general,
            self.lapsed + movement.lapsed,
        )


@dataclass(frozen=True, slots=True)
class Decision:
    """Whose one vacancy is, with the arithmetic: a new entry in the ledger, never edited."""

    outcome: Outcome
    counted: bool
    reasons: tuple[Reason, ...]
    before: LedgerState
    after: LedgerState

    @property
    def movement(self) -> Movement:
        """What this entry added to the ledger."""
        return Movement(
            self.after.countable - self.before.countable,
            self.after.used_general - self.before.used_general,
            self.after.lapsed - self.before.lapsed,
        )


EMPTY = LedgerState()
SO = {
    Outcome.CLAIMED: Text("så den anvises til kommunen", "so it is claimed"),
    Outcome.NOT_DEMANDED: Text(
        "men kommunen kan ikke bruge boligen, så retten bliver ikke brugt",
        "but the municipality cannot use the dwelling, so the right is not demanded",
    ),
    Outcome.RELEASED: Text("så organisationen lejer den selv ud", "so it is released"),
}


def rights_arisen(agreement: Agreement, state: LedgerState) -> int:
    """G: the whole general rights that the counted vacancies have given, floor(C·n/d)."""
    return agreement.share.rights_of(state.countable)


def available(agreement: Agreement, state: LedgerState) -> int:
    """The rights that can be used now: those arisen, less the lapsed and the used. It may be negative."""
    return rights_arisen(agreement, state) - state.lapsed - state.used_general


def surplus(agreement: Agreement, state: LedgerState) -> int:
    """The unused rights above what the agreement lets the municipality keep for later: these lapse."""
    return max(0, available(agreement, state) - agreement.carry)


def decide(
    state: LedgerState, agreement: Agreement | None, facts: VacancyFacts, known: Circumstances = ORDINARY
) -> Decision:
    """Whose the vacancy is.

    - A vacancy outside the count changes nothing, and says why.
    - Otherwise it counts. Where a right is available it is claimed; where the municipality cannot use the dwelling,
      the right is not demanded. Where no right is available it is released.
    - Last, unused rights above what may be carried lapse.
    """
    outside = why_not_countable(agreement, facts, known)
    if outside is not None:
        return Decision(Outcome.NOT_COUNTABLE, False, (outside,), state, state)
    assert agreement is not None  # without an agreement nothing counts
    usable = agreement.usable.judge(facts)
    counted = state.plus(Movement(countable=1))
    outcome = _outcome(available(agreement, counted), usable)
    used = counted.plus(Movement(used_general=1)) if outcome is Outcome.CLAIMED else counted
    after = used.plus(Movement(lapsed=surplus(agreement, used)))
    reasons = (
        counted_reason(agreement, facts),
        *(() if agreement.usable.blind else (usable,)),
        *_sums(agreement, outcome, counted, used),
    )
    return Decision(outcome, True, reasons, state, after)


def replay(
    agreement: Agreement | None,
    vacancies: Iterable[VacancyFacts],
    *,
    opening: LedgerState = EMPTY,
    circumstances: Mapping[str, Circumstances] = MappingProxyType({}),
) -> tuple[Decision, ...]:
    """The decision on each vacancy in the order given, so that anybody can recompute a ledger.

    The same reference again is the same vacancy: it changes nothing and gets the same decision. `circumstances` are
    by reference; a vacancy that is not in it has nothing beside its facts.
    """
    state, decisions, decided = opening, list[Decision](), dict[str, Decision]()
    for facts in vacancies:
        decision = decided.get(facts.reference)
        if decision is None:
            decision = decide(state, agreement, facts, circumstances.get(facts.reference, ORDINARY))
            decided[facts.reference], state = decision, decision.after
        decisions.append(decision)
    return tuple(decisions)


def balance(movements: Iterable[Movement], opening: LedgerState = EMPTY) -> LedgerState:
    """Where a ledger stands after its entries: what is stored must equal this."""
    return reduce(LedgerState.plus, movements, opening)


def _outcome(rights: int, usable: Reason) -> Outcome:
    if rights <= 0:
        return Outcome.RELEASED
    return Outcome.CLAIMED if usable.met else Outcome.NOT_DEMANDED


def _sums(agreement: Agreement, outcome: Outcome, counted: LedgerState, used: LedgerState) -> Iterator[Reason]:
    yield right_reason(
        agreement,
        countable=counted.countable,
        rights=rights_arisen(agreement, counted),
        used=counted.used_general,
        lapsed=counted.lapsed,
        available=available(agreement, counted),
        so=SO[outcome],
    )
    if available(agreement, used) > 0:
        yield carry_reason(agreement, unused=available(agreement, used), lapsing=surplus(agreement, used))
