"""A ledger recomputed from what happened, so that anybody can check every entry of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from services.allocation.domain.agreements.agreement import Agreement
from services.allocation.domain.ledger.corrections import hand_back, miss, restart, withdraw
from services.allocation.domain.ledger.countable import ORDINARY, Circumstances
from services.allocation.domain.ledger.ledger import Decision, decide
from services.allocation.domain.ledger.state import EMPTY, LedgerState
from services.allocation.domain.vacancies.facts import VacancyFacts


@dataclass(frozen=True, slots=True)
class Posted:
    """The organisation posts a vacancy; the same reference again is the same vacancy."""

    facts: VacancyFacts
    known: Circumstances = ORDINARY


@dataclass(frozen=True, slots=True)
class Missed:
    """An audit finds a vacancy that was let without having been posted."""

    facts: VacancyFacts
    known: Circumstances = ORDINARY


@dataclass(frozen=True, slots=True)
class HandedBack:
    """The municipality hands the vacancy of this reference back."""

    reference: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The organisation withdraws the vacancy of this reference."""

    reference: str


Event = Posted | Missed | HandedBack | Withdrawn
AgreementOf = Callable[[VacancyFacts], Agreement | None]


@dataclass
class Replay:
    """A ledger as it grows event by event; `entries` are its lines, in order, a restart among them."""

    agreement_of: AgreementOf
    state: LedgerState = EMPTY
    entries: list[Decision] = field(default_factory=list)
    _agreement: Agreement | None = None
    _began: int = 0
    _decided: dict[str, tuple[VacancyFacts, list[int]]] = field(default_factory=dict)

    def tell(self, event: Event) -> Decision:
        """The entry that the event makes; a posting that is there already gives its first decision again."""
        match event:
            case Posted(facts, known) | Missed(facts, known):
                if facts.reference in self._decided:
                    return self.entries[self._decided[facts.reference][1][0]]
                agreement = self._begin(facts)
                rule = decide if isinstance(event, Posted) else miss
                return self._enter(facts, rule(self.state, agreement, facts, known))
            case HandedBack(reference):
                facts, lines = self._decided[reference]
                claim = self.entries[lines[0]]
                assert claim.right is not None  # only a claimed vacancy can be handed back
                earlier = lines[0] < self._began
                return self._enter(
                    facts, hand_back(self.state, self._agreement, facts, claim.right, of_earlier_count=earlier)
                )
            case Withdrawn(reference):
                facts, lines = self._decided[reference]
                moved = tuple(self.entries[line].movement for line in lines)
                return self._enter(facts, withdraw(self.state, moved, of_earlier_count=lines[0] < self._began))

    def _begin(self, facts: VacancyFacts) -> Agreement | None:
        """The agreement of the vacancy; where its counting terms are new, the count starts again first."""
        agreement = self.agreement_of(facts)
        if agreement is None:
            return None
        if self._agreement is not None and self._agreement.counting_terms != agreement.counting_terms:
            entry = restart(self.state, self._agreement, agreement)
            self.entries.append(entry)
            self.state, self._began = entry.after, len(self.entries)
        self._agreement = agreement
        return agreement

    def _enter(self, facts: VacancyFacts, entry: Decision) -> Decision:
        lines = self._decided.setdefault(facts.reference, (facts, []))[1]
        lines.append(len(self.entries))
        self.entries.append(entry)
        self.state = entry.after
        return entry


def replay(agreement_of: AgreementOf, events: Iterable[Event]) -> Replay:
    """The ledger after the events, each told once in the order given."""
    ledger = Replay(agreement_of)
    for event in events:
        ledger.tell(event)
    return ledger
